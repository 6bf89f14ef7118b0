"""What a period bills for a service that did not run all of it: never a day on which it was stopped (R42, R46)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class PartPeriod(StrEnum):
    """How a service is billed that ran on some days of a period only: as the firm's policy says."""

    WHOLE = "whole"
    NONE = "none"
    BY_DAY = "by_day"


class Regenerate(StrEnum):
    """Which issued invoices a firm's policy lets be regenerated, or put back to what they were (R44)."""

    NEVER = "never"
    UNSENT = "unsent"
    UNPAID = "unpaid"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days from `first` up to and without `end`; no `end` is for ever. Empty if it ends before it begins."""

    first: date
    end: date | None = None

    def within(self, other: "Days") -> "Days":
        """The days that both have."""
        ends = [end for end in (self.end, other.end) if end is not None]
        return Days(first=max(self.first, other.first), end=min(ends, default=None))

    def meets(self, other: "Days") -> bool:
        """Whether there is a day that both have."""
        both = self.within(other)
        return both.end is None or both.first < both.end

    def each(self) -> frozenset[date]:
        """Every day. Only for days that end."""
        if self.end is None:
            raise ValueError("days without an end cannot be listed")
        return frozenset(self.first + timedelta(days=n) for n in range((self.end - self.first).days))


def month_of(day: date) -> Days:
    """The calendar month that has this day."""
    first = day.replace(day=1)
    return Days(first=first, end=(first + timedelta(days=32)).replace(day=1))


def length_of(days: Days) -> int:
    """How many days these are. Only for days that end."""
    if days.end is None:
        raise ValueError("days without an end cannot be counted")
    return max((days.end - days.first).days, 0)


def days_run(period: Days, ran: Days, stopped: Iterable[Days]) -> int:
    """On how many days of a period a service ran: those it was there, less those it or what is above it was stopped."""
    there = ran.within(period).each()
    return len(there.difference(*(stop.within(period).each() for stop in stopped)))


def share(period: Days, run: int, rule: PartPeriod) -> Fraction:
    """The part of a period's price that is billed for `run` days of it."""
    whole = length_of(period)
    match rule:
        case PartPeriod.WHOLE:
            return Fraction(1 if run else 0)
        case PartPeriod.NONE:
            return Fraction(1 if run == whole else 0)
        case PartPeriod.BY_DAY:
            return Fraction(run, whole)


def share_of(price: Decimal, part: Fraction) -> Decimal:
    """That part of a price, not rounded to money yet: a line rounds once."""
    return price * part.numerator / part.denominator
