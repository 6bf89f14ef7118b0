"""A ZIP becomes the documents in it: all of them or none, never under a stop, and each says where it came from (R20).

Under a stop the ZIP is held as a whole: nothing is opened that may not be read. What is in it comes out when it is
sent on.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched

from tenure.operations.log import Event, note
from tenure.operations.shelf import Shelf
from tenure.outlets.extraction.archive import NotUnpacked
from tenure.outlets.extraction.extracted import Entry
from tenure.outlets.extraction.kinds import FileKind, kind_of_file
from tenure.outlets.extraction.reader import Content, Reader
from tenure.outlets.extraction.troubles import Failure, Refused, Trouble
from tenure.records.models import Document, DocumentState

AT_ONCE = 200


@dataclass(slots=True, kw_only=True)
class Unpacked:
    """What came out of an archive: documents whose files lie on the shelf, and what was left in it, with the reason."""

    shelf: Shelf
    documents: list[Document] = field(default_factory=list)
    left: list[tuple[str, Failure]] = field(default_factory=list)

    def keep(self, archive: Document, at: datetime) -> None:
        """Makes them documents of the client, in the caller's transaction and under its lock.

        Content the client already has is left, and said so. An archive that had nothing to give is not readable.
        """
        fresh = self._fresh(archive)
        self.shelf.keep([document.id for document in fresh])
        Document.objects.bulk_create(fresh, batch_size=AT_ONCE)
        note([_added(document, archive) for document in fresh], at=at)
        same = all(failure.trouble is Trouble.ALREADY_THERE for _name, failure in self.left)
        nothing = not fresh and not same
        archive.state = (DocumentState.FAILED if nothing else DocumentState.UNPACKED).value
        archive.trouble = Trouble.NOTHING_TAKEN_OUT.value if nothing else ""
        archive.trouble_values = {
            "taken": len(fresh),
            "left": [[name, failure.trouble.value, dict(failure.values)] for name, failure in self.left],
        }

    def _fresh(self, archive: Document) -> list[Document]:
        there = set[str]()
        for some in batched(self.documents, AT_ONCE):
            rows = Document.objects.filter(
                client_id=archive.client_id, sha256__in=[one.sha256 for one in some]
            )
            there.update(rows.exclude(file="").values_list("sha256", flat=True))
        fresh = []
        for document in self.documents:
            if document.sha256 in there:
                self.left.append((document.name, Failure(trouble=Trouble.ALREADY_THERE)))
            else:
                there.add(document.sha256)
                fresh.append(document)
        return fresh


def is_archive(document: Document) -> bool:
    """Whether the file is a ZIP, told from its first and last bytes; nothing of it is opened.

    Raises FileNotFoundError or ValueError where there is no file.
    """
    with document.file.open("rb") as content:
        try:
            return kind_of_file(content.file) is FileKind.ZIP
        except Refused:
            return False


def taken_out(archive: Document, reader: Reader, stay: Callable[[], object]) -> Unpacked | Failure:
    """The files of an archive that is in hand, on the shelf; or why none may be had.

    `stay` is called before each; what it raises ends the work and clears the shelf. Whoever gets an `Unpacked` clears
    it when it is done with it.
    """
    with archive.file.open("rb") as content:
        return _shelved(archive, content.file, reader, stay)


def _shelved(
    archive: Document, content: Content, reader: Reader, stay: Callable[[], object]
) -> Unpacked | Failure:
    unpacked = Unpacked(shelf=Shelf())
    entries = reader.unpack(content)
    try:
        for found in entries:
            stay()
            match found:
                case Failure():
                    unpacked.shelf.clear()
                    return found
                case NotUnpacked():
                    unpacked.left.append((found.name, found.failure))
                case Entry():
                    unpacked.documents.append(_shelve(unpacked.shelf, archive, found))
    except BaseException:
        entries.close()
        unpacked.shelf.clear()
        raise
    return unpacked


def _shelve(shelf: Shelf, archive: Document, entry: Entry) -> Document:
    document = Document(
        client_id=archive.client_id,
        subscription_id=archive.subscription_id,
        name=entry.name,
        content_type=entry.kind.media_type,
        added_by_id=archive.added_by_id,
        added_side=archive.added_side,
        added_at=archive.added_at,
        released_at=archive.released_at,
        origin=archive.origin,
        mail_id=archive.mail_id,
        archive_id=archive.id,
        came_in=archive.name,
    )
    shelf.put(document, entry.content)
    return document


def _added(document: Document, archive: Document) -> Event:
    content: Mapping[str, object] = {
        "document": document.id,
        "sha256": document.sha256,
        "state": document.state,
        "archive": archive.id,
        "by": "",
    }
    return Event(chain=document.client_id, event="document_added", content=content)


def left_of(archive: Document) -> Iterable[tuple[str, Failure]]:
    """What was left in an archive that was unpacked: the name of each file, and why."""
    left = archive.trouble_values.get("left", [])
    for name, code, values in left if isinstance(left, list) else []:
        if code in {trouble.value for trouble in Trouble}:
            yield str(name), Failure(trouble=Trouble(code), values=values)
