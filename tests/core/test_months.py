"""Calendar months, clipped to the month's end (R22)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.core.months import add_months


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2027, 10, 31), 4, date(2028, 2, 29)),
        (date(2026, 11, 21), 4, date(2027, 3, 21)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 5, 15), 12, date(2027, 5, 15)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_a_wait_never_ends_early_and_at_most_three_days_are_clipped(day: date, months: int) -> None:
    then = add_months(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert 0 <= day.day - then.day <= 3
