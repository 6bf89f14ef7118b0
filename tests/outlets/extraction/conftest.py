"""One reader for all tests: starting its child takes longer than most of them."""

from collections.abc import Iterator

import pytest

from tenure.outlets.extraction.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader
