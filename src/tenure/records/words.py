"""Names as people type them, made comparable: no accents, no case, no stray spaces."""

import unicodedata
from collections.abc import Iterable

SORT_LENGTH = 200


def plain(text: str) -> str:
    """`text` without accents, case, control characters and doubled spaces; idempotent."""
    folded = _without_marks(_without_marks(text).casefold())
    return " ".join(_printable(folded).split())


def sort_name_of(name: str) -> str:
    """The key a client is listed under, at most 200 characters."""
    return plain(name)[:SORT_LENGTH].rstrip()


def search_text_of(parts: Iterable[str]) -> str:
    """Everything a client can be found by, as one text."""
    return " ".join(filter(None, map(plain, parts)))


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
