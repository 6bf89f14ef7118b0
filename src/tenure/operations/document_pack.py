"""What a pack of documents holds: every file under a name of its own, and the tables that tell of them (R12, R20)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import batched

from django.core.files.base import File
from django.core.files.storage import default_storage

from tenure.core.actor import Actor
from tenure.operations.document_rows import as_one_json, as_table, as_tax_table
from tenure.outlets.export import Entry
from tenure.outlets.file_names import Folder
from tenure.records.document_choice import Found
from tenure.records.document_export import Paper
from tenure.records.models import Document
from tenure.records.scope import clients_of

FOLDER = "documents"
CHUNK = 64 * 1024
# So many files leave between two looks whether the client is still there.
FILES_AT_ONCE = 20


def paths_of(found: Iterable[Found], *, folders: bool) -> dict[str, str | None]:
    """Where each document lies in the pack, with `folders` in one of its client; None for one without a file.

    `found` has a client's documents one behind the other.
    """
    clients, folder, client, place = Folder(), Folder(), "", FOLDER
    paths: dict[str, str | None] = {}
    for one in found:
        if one.client_id != client:
            folder, client = Folder(), one.client_id
            place = f"{FOLDER}/{clients.name(one.client__name)}" if folders else FOLDER
        paths[one.id] = f"{place}/{folder.name(one.name)}" if one.file else None
    return paths


def entries_of(
    paths: dict[str, str | None],
    papers: Callable[[], Iterator[Paper]],
    about: Mapping[str, object],
    actor: Actor,
) -> Iterator[Entry]:
    """The files, then the tables: by then it is known which file is missing, and they say so."""
    for some in batched(list(paths), FILES_AT_ONCE):
        rows = Document.objects.filter(id__in=some, client__in=clients_of(actor)).exclude(file="")
        stored = dict(rows.values_list("id", "file"))
        for document in some:
            chunks = _opened(stored.get(document, ""))
            path = paths[document]
            if chunks is None or path is None:
                paths[document] = None
            else:
                yield Entry(name=path, chunks=chunks)
    yield Entry(name="documents.csv", chunks=as_table(papers(), paths))
    yield Entry(name="tax_by_rate.csv", chunks=as_tax_table(papers()))
    yield Entry(name="documents.json", chunks=as_one_json(about, papers(), paths))


def _opened(path: str) -> Iterator[bytes] | None:
    """The file, found to be there before its place in the pack begins."""
    if not path:
        return None
    try:
        file = default_storage.open(path)
    except FileNotFoundError:
        return None
    return _read(file)


def _read(file: "File[bytes]") -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk
