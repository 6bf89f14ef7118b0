"""Whatever words stand on a page, wherever, reading them ends in a reading."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tenure.core.reading.page import PageText, Word
from tenure.core.reading.reading import Field, Source
from tenure.core.reading.rules import read

WORDS = re.split(
    r"\|",
    "Invoice|Facture|n°|No.|12|Rechnung|Total|TTC|HT|Net|MwSt.|19%|100,00|19.00|€|119,00|IBAN|DE89|3704|01/02/2026|31|"
    "février|IVA|Base|imponible|Bill|to:|From|GmbH|within|30|days|-|(|1'234.56|credit|note|#|º|www.|@",
)
PLACE = st.floats(min_value=-0.5, max_value=1.5)
ANY = st.builds(
    Word,
    text=st.one_of(st.sampled_from(WORDS), st.text(max_size=12)),
    left=PLACE,
    top=PLACE,
    right=PLACE,
    bottom=PLACE,
    confidence=st.floats(min_value=0, max_value=1),
)
PAGES = st.lists(
    st.builds(
        PageText,
        number=st.integers(min_value=1, max_value=3),
        words=st.lists(ANY, max_size=40).map(tuple),
        width=st.floats(min_value=0, max_value=2000),
        height=st.floats(min_value=0, max_value=2000),
    ),
    max_size=2,
)


@settings(deadline=None)
@given(pages=PAGES, source=st.sampled_from(Source))
def test_no_words_are_too_odd(pages: list[PageText], source: Source) -> None:
    reading = read(pages, source=source)
    assert reading.source is source
    for field, found in reading.fields.items():
        assert field in Field
        assert 0 <= found.confidence <= 1
        assert found.value


def test_nothing_says_nothing() -> None:
    reading = read([], source=Source.OCR)
    assert dict(reading.fields) == {}
    assert reading.adds_up is None
    assert reading.uncertain


def test_words_without_extent_are_passed_over() -> None:
    words = (
        Word(text="Invoice", left=float("nan"), top=0, right=1, bottom=1),
        Word(text="Total", left=0.2, top=0.2, right=0.1, bottom=0.3),
    )
    assert dict(read([PageText(number=1, words=words, width=0, height=0)], source=Source.TEXT).fields) == {}
