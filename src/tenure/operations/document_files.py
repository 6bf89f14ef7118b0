"""What is looked at before a file is stored: its bytes, counted and compared, never opened (R20)."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from tenure.operations.errors import Invalid
from tenure.outlets.extraction import limits
from tenure.outlets.extraction.kinds import ZIP_BEGINNING, FileKind, kind_of_file
from tenure.outlets.extraction.troubles import Failure, Refused, Trouble

if TYPE_CHECKING:
    from django.core.files.base import File


class NotTaken(Invalid):
    """A file that is not stored; `failure` has the code of the reason, and its sentence says what to do."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message, field="file")
        self.failure = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How many bytes were really read of a file, and what they hash to."""

    size: int
    sha256: str


def most_bytes(beginning: bytes) -> int:
    """How large the file that begins so may be: a ZIP holds many documents."""
    return limits.MAX_ARCHIVE_BYTES if beginning.startswith(ZIP_BEGINNING) else limits.MAX_FILE_BYTES


def too_large(beginning: bytes) -> NotTaken:
    """What is said of a file that is larger than it may be."""
    archive = beginning.startswith(ZIP_BEGINNING)
    return NotTaken(Failure(trouble=Trouble.ARCHIVE_TOO_LARGE if archive else Trouble.TOO_LARGE))


def measured(file: "File[bytes]") -> Measured:
    """Reads the file once, to its end or to the limit, and leaves it at its beginning.

    Raises `NotTaken` for one that is empty or too large, whatever it says of its own size.
    """
    file.seek(0)
    beginning = file.read(len(ZIP_BEGINNING))
    most, size, digest = most_bytes(beginning), 0, hashlib.sha256()
    if file.size > most:
        raise too_large(beginning)
    for chunk in file.chunks(limits.CHUNK_BYTES):
        size += len(chunk)
        if size > most:
            raise too_large(beginning)
        digest.update(chunk)
    if not size:
        raise NotTaken(Failure(trouble=Trouble.EMPTY))
    file.seek(0)
    return Measured(size=size, sha256=digest.hexdigest())


def kind_to_add(file: "File[bytes]") -> FileKind:
    """The kind of a file that somebody wants to add, told from its first and last bytes; nothing of it is opened.

    Raises `NotTaken` for what no document is: a program, a web page, a text. Every door asks this before it stores.
    """
    try:
        return kind_of_file(cast("BinaryIO", file))
    except Refused as refused:
        raise NotTaken(refused.failure) from refused
