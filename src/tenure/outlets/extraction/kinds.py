"""What a file is, told from its bytes; its name and what its sender claims count for nothing (R20)."""

import re
from enum import StrEnum
from typing import BinaryIO

from tenure.outlets.extraction.troubles import Refused, Trouble

HEAD_BYTES = 4096
ZIP_BEGINNING = b"PK\x03\x04"
TAIL_BYTES = 66_000  # the end record of a ZIP with the longest comment


class FileKind(StrEnum):
    """The kinds of file that can be added."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    TIFF = "tiff"
    HEIC = "heic"
    XML = "xml"
    ZIP = "zip"

    @property
    def media_type(self) -> str:
        """What a file of this kind is served as; always to be saved, never to be shown by the browser."""
        return _MEDIA_TYPES[self]

    @property
    def picture(self) -> bool:
        """Whether it is made of pixels alone."""
        return self in {FileKind.PNG, FileKind.JPEG, FileKind.TIFF, FileKind.HEIC}


_MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.TIFF: "image/tiff",
    FileKind.HEIC: "image/heic",
    FileKind.XML: "application/xml",
    FileKind.ZIP: "application/zip",
}

_BEGINNINGS = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
    (b"II+\x00", FileKind.TIFF),
    (b"MM\x00+", FileKind.TIFF),
    (ZIP_BEGINNING, FileKind.ZIP),
)
_REFUSED_BEGINNINGS = (
    (b"PK\x05\x06", Trouble.ARCHIVE_EMPTY, ""),
    (b"\xd0\xcf\x11\xe0", Trouble.OFFICE_FILE, ""),
    (b"{\\rtf", Trouble.OFFICE_FILE, ""),
    (b"MZ", Trouble.PROGRAM, ""),
    (b"\x7fELF", Trouble.PROGRAM, ""),
    (b"#!", Trouble.PROGRAM, ""),
    (b"GIF8", Trouble.OTHER_KIND, "GIF"),
    (b"RIFF", Trouble.OTHER_KIND, "WebP"),
    (b"BM", Trouble.OTHER_KIND, "BMP"),
    (b"Rar!", Trouble.OTHER_KIND, "RAR"),
    (b"7z\xbc\xaf", Trouble.OTHER_KIND, "7z"),
    (b"\x1f\x8b", Trouble.OTHER_KIND, "gzip"),
    (b"%!PS", Trouble.OTHER_KIND, "PostScript"),
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ACTIVE = re.compile(
    r"<\s*(?:!doctype\s+html|html|svg|script|body|iframe|object|embed|xhtml|\?php)\b", re.IGNORECASE
)
_ZIP_END = b"PK\x05\x06"
_ZIP_END_BYTES = 22
_OFFICE_ENTRIES = (
    b"[Content_Types].xml",
    b"mimetypeapplication/vnd.oasis.opendocument",
    b"word/",
    b"xl/",
    b"ppt/",
)


def kind_of_file(file: BinaryIO) -> FileKind:
    """The kind of a file that can be searched; leaves it at its beginning. Raises Refused."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    end = file.seek(0, 2)
    file.seek(max(0, end - TAIL_BYTES))
    tail = file.read()
    file.seek(0)
    return kind_of(head, tail)


def kind_of(head: bytes, tail: bytes) -> FileKind:
    """The kind of the file that begins with `head` (HEAD_BYTES) and ends with `tail` (TAIL_BYTES); they may overlap.

    Cheap and safe: it compares bytes and opens nothing. Raises Refused for every other kind, and for a file that
    is two kinds at once.
    """
    if not head:
        raise Refused(Trouble.EMPTY)
    kind = _first_look(head)
    if kind is FileKind.ZIP:
        if any(name in head for name in _OFFICE_ENTRIES):
            raise Refused(Trouble.OFFICE_FILE)
    elif _ends_as_zip(tail) or _begins_as_more(kind, head):
        raise Refused(Trouble.TWO_KINDS)
    return kind


def _first_look(head: bytes) -> FileKind:
    # Many programs put a byte order mark or an empty line before a PDF.
    blank_free = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t \x00")
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning) or (kind is FileKind.PDF and blank_free.startswith(beginning)):
            return kind
    if head[4:8] == b"ftyp":
        return _kind_of_film_box(head)
    for beginning, trouble, name in _REFUSED_BEGINNINGS:
        if head.startswith(beginning):
            raise Refused(trouble, kind=name) if name else Refused(trouble)
    text = _as_text(head)
    if _ACTIVE.search(text):
        raise Refused(Trouble.WEB_PAGE)
    if text.lstrip().startswith("<"):
        return FileKind.XML
    raise Refused(Trouble.UNKNOWN_KIND)


def _kind_of_film_box(head: bytes) -> FileKind:
    brand = head[8:12]
    if brand in _HEIC_BRANDS:
        return FileKind.HEIC
    raise Refused(Trouble.OTHER_KIND, kind="AVIF") if brand == b"avif" else Refused(Trouble.UNKNOWN_KIND)


def _as_text(head: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head.removeprefix(mark).decode(encoding, "replace")
    return head.decode("latin-1")


def _begins_as_more(kind: FileKind, head: bytes) -> bool:
    # Readers look for a PDF in the first 1024 bytes, browsers for a page in the first 512.
    if kind is not FileKind.PDF and b"%PDF-" in head[:1024]:
        return True
    return _ACTIVE.search(head[:1024].decode("latin-1")) is not None


def _ends_as_zip(tail: bytes) -> bool:
    """Whether a ZIP ends exactly where the file ends; a ZIP somewhere inside a PDF is an attachment."""
    at = tail.rfind(_ZIP_END)
    while at >= 0:
        comment = tail[at + 20 : at + _ZIP_END_BYTES]
        if len(comment) == 2 and at + _ZIP_END_BYTES + int.from_bytes(comment, "little") >= len(tail):  # noqa: PLR2004
            return True
        at = tail.rfind(_ZIP_END, 0, at)
    return False
