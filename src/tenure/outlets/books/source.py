"""Where a book comes from: a stored file, an upload, or bytes; opened as often as it must be read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.storage import default_storage

type Source = Path | bytes | BinaryIO | Callable[[], BinaryIO]


def stored(name: str) -> Source:
    """A file by its name in Tenure's store, on this machine or elsewhere."""
    return lambda: cast("BinaryIO", default_storage.open(name).file)


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source from its first byte. A stream must be seekable, stays open, bears one reading at a time."""
    match source:
        case Path():
            with source.open("rb") as stream:
                yield stream
        case bytes():
            yield BytesIO(source)
        case _ if callable(source):
            with source() as stream:
                yield stream
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
