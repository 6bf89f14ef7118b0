"""Figures as charts: how tall and how wide each bar is, and what it says. The tables beside them say the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenure.core.figures import Age, AgeSum, MonthSum, Runs, RunSum
from tenure.core.money import from_minor, minor_digits

FULL: Final = 100
STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))

AGES: Final[dict[Age, Promise]] = {
    Age.NOT_DUE: _("Not due yet"),
    Age.TO_30: _("1 to 30 days late"),
    Age.TO_60: _("31 to 60 days late"),
    Age.TO_90: _("61 to 90 days late"),
    Age.OLDER: _("More than 90 days late"),
}
RUNS: Final[dict[Runs, Promise]] = {
    Runs.RUNS: _("Running"),
    Runs.SUSPENDED: _("Suspended"),
    Runs.DEACTIVATED: _("Deactivated"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One month: its bars in percent of the chart's height, the place where each begins, and its numbers in words."""

    month: str
    short: str
    year: str
    billed: int
    billed_top: int
    credited: int
    credited_top: int
    net: str
    credits: str
    revenue: str
    tax: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthChart:
    """The months, and the amounts at the lines behind them, from the top down."""

    columns: tuple[Column, ...]
    scale: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One sum with its share. `width` is of the longest bar, in percent."""

    key: str
    label: str
    amount: str
    percent: int
    width: int
    count: int
    customers: int = 0


def amount(units: int, currency: str) -> str:
    """An amount without its currency, as the reader writes numbers."""
    return number_format(from_minor(units, currency), decimal_pos=minor_digits(currency), force_grouping=True)


def month_chart(months: Sequence[MonthSum]) -> MonthChart:
    """The columns of some months of one currency."""
    currency = months[0].currency
    top = _round_above(max(max(one.net, one.credited) for one in months), currency)
    return MonthChart(
        columns=tuple(_column(one, top) for one in months),
        scale=tuple(
            number_format(from_minor(top, currency) * part / 2, decimal_pos=0, force_grouping=True)
            for part in (2, 1, 0)
        ),
    )


def age_bars(ages: Sequence[AgeSum]) -> list[Bar]:
    """What is unpaid, by age."""
    total, longest = _sums([one.units for one in ages])
    return [
        Bar(
            key=one.age.value,
            label=str(AGES[one.age]),
            amount=amount(one.units, one.currency),
            percent=round(FULL * one.units / total),
            width=round(FULL * one.units / longest),
            count=one.bills,
        )
        for one in ages
    ]


def run_bars(runs: Sequence[RunSum]) -> list[Bar]:
    """What services bring in a month, by whether they run."""
    total, longest = _sums([one.units for one in runs])
    return [
        Bar(
            key=one.runs.value,
            label=str(RUNS[one.runs]),
            amount=amount(one.units, one.currency),
            percent=round(FULL * one.units / total),
            width=round(FULL * one.units / longest),
            count=one.services,
            customers=one.customers,
        )
        for one in runs
    ]


def _column(one: MonthSum, top: int) -> Column:
    billed, credited = _height(one.net, top), _height(one.credited, top)
    return Column(
        month=date_format(one.month, "F Y"),
        short=date_format(one.month, "M"),
        year=date_format(one.month, "Y"),
        billed=billed,
        billed_top=FULL - billed,
        credited=credited,
        credited_top=FULL - credited,
        net=amount(one.net, one.currency),
        credits=amount(one.credited, one.currency),
        revenue=amount(one.revenue, one.currency),
        tax=amount(one.tax_due, one.currency),
    )


def _height(units: int, top: int) -> int:
    """In percent of the chart; the smallest sum is still seen."""
    return max(1, round(FULL * units / top)) if units > 0 else 0


def _round_above(units: int, currency: str) -> int:
    """The next number above that people would write at the edge of a chart, in minor units."""
    one = 10 ** minor_digits(currency)
    whole = max((Decimal(units) / one).to_integral_value(ROUND_CEILING), Decimal(10))
    power = Decimal(10) ** (whole.adjusted())
    nice = next(step * power for step in STEPS if step * power >= whole)
    return int(nice * one)


def _sums(units: Sequence[int]) -> tuple[int, int]:
    """The sum and the largest, never nothing: they divide."""
    return max(sum(units), 1), max(*units, 1)
