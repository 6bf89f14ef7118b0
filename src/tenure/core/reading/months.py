"""The names of the months in all languages that are read, long and short, from the tables of Babel (CLDR)."""

from functools import cache

from babel import Locale

from tenure.core.reading.folding import letters_of
from tenure.core.reading.lexicon import LANGUAGES

SHORTEST = 3


@cache
def month_names() -> dict[str, int]:
    """Folded name to month: long names, what Babel shortens them to, and every beginning that only one month has."""
    names: dict[str, int] = {"mrz": 3, "set": 9}
    for language in LANGUAGES:
        names |= _names_in(language)
    return names


def _names_in(language: str) -> dict[str, int]:
    months = Locale.parse(language).months
    names: dict[str, int] = {}
    long = {letters_of(name): month for month, name in months["format"]["wide"].items()}
    for name, month in long.items():
        for length in range(SHORTEST, len(name) + 1):
            start = name[:length]
            if sum(other.startswith(start) for other in long) == 1:
                names[start] = month
    for context in ("format", "stand-alone"):
        names |= {letters_of(name): month for month, name in months[context]["abbreviated"].items()}
    return names
