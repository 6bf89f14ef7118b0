"""Where a book comes from: a file on disk, an upload, or bytes; opened as often as it must be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO

type Source = Path | bytes | BinaryIO


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source from its first byte. A stream must be seekable, stays open, bears one reading at a time."""
    match source:
        case Path():
            with source.open("rb") as stream:
                yield stream
        case bytes():
            yield BytesIO(source)
        case _:
            source.seek(0)
            yield source


@contextmanager
def opened_as_text(source: Source, encoding: str) -> Iterator[TextIOWrapper]:
    """The source as text with its line ends as they are."""
    with opened(source) as stream:
        text = TextIOWrapper(stream, encoding=encoding, newline="")
        try:
            yield text
        finally:
            text.detach()
