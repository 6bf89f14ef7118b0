"""Words become lines as the eye sees them, on a page that hangs too."""

import math
from dataclasses import replace

import pytest

from tenure.core.reading.lines import lines_of
from tenure.core.reading.page import PageText, Word
from tests.core.reading.pages import page_of

TEXT = """
Invoice number        2026-17          Total      100.00
Invoice date          05/03/2026       VAT         20.00
"""


def askew(page: PageText, degrees: float) -> PageText:
    slope = math.tan(math.radians(degrees)) * page.width / page.height
    hanging = (
        replace(word, top=word.top + slope * word.left + 0.1, bottom=word.bottom + slope * word.left + 0.1)
        for word in page.words
    )
    return replace(page, words=tuple(hanging))


@pytest.mark.parametrize("degrees", [0, 1.2, -1.2, 2.5, -2.5, 4.6])
def test_a_page_that_hangs_has_the_same_lines(degrees: float) -> None:
    lines = [line.text.split() for line in lines_of(askew(page_of(TEXT), degrees))]
    assert lines == [row.split() for row in TEXT.strip().split("\n")]


def test_columns_are_parted_and_words_are_not() -> None:
    first = lines_of(page_of(TEXT))[0]
    assert first.text == "Invoice number\t2026-17\tTotal\t100.00"


def test_a_reader_that_gives_whole_lines_is_understood() -> None:
    whole = PageText(
        number=1,
        words=(Word(text="Total due 12.00", left=0.1, top=0.1, right=0.4, bottom=0.12),),
        width=595,
        height=842,
    )
    [line] = lines_of(whole)
    assert line.text == "Total due 12.00"
    place = line.place(10, 15)
    assert place.left == pytest.approx(0.3)
    assert place.right == pytest.approx(0.4)
