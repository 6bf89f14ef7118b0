"""Dates as people write them. 03/04/2026 is two days until the document says which (R20)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from tenure.core.reading.folding import letters_of
from tenure.core.reading.lexicon import tongues
from tenure.core.reading.months import month_names

EARLIEST, LATEST = 1990, 2099
_YEAR = r"(?P<year>\d{4}|\d{2})"
_ISO = re.compile(r"(?<![\d.,/-])(?P<year>\d{4}) ?([-/.]) ?(?P<month>\d{1,2}) ?\2 ?(?P<day>\d{1,2})(?![\d])")
_NUMERIC = re.compile(
    rf"(?<![\d.,/-])(?P<first>\d{{1,2}}) ?([-/.]) ?(?P<second>\d{{1,2}}) ?\2 ?{_YEAR}(?![\d]|[.,/-]\d)"
)
# A picture may show "ju1" and "0ctober".
_WORD = r"(?P<name>[^\W\d_]{2}(?:[^\W\d_]|[01]){1,10})"
_LETTERS = str.maketrans("10", "lo")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSeen:
    """A date in a line, `text[start:end]`, read both ways; None where that way gives no day."""

    start: int
    end: int
    day_first: date | None
    month_first: date | None

    @property
    def tells(self) -> bool | None:
        """Whether it shows that days stand first here; None if it may be read both ways or was not in numbers."""
        if self.day_first == self.month_first or (self.day_first and self.month_first):
            return None
        return self.day_first is not None

    def read(self, *, day_first: bool) -> date:
        """The day it means. What gives no day one way is read the other way."""
        found = self.day_first if day_first else self.month_first
        other = found or self.day_first or self.month_first
        assert other is not None
        return other


def dates_in(text: str) -> Iterator[DateSeen]:
    """All dates in a line, in the order in which they stand."""
    found = sorted((*_iso(text), *_numeric(text), *_named(text)), key=lambda seen: (seen.start, -seen.end))
    end = 0
    for seen in found:
        if seen.start >= end:
            yield seen
            end = seen.end


def _iso(text: str) -> Iterator[DateSeen]:
    for match in _ISO.finditer(text):
        day = _day(match["year"], int(match["month"]), int(match["day"]))
        yield from _seen(match, day, day)


def _numeric(text: str) -> Iterator[DateSeen]:
    for match in _NUMERIC.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        day_first = _day(match["year"], second, first)
        # Nobody writes months first with points.
        month_first = day_first if match[2] == "." and day_first else _day(match["year"], first, second)
        yield from _seen(match, day_first, month_first)


def _named(text: str) -> Iterator[DateSeen]:
    for pattern in _with_names():
        for match in pattern.finditer(text):
            month = month_names().get(letters_of(match["name"]).translate(_LETTERS))
            if month is not None:
                day = _day(match["year"], month, int(match["day"]))
                yield from _seen(match, day, day)


def _seen(match: re.Match[str], day_first: date | None, month_first: date | None) -> Iterator[DateSeen]:
    if day_first or month_first:
        yield DateSeen(start=match.start(), end=match.end(), day_first=day_first, month_first=month_first)


def _day(year: str, month: int, day: int) -> date | None:
    whole = int(year) + (2000 if len(year) == 2 else 0)
    try:
        found = date(whole, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= whole <= LATEST else None


@cache
def _with_names() -> tuple[re.Pattern[str], ...]:
    """Day before month ("1er mars 2026", "3 de mayo de 2026") and after it ("March 1st, 2026")."""
    after_day = "|".join(
        sorted({end for tongue in tongues() for end in tongue.first_day if end}, key=len, reverse=True)
    )
    between = "|".join(
        sorted({word for tongue in tongues() for word in tongue.between if word}, key=len, reverse=True)
    )
    joint = rf"(?:\s*(?:{between})\b\s*|[\s./'’,-]*)"
    day = rf"(?<![\d.,/-])(?P<day>\d{{1,2}})(?:(?:{after_day})\b|[.º°])?"
    return (
        re.compile(rf"{day}{joint}{_WORD}\.?{joint}{_YEAR}(?!\d|[.,]\d)", re.IGNORECASE),
        re.compile(
            rf"\b{_WORD}\.?\s*{day.removeprefix('(?<![\\d.,/-])')}[\s,]+{_YEAR}(?!\d|[.,]\d)", re.IGNORECASE
        ),
    )
