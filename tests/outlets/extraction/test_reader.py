"""Documents go in, what they say comes out; the child may die, the caller does not."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tenure.core.reading.reading import Field, Source
from tenure.outlets.extraction import limits
from tenure.outlets.extraction.archive import NotUnpacked
from tenure.outlets.extraction.extracted import Entry, Extracted, PageImage
from tenure.outlets.extraction.kinds import FileKind
from tenure.outlets.extraction.reader import Reader
from tenure.outlets.extraction.troubles import Failure, Trouble
from tests.outlets.extraction import papers

READY = """
import sys
sys.stdout.write('{"ready": []}' + chr(10)); sys.stdout.flush()
"""


def read(reader: Reader, content: bytes) -> Extracted:
    extracted = reader.read(io.BytesIO(content))
    assert isinstance(extracted, Extracted), extracted
    return extracted


def trouble(reader: Reader, content: bytes) -> Trouble:
    failure = reader.read(io.BytesIO(content))
    assert isinstance(failure, Failure), failure
    return failure.trouble


def test_a_pdf_is_read_from_its_text(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "invoice.pdf"
    file.write_bytes(papers.pdf(papers.LINES, ["Page two has a few words as well"]))
    extracted = reader.read(file, country="DE", language="de")
    assert isinstance(extracted, Extracted)
    assert extracted.kind is FileKind.PDF
    assert extracted.reading.source is Source.TEXT
    assert extracted.page_count == extracted.pages_read == 2
    assert extracted.reading.fields[Field.TOTAL].value == "1234.57"


def test_an_xml_invoice_is_taken_at_its_word(reader: Reader) -> None:
    extracted = read(reader, papers.ubl())
    assert extracted.kind is FileKind.XML
    assert extracted.pages == ()
    assert extracted.reading.fields[Field.TOTAL].value == "225.50"


def test_an_invoice_inside_a_pdf_wins_over_its_text_and_borrows_its_places(reader: Reader) -> None:
    extracted = read(reader, papers.pdf_with(papers.cii(number="RE-2026-0417", total="1234.57")))
    assert extracted.reading.source is Source.XML
    number = extracted.reading.fields[Field.NUMBER]
    assert number.value == "RE-2026-0417"
    assert number.place is not None
    assert extracted.reading.fields[Field.TOTAL].confidence == 1.0


def test_a_pdf_that_shows_another_total_than_its_xml_goes_to_a_person(reader: Reader) -> None:
    total = read(reader, papers.pdf_with(papers.cii(total="119.00"))).reading.fields[Field.TOTAL]
    assert total.value == "119.00"
    assert total.confidence < 0.75


def test_the_picture_of_a_page_is_drawn_anew(reader: Reader) -> None:
    for content in (papers.pdf(), papers.picture(form="JPEG"), papers.picture(form="TIFF")):
        image = reader.page_image(io.BytesIO(content), 1)
        assert isinstance(image, PageImage)
        assert image.png.startswith(b"\x89PNG")
        assert max(image.width, image.height) <= limits.PREVIEW_SIDE
    gone = reader.page_image(io.BytesIO(papers.pdf()), 2)
    assert isinstance(gone, Failure)
    assert gone.trouble is Trouble.NO_SUCH_PAGE


def test_a_zip_comes_apart(reader: Reader) -> None:
    pdf = papers.pdf()
    found = list(reader.unpack(io.BytesIO(papers.zipped({"a.pdf": pdf, "b.exe": b"MZ\x90"}))))
    assert found[0] == Entry(name="a.pdf", kind=FileKind.PDF, content=pdf)
    assert isinstance(found[1], NotUnpacked)
    assert found[1].failure.trouble is Trouble.PROGRAM
    assert trouble(reader, papers.zipped({"a.pdf": pdf})) is Trouble.ARCHIVE


def test_leaving_a_zip_half_way_disturbs_nobody(reader: Reader) -> None:
    entries = reader.unpack(io.BytesIO(papers.zipped({f"{n}.pdf": papers.pdf() for n in range(50)})))
    next(entries)
    entries.close()
    assert read(reader, papers.ubl()).kind is FileKind.XML


def test_without_the_extra_it_says_what_is_missing_and_the_rest_works(reader_without_ocr: Reader) -> None:
    reader = reader_without_ocr
    assert not reader.reads_pictures
    assert trouble(reader, papers.picture()) is Trouble.NO_OCR
    assert trouble(reader, papers.scanned_pdf()) is Trouble.NO_OCR
    assert read(reader, papers.pdf()).kind is FileKind.PDF
    assert isinstance(reader.page_image(io.BytesIO(papers.picture()), 1), PageImage)
    failure = reader.read(io.BytesIO(papers.picture()))
    assert isinstance(failure, Failure)
    assert "bin/setup --ocr" in failure.message.text
    assert failure.worth_another_try


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ("import os; os.abort()", Trouble.CRASHED),
        ("sys.exit(0)", Trouble.CRASHED),
        ("import os; os.kill(os.getpid(), 9)", Trouble.TOO_MUCH_MEMORY),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", Trouble.TOO_SLOW),
        ("print('nonsense'); sys.stdout.flush(); sys.stdin.read()", Trouble.CRASHED),
        ("print('[1]'); sys.stdout.flush(); sys.stdin.read()", Trouble.CRASHED),
        ('print(\'{"extracted": {"kind": "pdf"}}\'); sys.stdout.flush(); sys.stdin.read()', Trouble.CRASHED),
        ("print('{\"bytes\": 99999999999}'); sys.stdout.flush(); sys.stdin.read()", Trouble.CRASHED),
        (
            'print(\'{"failure": "no-such", "values": {}}\'); sys.stdout.flush(); sys.stdin.read()',
            Trouble.CRASHED,
        ),
    ],
)
def test_whatever_becomes_of_the_child_is_told(deed: str, expected: Trouble) -> None:
    with Reader(command=(sys.executable, "-c", READY + deed)) as reader:
        assert trouble(reader, papers.pdf() * 200) is expected
        assert trouble(reader, papers.pdf()) is expected


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.5)
    with Reader(command=(sys.executable, "-c", READY + "import time; time.sleep(60)")) as reader:
        began = time.monotonic()
        assert trouble(reader, papers.pdf() * 200) is Trouble.TOO_SLOW
        assert time.monotonic() - began < 10


def test_a_child_that_cannot_start_is_told() -> None:
    for command in (("/no/such/program",), (sys.executable, "-c", "pass")):
        with Reader(command=command) as reader:
            assert trouble(reader, papers.pdf()) is Trouble.NOT_STARTED


def test_a_child_is_renewed_after_its_documents() -> None:
    with Reader(documents_per_child=2) as reader:
        children = []
        for _ in range(5):
            assert read(reader, papers.ubl()).kind is FileKind.XML
            assert reader._child is not None
            children.append(reader._child._process.pid)
        assert len(set(children)) == 3
        last = children[-1]
    with pytest.raises(ProcessLookupError):
        os.kill(last, 0)


PARENT = """
import io, sys
from tenure.outlets.extraction.reader import Reader
from tests.outlets.extraction.abuse import a_slow_pdf
content = a_slow_pdf()
with Reader() as reader:
    reader.walls
    print(reader._child.process_id, flush=True)
    reader.read(io.BytesIO(content))
"""


def test_the_child_of_a_killed_worker_goes_too() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        child = int(worker.stdout.readline())
        time.sleep(0.5)
        worker.kill()
    until = time.monotonic() + 10
    while _runs(child):
        assert time.monotonic() < until
        time.sleep(0.1)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()


def test_too_much_is_not_even_sent(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1000)
    monkeypatch.setattr(limits, "MAX_ARCHIVE_BYTES", 1000)
    assert trouble(reader, papers.pdf()) is Trouble.TOO_LARGE
    (failure,) = reader.unpack(io.BytesIO(papers.zipped({"a": os.urandom(2000)})))
    assert isinstance(failure, Failure)
    assert failure.trouble is Trouble.ARCHIVE_TOO_LARGE
