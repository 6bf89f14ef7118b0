"""Countries to choose from, named in the reader's language."""

from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from tenure.records.words import plain

# What the list of territories has besides countries: unions, placeholders, made-up ones.
NO_COUNTRIES: Final = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
LETTERS: Final = 2


def countries() -> list[tuple[str, str]]:
    """Two-letter codes with their names, by name."""
    return list(_countries_in(get_language() or "en"))


def country_name(code: str) -> str:
    """What a country is called; the code itself where nobody knows it."""
    return dict(_countries_in(get_language() or "en")).get(code, code)


@cache
def _countries_in(language: str) -> tuple[tuple[str, str], ...]:
    try:
        names = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        names = Locale.parse("en").territories
    known = (
        (code, name)
        for code, name in names.items()
        if len(code) == LETTERS and code.isalpha() and code not in NO_COUNTRIES
    )
    return tuple(sorted(known, key=lambda one: plain(one[1])))
