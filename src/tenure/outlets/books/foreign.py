"""Files that are not a client book at all: spreadsheets, PDFs, web pages, pictures (R57)."""

from typing import NoReturn

from tenure.core.wording import Message, say
from tenure.outlets.books.errors import BookError
from tenure.outlets.books.limits import MAX_FILE_BYTES

_SPREADSHEET = say("This is a spreadsheet file: save it as CSV first, then import the CSV file.")
_PDF = say("This is a PDF document: a client book must be a CSV file.")
_WEB_PAGE = say("This is a web page: a client book must be a CSV file.")
_BINARY = say("This is not a text file: a client book must be a CSV file.")

_BEGINNINGS: tuple[tuple[bytes, str, Message], ...] = (
    (b"PK\x03\x04", "spreadsheet", _SPREADSHEET),
    (b"\xd0\xcf\x11\xe0", "spreadsheet", _SPREADSHEET),
    (b"%PDF-", "pdf", _PDF),
    (b"<!DOCTYPE", "web_page", _WEB_PAGE),
    (b"<HTML", "web_page", _WEB_PAGE),
    (b"\x1f\x8b", "binary", _BINARY),
    (b"{\\RTF", "binary", _BINARY),
    (b"\x89PNG", "binary", _BINARY),
    (b"\xff\xd8\xff", "binary", _BINARY),
)


def refuse_foreign(head: bytes) -> None:
    """Raises BookError if the file begins like something else, or with nothing."""
    if not head.strip():
        raise empty_file()
    start = head.lstrip()[:16].upper()
    for beginning, code, message in _BEGINNINGS:
        if start.startswith(beginning.upper()):
            raise BookError(code, message)


def empty_file() -> BookError:
    """For a file of nothing, or of nothing but blanks."""
    return BookError("empty_file", say("The file is empty."))


def refuse_binary() -> NoReturn:
    """Raises BookError for bytes that no text has."""
    raise BookError("binary", _BINARY)


def refuse_too_large(size: int) -> None:
    """Raises BookError for a file of more bytes than a client book may have."""
    if size > MAX_FILE_BYTES:
        raise BookError(
            "file_too_large",
            say(
                "The file is larger than %(megabytes)s MB. Split it, then import the parts.",
                megabytes=MAX_FILE_BYTES // (1024 * 1024),
            ),
        )
