"""Where files lie until their documents are written: a worker that dies in between leaves nothing behind (R20)."""

import hashlib
import logging
from collections.abc import Collection
from datetime import timedelta
from types import TracebackType
from typing import Self

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.utils import timezone

from tenure.records.models import Document, DoomedFile
from tenure.records.models.document import document_path

# Longer than a letter or an archive may take; what is older is swept with the files of erased clients.
KEPT_FOR = timedelta(hours=1)
# Nobody keeps a file that is about to be swept.
MARGIN = timedelta(minutes=5)

logger = logging.getLogger(__name__)


class LeftTooLong(Exception):
    """The files lay there until they were about to be swept: none of them may become a document."""


class Shelf:
    """Files of documents that are not yet there.

    Each is noted as doomed before it is written. `keep` takes the notes away, in the transaction that writes the
    rows: it commits with them or not at all. What is not kept goes at the end of the block; where the process dies,
    the sweep finds the notes.
    """

    def __init__(self) -> None:
        self._until = timezone.now() + KEPT_FOR
        self._notes: dict[str, DoomedFile] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self.clear()
        except (DatabaseError, OSError):
            # The database or the storage is away: the sweep finds the notes. What went wrong first is told.
            logger.warning("files that became no documents are left to the sweep", exc_info=True)

    def lay(self, document: Document, file: "File[bytes]") -> None:
        """Writes the file of a new document of a client, whose name never becomes part of a path."""
        path = document_path(document, document.name)
        self._notes[document.id] = DoomedFile.objects.create(path=path, at=self._until)
        document.file.name = default_storage.save(path, file)

    def put(self, document: Document, content: bytes) -> None:
        """The same with what is in memory already; measures it too."""
        self.lay(document, ContentFile(content))
        document.size, document.sha256 = len(content), hashlib.sha256(content).hexdigest()

    def keep(self, documents: Collection[str]) -> None:
        """These stay. Call it in the transaction that writes their rows. Raises `LeftTooLong`."""
        if timezone.now() > self._until - MARGIN:
            raise LeftTooLong
        DoomedFile.objects.filter(pk__in=[self._notes[document].pk for document in documents]).delete()

    def clear(self) -> None:
        """Removes every file that is still noted: it was not kept, or what kept it came to nothing."""
        doomed = DoomedFile.objects.filter(pk__in=[note.pk for note in self._notes.values()])
        for path in doomed.values_list("path", flat=True):
            default_storage.delete(path)
        doomed.delete()
        self._notes.clear()
