"""Files that mean harm: each gets its sentence, none gets out, and the next honest document is read (R48)."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tenure.outlets.extraction.extracted import Entry, Extracted, PageImage
from tenure.outlets.extraction.reader import Reader
from tenure.outlets.extraction.troubles import Failure, Trouble
from tests.outlets.extraction import papers
from tests.outlets.extraction.abuse import cases

SECONDS_FOR_A_FAILURE = 60
CASES = list(cases())


@pytest.mark.parametrize(("made", "right"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_harm_is_answered_with_a_sentence(
    reader_without_ocr: Reader, made: Callable[[], bytes], right: set[Trouble]
) -> None:
    content = made()
    # What the OCR sees is a picture of at most 1200 pixels that we made; harm is done before, or not at all.
    reader = reader_without_ocr
    began = time.monotonic()
    answer = reader.read(io.BytesIO(content))
    assert isinstance(answer, Failure), answer
    assert answer.trouble in right
    assert answer.message.text % dict(answer.message.values)
    assert time.monotonic() - began < SECONDS_FOR_A_FAILURE
    drawn = reader.page_image(io.BytesIO(content), 1)
    assert isinstance(drawn, Failure | PageImage)
    assert isinstance(reader.read(io.BytesIO(papers.ubl())), Extracted)


def test_pages_that_are_as_large_as_a_field_are_drawn_small(reader: Reader) -> None:
    content = (
        papers.pdf().replace(b"595.28 841.89", b"14400.0 14400").replace(b"595.2800 841.8900", b"14400 14400")
    )
    image = reader.page_image(io.BytesIO(content), 1)
    assert isinstance(image, PageImage)
    assert max(image.width, image.height) <= 1601


def test_harm_in_a_zip_leaves_the_honest_entries(reader: Reader, tmp_path: Path) -> None:
    entries = {
        f"{number}.pdf": made() for number, (name, made, _) in enumerate(CASES) if "packed" not in name
    }
    entries |= {"../../escape.pdf": papers.pdf(), "ok.pdf": papers.pdf()}
    content = papers.zipped({name: content for name, content in entries.items() if len(content) < 1_000_000})
    before = sorted(tmp_path.iterdir())
    found = list(reader.unpack(io.BytesIO(content)))
    assert not any(isinstance(one, Failure) for one in found)
    taken = {one.name for one in found if isinstance(one, Entry)}
    assert "ok.pdf" in taken
    assert "escape.pdf" not in taken
    assert sorted(tmp_path.iterdir()) == before
