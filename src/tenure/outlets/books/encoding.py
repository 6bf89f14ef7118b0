"""In which encoding a book is written: UTF-8 if it can be, else what the bytes themselves speak for (R57)."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

from tenure.core.wording import say
from tenure.outlets.books.errors import BookError
from tenure.outlets.books.foreign import refuse_binary, refuse_foreign, refuse_too_large

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850")

_CHUNK_BYTES = 1024 * 1024
_HEAD_BYTES = 64 * 1024
_LEGACY_SAMPLE_BYTES = 16 * 1024
_LEGACY = ["mac_roman", "cp850"]
# Where Windows-1252 has its letters, and where it has signs that names hardly contain but older encodings
# have their accented letters. The detector alone took "Müller, Söhne" for a DOS file.
_WINDOWS_LETTER = re.compile(rb"[\x8c\x9c\xc0-\xff]")
_UNLIKELY_IN_WINDOWS = re.compile(rb"[\x81-\x84\x86-\x8b\x8d-\x90\x98\x9a\x9b\x9d-\x9f]")
_MIN_ASCII_IN_UTF16 = 0.2  # separators, digits and addresses make as much in any script
_UTF8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


def find_encoding(stream: BinaryIO, *, given: str | None = None) -> str:
    """The codec that reads the whole stream without an error; only the `given` one is tried, if there is one.

    Raises BookError for an empty, oversized or binary file, a spreadsheet, and text in no single encoding.
    """
    head = stream.read(_HEAD_BYTES)
    refuse_foreign(head)
    encoding = given or _marked(head) or _utf16_without_mark(head)
    if encoding:
        _decode(stream, encoding)
        return encoding
    try:
        _decode(stream, "utf-8")
    except _UndecodableError as error:
        legacy = _legacy(error)
        _decode(stream, legacy)
        return legacy
    return "utf-8"


class _UndecodableError(BookError):
    """The bytes around the first one that does not fit, for a second opinion."""

    def __init__(self, line: int, around: bytes) -> None:
        super().__init__(
            "unreadable_text",
            say(
                "Line %(line)s has bytes that are no text. Save the file as “CSV UTF-8”, then try again.",
                line=line,
            ),
        )
        self.line = line
        self.around = around


def _marked(head: bytes) -> str | None:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else None


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 by where the zero bytes are: text has them often, and nearly all in one half of each pair."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if not even and not odd:
        return None
    if max(even, odd) < _MIN_ASCII_IN_UTF16 * len(head) / 2 or min(even, odd) > max(even, odd) / 10:
        refuse_binary()
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode(stream: BinaryIO, encoding: str) -> None:
    """Reads everything once, strictly, in little memory."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for chunk, last in _chunks(stream):
        if 0 in chunk and not encoding.startswith("utf-16"):
            refuse_binary()
        try:
            decoder.decode(chunk, final=last)
        except UnicodeDecodeError as error:
            carried = len(error.object) - len(chunk)  # bytes that the decoder kept from the chunk before
            line += chunk.count(b"\n", 0, max(0, error.start - carried))
            raise _UndecodableError(line, error.object) from None
        line += chunk.count(b"\n")


def _chunks(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    stream.seek(0)
    total = 0
    while chunk := stream.read(_CHUNK_BYTES):
        total += len(chunk)
        refuse_too_large(total)
        yield chunk, False
    yield b"", True


def _legacy(error: _UndecodableError) -> str:
    """Which of the encodings before Unicode; Windows-1252 unless its letters are elsewhere."""
    sample = b"\n".join(line for line in error.around.splitlines() if not line.isascii())[
        :_LEGACY_SAMPLE_BYTES
    ]
    pairs = _UTF8_PAIR.findall(sample)
    if len(pairs) > len(_HIGH.findall(_UTF8_PAIR.sub(b"", sample))):
        raise error
    if len(_UNLIKELY_IN_WINDOWS.findall(sample)) <= len(_WINDOWS_LETTER.findall(sample)):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=_LEGACY).best()
    return best.encoding if best else "cp1252"
