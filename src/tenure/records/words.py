"""Names as people type them, made comparable: no accents, no case, no stray spaces."""

import unicodedata
from collections.abc import Iterable, Mapping

SORT_LENGTH = 200
# What a client is found by.
SEARCHED = ("name", "email", "contact_name", "phone", "company_number", "reference")


def plain(text: str) -> str:
    """`text` without accents, case, control characters and doubled spaces; idempotent."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    folded = _without_marks(_without_marks(text).casefold())
    return " ".join(_printable(folded).split())


def sort_name_of(name: str) -> str:
    """The key a client is listed under, at most 200 characters."""
    return plain(name)[:SORT_LENGTH].rstrip()


def search_text_of(parts: Iterable[str]) -> str:
    """Everything a client can be found by, as one text."""
    return " ".join(filter(None, map(plain, parts)))


def texts_of(values: Mapping[str, str]) -> dict[str, str]:
    """The columns that a client's list is sorted and searched by, from what is written about it."""
    return {
        "sort_name": sort_name_of(values.get("name", "")),
        "search": search_text_of(values.get(name, "") for name in SEARCHED),
    }


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")


def _printable(text: str) -> str:
    # Surrogates cannot be stored, and PostgreSQL takes no NUL. Tabs and line ends are spaces here.
    return "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cs"}
    )
