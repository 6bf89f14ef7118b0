"""The words that documents use, in five languages: one file a language in `words/`, a new language is a new file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from tenure.core.reading.folding import letters_of
from tenure.core.reading.reading import DocumentKind

LANGUAGES = ("en", "fr", "de", "nl", "es")


class Term(StrEnum):
    """What a phrase on a document announces."""

    NUMBER = "number"
    NUMBER_WEAK = "number_weak"
    DATE = "date"
    DATE_WEAK = "date_weak"
    DUE_DATE = "due_date"
    NET = "net"
    TAX = "tax"
    TOTAL = "total"
    PAYABLE = "payable"
    IBAN = "iban"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    HOLDER = "holder"
    TAX_NUMBER = "tax_number"
    CUSTOMER_TAX_NUMBER = "customer_tax_number"
    PAY_WITHIN = "pay_within"
    PAYMENT_TERMS = "payment_terms"
    WITHHELD = "withheld"
    EARLY = "early"
    TILL = "till"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """The words of one language. Phrases are folded: letters and digits only, lower case, no accents."""

    code: str
    common: frozenset[str]
    month_first_countries: frozenset[str]
    kinds: Mapping[str, DocumentKind]
    terms: Mapping[str, tuple[Term, ...]]
    days: frozenset[str]
    net_days: frozenset[str]
    month_end: frozenset[str]
    at_once: frozenset[str]
    first_day: tuple[str, ...]
    between: tuple[str, ...]


@cache
def tongue(code: str) -> Tongue:
    """The words of the language `code`; FileNotFoundError for one that nobody wrote."""
    file = files("tenure.core.reading") / "words" / f"{code}.toml"
    return _tongue_of(code, tomllib.loads(file.read_text(encoding="utf-8")))


@cache
def tongues() -> tuple[Tongue, ...]:
    """All languages that are read."""
    return tuple(tongue(code) for code in LANGUAGES)


def _tongue_of(code: str, words: Mapping[str, Any]) -> Tongue:
    lists = words["terms"]
    return Tongue(
        code=code,
        common=frozenset(map(letters_of, words["common"])),
        month_first_countries=frozenset(words["month_first_countries"]),
        kinds={
            letters_of(phrase): DocumentKind(kind)
            for kind, phrases in words["kinds"].items()
            for phrase in phrases
        },
        terms=_terms_of(lists),
        days=frozenset(map(letters_of, lists["days"])),
        net_days=frozenset(map(letters_of, lists["net_days"])),
        month_end=frozenset(map(letters_of, lists["month_end"])),
        at_once=frozenset(map(letters_of, lists["at_once"])),
        first_day=tuple(map(letters_of, lists["first_day"])),
        between=tuple(map(letters_of, lists["between"])),
    )


def _terms_of(lists: Mapping[str, list[str]]) -> Mapping[str, tuple[Term, ...]]:
    """Phrase to what it may announce: "net" is an amount before tax, and the start of "net 30 days"."""
    terms: dict[str, tuple[Term, ...]] = {}
    for term in Term:
        for phrase in map(letters_of, lists[term]):
            if term not in terms.get(phrase, ()):
                terms[phrase] = (*terms.get(phrase, ()), term)
    return terms
