"""Names are compared without accents, case and stray spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.records.words import SORT_LENGTH, plain, search_text_of, sort_name_of


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("Cedar Café", "cedar cafe"),
        ("  ÉLAN\t et\n Fils ", "elan et fils"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("ＡＣＭＥ", "acme"),
        ("Nul\x00l", "null"),
        ("half \ud800 pair", "half pair"),
        ("🦊 Fox", "🦊 fox"),
        ("", ""),
    ],
)
def test_a_name_is_compared_as_people_hear_it(typed: str, compared: str) -> None:
    assert plain(typed) == compared


@given(st.text())
def test_plain_words_stay_as_they_are(typed: str) -> None:
    once = plain(typed)
    assert plain(once) == once
    once.encode()
    assert "\x00" not in once


@given(st.text(min_size=150, max_size=400))
def test_a_sort_name_fits_its_column(name: str) -> None:
    assert len(sort_name_of(name)) <= SORT_LENGTH


def test_a_search_text_leaves_out_what_is_empty() -> None:
    assert search_text_of(["Acme", "", "OFFICE@acme.example", "  "]) == "acme office@acme.example"
