"""What people type into a field, understood: 3/11/2026 and 1 234,56 in their language, as a reading would keep it (R20)."""

import re
from decimal import Decimal
from typing import Final

from tenure.core.money import minor_digits
from tenure.core.reading.currencies import currency_code
from tenure.core.reading.dates import dates_in
from tenure.core.reading.lexicon import LANGUAGES, tongue

_SPACES: Final = re.compile(r"[\s\u00a0\u202f\u2009'’]+")
_MONEY_SIGNS: Final = re.compile(r"^(?:[A-Za-z]{3}|[€£$¥₹])|(?:[A-Za-z]{3}|[€£$¥₹])$")
_PLAIN: Final = re.compile(r"(?P<minus>[-\u2212]?)(?P<number>\d[\d.,]*)")
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_SPACED: Final = re.compile(r"[-\u2212]? ?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,][\d.,]*)?|[-\u2212]? ?\d[\d.,]*")
_LONGEST: Final = 12  # digits before the decimals
_USUAL_DECIMALS: Final = 2
_MOST_DECIMALS: Final = 3  # of the dinar, and of what has no currency


def day_typed(text: str, *, language: str, country: str) -> str | None:
    """The day as 2026-11-22; None for what is no day. In English the client's country says whether months come first."""
    found = list(dates_in(text.strip()))
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text.strip())):
        return None
    month_first = language in LANGUAGES and country in tongue(language).month_first_countries
    return found[0].read(day_first=not month_first).isoformat()


def amount_typed(text: str, *, decimal_mark: str, currency: str = "") -> str | None:
    """The amount as 1234.56, with the currency's decimals at least; None for what is no amount.

    `decimal_mark` is that of the reader's language; the other one is understood where it can mean one thing only.
    """
    spaced = _MONEY_SIGNS.sub("", _SPACES.sub(" ", text).strip()).strip()
    match = _PLAIN.fullmatch(spaced.replace(" ", "")) if _SPACED.fullmatch(spaced) else None
    number = None if match is None else _number(match["number"], decimal_mark)
    if match is None or number is None or number >= 10**_LONGEST:
        return None
    least = Decimal(1).scaleb(-_decimals(currency))
    padded = number.quantize(least) if number == number.quantize(least) else number
    return f"{-padded if match['minus'] and padded else padded:f}"


def fits(amount: str, currency: str) -> bool:
    """Whether the amount has no more decimals than its currency."""
    most = _decimals(currency) if currency else _MOST_DECIMALS
    return Decimal(amount) == round(Decimal(amount), most)


def percent_typed(text: str, *, decimal_mark: str) -> str | None:
    """A rate in percent, as 5.5; None for what is none."""
    bare = _SPACES.sub("", text).removesuffix("%")
    number = _number(bare, decimal_mark) if re.fullmatch(r"\d{1,3}(?:[.,]\d{1,3})?", bare) else None
    return None if number is None or number > 100 else f"{number.normalize():f}"


def currency_typed(text: str) -> str | None:
    """The code of a currency, from its code or sign; None for no currency."""
    bare = text.strip()
    return currency_code(bare) or currency_code(bare.upper())


def account_typed(text: str) -> str:
    """A bank account in capitals, without spaces; whether it is one is asked elsewhere."""
    return re.sub(r"[\s.\-]", "", text).upper()


def words_typed(text: str) -> str:
    """Words with single spaces between them."""
    return " ".join(text.split())


def _number(text: str, decimal_mark: str) -> Decimal | None:
    marks = [sign for sign in text if sign in ".,"]
    if not marks:
        return Decimal(text)
    if len(set(marks)) == 2:
        return _parted(text, marks[-1])
    if len(marks) > 1 or (marks[0] != decimal_mark and _GROUPED.fullmatch(text)):
        return Decimal(re.sub("[.,]", "", text)) if _GROUPED.fullmatch(text) else None
    return _parted(text, marks[0])


def _parted(text: str, mark: str) -> Decimal | None:
    whole, _, decimals = text.rpartition(mark)
    if mark in whole or not decimals or not (whole.isdigit() or _GROUPED.fullmatch(whole)):
        return None
    return Decimal(re.sub("[.,]", "", whole) + "." + decimals)


def _decimals(currency: str) -> int:
    try:
        return minor_digits(currency)
    except ValueError:
        return _USUAL_DECIMALS
