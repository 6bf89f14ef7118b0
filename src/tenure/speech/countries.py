"""Countries by name: which one a person meant, in whatever language they wrote it, and what it is called."""

import unicodedata
from functools import cache
from typing import Final

from babel import Locale

LETTERS: Final = 2
# Languages in which people may have written a country: ours, and those of its neighbours.
READ: Final = ("en", "fr", "de", "nl", "es", "it", "pt", "da", "sv", "fi", "pl", "cs", "el", "hu", "ro", "ga")
SAID_OTHERWISE: Final = {
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "usa": "US",
    "united states of america": "US",
    "holland": "NL",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "republic of ireland": "IE",
    "eire": "IE",
    "french republic": "FR",
    "republique francaise": "FR",
}
EUROPEAN_UNION: Final = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip


def country_code(written: str) -> str:
    """The two letters of the country that was written; empty where nobody knows it."""
    name = _folded(written)
    if len(name) == LETTERS and name.upper() in _codes():
        return name.upper()
    return SAID_OTHERWISE.get(name) or _by_name().get(name, "")


def country_called(code: str, locale: str) -> str:
    """What a country is called in a language; the code itself where nobody knows it."""
    return str(Locale.parse(locale, sep="-").territories.get(code, code))


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale.parse("en").territories) if len(code) == LETTERS)


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in READ:
        for code, name in Locale.parse(language).territories.items():
            if code in _codes():
                found.setdefault(_folded(name), code)
    return found


def _folded(text: str) -> str:
    """Without case, accents and full stops."""
    plain = unicodedata.normalize("NFKD", text.replace(".", "")).casefold()
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())
