"""Reading much takes no more memory than reading a little (bench/extraction_memory.py counts to a thousand)."""

import io
import sys
from pathlib import Path

import pytest

from tenure.outlets.extraction.extracted import Extracted, PageImage
from tenure.outlets.extraction.reader import Reader
from tests.outlets.extraction import papers

MOST_GROWTH = 8 * 1024  # KiB


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux how large a process is")
def test_memory_of_reader_and_child_stays_flat() -> None:
    paper, e_invoice = papers.pdf(), papers.cii()
    with Reader() as reader:
        _read(reader, paper, e_invoice, times=10)
        assert reader._child is not None
        before = _resident("self"), _resident(str(reader._child.process_id))
        _read(reader, paper, e_invoice, times=35)
        after = _resident("self"), _resident(str(reader._child.process_id))
    assert after[0] - before[0] < MOST_GROWTH
    assert after[1] - before[1] < MOST_GROWTH


def _read(reader: Reader, paper: bytes, e_invoice: bytes, *, times: int) -> None:
    for _ in range(times):
        assert isinstance(reader.read(io.BytesIO(paper)), Extracted)
        assert isinstance(reader.read(io.BytesIO(e_invoice)), Extracted)
    assert isinstance(reader.page_image(io.BytesIO(paper), 1), PageImage)


def _resident(process: str) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0])
