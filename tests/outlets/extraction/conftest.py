"""Readers for all tests: starting a child takes longer than most of them."""

import sys
from collections.abc import Iterator

import pytest

from tenure.outlets.extraction.reader import Reader

WITHOUT_OCR = (
    sys.executable,
    "-c",
    """
import sys
sys.modules.update(onnxruntime=None, rapidocr=None)
from tenure.outlets.extraction.child import main
main()
""",
)


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


@pytest.fixture(scope="session")
def reader_without_ocr() -> Iterator[Reader]:
    """A reader as it is where the extra is missing. It has nothing to load when a child has to be renewed."""
    with Reader(command=WITHOUT_OCR) as reader:
        yield reader


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Nothing here touches a database, and much of it takes its time: bin/check runs it with one of the two."""
    return True if config.getoption("database") == "postgresql" else None
