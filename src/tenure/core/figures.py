"""What a firm's bills come to: revenue by month, what is unpaid by age, what stopped services would bring (R46)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from tenure.core.money import to_minor

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSum:
    """What was issued and credited in the month that begins on `month`, in minor units of `currency`."""

    month: date
    currency: str
    net: int = 0
    tax: int = 0
    credited: int = 0
    credited_tax: int = 0

    @property
    def revenue(self) -> int:
        """What was billed less what was taken back, before tax; below nothing where more was taken back."""
        return self.net - self.credited

    @property
    def tax_due(self) -> int:
        """The tax on the revenue."""
        return self.tax - self.credited_tax


class Age(StrEnum):
    """How long an unpaid bill is late."""

    NOT_DUE = "not_due"
    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OLDER = "older"


# The most days that each age but the last takes in.
LATEST_DAYS = {Age.NOT_DUE: 0, Age.TO_30: 30, Age.TO_60: 60, Age.TO_90: 90}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeSum:
    """What is still to be paid of so many bills of one age, in minor units."""

    age: Age
    currency: str
    units: int = 0
    bills: int = 0


class Runs(StrEnum):
    """Whether a recurring service runs today; what is both suspended and deactivated counts as deactivated."""

    RUNS = "runs"
    SUSPENDED = "suspended"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSum:
    """What so many services of so many customers bring in a month, or would, as an exact amount."""

    runs: Runs
    currency: str
    monthly: Decimal = Decimal(0)
    services: int = 0
    customers: int = 0

    @property
    def units(self) -> int:
        """The amount in minor units."""
        return to_minor(self.monthly, self.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All of it in one currency."""

    currency: str
    months: tuple[MonthSum, ...]
    ages: tuple[AgeSum, ...]
    runs: tuple[RunSum, ...]

    @property
    def revenue(self) -> int:
        """The revenue of the months shown."""
        return sum(one.revenue for one in self.months)

    @property
    def unpaid(self) -> int:
        """What is still to be paid."""
        return sum(one.units for one in self.ages)

    @property
    def late(self) -> int:
        """What of it is late."""
        return sum(one.units for one in self.ages if one.age is not Age.NOT_DUE)

    @property
    def stopped(self) -> int:
        """What stopped services would bring in a month."""
        return sum(one.units for one in self.runs if one.runs is not Runs.RUNS)


def first_of_month(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def month_after(first: date, months: int = 1) -> date:
    """The first day of the month so many months later, or earlier."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def every_month(rows: Iterable[MonthSum], currency: str, last: date) -> tuple[MonthSum, ...]:
    """Twelve months up to the one that begins on `last`; those without bills come to nothing."""
    found = {one.month: one for one in rows if one.currency == currency}
    firsts = (month_after(last, back - MONTHS + 1) for back in range(MONTHS))
    return tuple(found.get(first) or MonthSum(month=first, currency=currency) for first in firsts)


def every_age(rows: Iterable[AgeSum], currency: str) -> tuple[AgeSum, ...]:
    """Each age from not due up, whether there is a bill or not."""
    found = {one.age: one for one in rows if one.currency == currency}
    return tuple(found.get(age) or AgeSum(age=age, currency=currency) for age in Age)


def every_run(rows: Iterable[RunSum], currency: str) -> tuple[RunSum, ...]:
    """Running, suspended and deactivated services, whether there is one or not."""
    found = {one.runs: one for one in rows if one.currency == currency}
    return tuple(found.get(runs) or RunSum(runs=runs, currency=currency) for runs in Runs)


def oldest_due_in(age: Age, today: date) -> date | None:
    """The first day on which a bill of this age was due; None for the oldest, which has no first day."""
    days = LATEST_DAYS.get(age)
    return None if days is None else today - timedelta(days=days)


def currencies(own: str, *rows: Sequence[MonthSum | AgeSum | RunSum]) -> tuple[str, ...]:
    """Every currency with a figure, the firm's own first."""
    found = {one.currency for part in rows for one in part}
    return tuple(sorted(found, key=lambda code: (code != own, code)))
