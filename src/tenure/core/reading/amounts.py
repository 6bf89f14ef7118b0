"""Amounts as people write them: 1.234,56 and 1,234.56 and 1 234,56 and 1'234.56 (R20)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tenure.core.reading.currencies import currency_code

_SPACE = "[ \u00a0\u202f\u2009]"
# The apostrophe of 1'234.56 is read as any of the small signs up there.
_GROUPS = "['’´`°\"*.,]"
_MINUS = "[-\u2212\u2013]"
_NUMBER = (
    rf"(?:\d{{1,3}}(?:(?:{_SPACE}|{_GROUPS})\d{{3}})+(?!\d)(?:[.,]\d{{1,4}})?|\d{{1,12}}(?:[.,]\d{{1,4}})?)"
)
_CURRENCY = r"(?:[A-Z]{0,3}[€£$¥₹]|[A-Z]{3}|Fr\.|kr\.?|zł|Euros?|EURO)"
_AMOUNT = re.compile(
    rf"(?<![\w.,/:'’])(?P<open>\()?(?P<minus>{_MINUS}{_SPACE}?)?(?:(?P<before>{_CURRENCY}){_SPACE}?)?(?P<inner>{_MINUS})?"
    rf"(?P<number>{_NUMBER})(?![.,:/]?\d)(?:{_SPACE}?(?P<after>{_CURRENCY})(?![A-Za-z]))?"
    rf"(?P<trailing>{_MINUS}(?![\d\w]))?(?P<percent>{_SPACE}?%)?(?P<close>\))?(?P<glued>[A-Za-z/])?"
)
_SEPARATORS = re.compile(r"[^\d]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number in a line: `text[start:end]`, its value, how many decimals were written, the currency at its side."""

    start: int
    end: int
    value: Decimal
    decimals: int
    currency: str = ""
    percent: bool = False

    @property
    def money(self) -> bool:
        """Whether it is written as an amount of money."""
        return not self.percent and (self.decimals in (2, 3) or bool(self.currency))


def amounts_in(text: str) -> Iterator[Amount]:
    """All numbers in a line that may be amounts or percentages; dates and codes are none."""
    for match in _AMOUNT.finditer(text):
        if match["glued"] is not None and not match["after"]:
            continue
        value = number(match["number"])
        in_brackets = match["open"] and match["close"] and not match["percent"]
        if in_brackets or match["minus"] or match["inner"] or match["trailing"]:
            value = -value
        yield Amount(
            start=match.start("number"),
            end=match.end("number"),
            value=value,
            decimals=-int(value.as_tuple().exponent),
            currency=_mark(match["before"], match["after"]),
            percent=match["percent"] is not None,
        )


def _mark(*marks: str | None) -> str:
    return next((mark for mark in marks if mark and currency_code(mark)), "")


def number(text: str) -> Decimal:
    """The number of digits and separators in `text`, whichever way it is grouped.

    The last sign parts the decimals, unless three digits follow it: then it groups, except after a lone zero
    (0.125) and where another sign grouped before it (1.234,567).
    """
    separators = _SEPARATORS.findall(text)
    if not separators:
        return Decimal(text)
    *groups, last = _SEPARATORS.split(text)
    grouped = len(last) == 3 and (len(set(separators)) == 1 or separators[-1] not in ".,") and groups != ["0"]
    return Decimal("".join(groups) + last) if grouped else Decimal(f"{''.join(groups)}.{last}")
