"""Recurrence rules of a calendar: on which days, in whose hours, and which of them name none (R36)."""

import time as clock
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from tenure.outlets.recurrence import Recurrence, WrongRule, checked_rule

MONDAY = date(2026, 3, 2)
NEVER = (
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
    "FREQ=WEEKLY;BYSETPOS=50;BYDAY=MO",
    "FREQ=YEARLY;BYYEARDAY=400",
    "FREQ=MONTHLY;BYMONTH=13",
    "FREQ=MONTHLY;BYDAY=99MO",
    "FREQ=WEEKLY;COUNT=0",
    "FREQ=WEEKLY;UNTIL=20200101",
    "FREQ=YEARLY;INTERVAL=1000;BYMONTH=1",
)
NO_RULE = (
    "",
    "every monday",
    "FREQ=HOURLY",
    "FREQ=WEEKLY;FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=2MO",
    "FREQ=MONTHLY;BYMONTHDAY=0",
    "FREQ=WEEKLY;INTERVAL=0",
    "FREQ=WEEKLY;INTERVAL=99999999999999999999",
    "FREQ=WEEKLY;INTERVAL=²",
    "FREQ=WEEKLY;EXDATE=20260101",
    f"FREQ=WEEKLY;BYDAY={','.join(['MO'] * 300)}",
)
RHYTHMS = ("", ";BYDAY=MO", ";BYDAY=TU,FR", ";BYMONTH=4,5", ";WKST=SU;BYDAY=SU,MO", ";BYMONTHDAY=1,15")


@pytest.mark.parametrize("rule", NEVER)
def test_a_rule_that_names_no_day_is_found_at_once(rule: str) -> None:
    began = clock.perf_counter()
    with pytest.raises(WrongRule):
        recurs(checked_rule(rule)).first_day()
    assert clock.perf_counter() - began < 2, "the library alone would look until the year 9999"


@pytest.mark.parametrize("rule", NO_RULE)
def test_what_is_no_rule_of_a_calendar_is_refused(rule: str) -> None:
    with pytest.raises(WrongRule):
        checked_rule(rule)


def test_rare_days_are_found() -> None:
    assert recurs("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29").first_day() == date(2028, 2, 29)
    assert recurs("FREQ=MONTHLY;BYDAY=5MO").first_day() == date(2026, 3, 30)
    assert recurs("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO").first_day() == date(2026, 12, 28)


def test_an_end_in_utc_is_one_in_the_places_hours() -> None:
    rule = "FREQ=DAILY;UNTIL=20260304T043000Z"
    auckland = Recurrence(rule=rule, start=MONDAY, at=time(7), zone="Pacific/Auckland")
    honolulu = Recurrence(rule=rule, start=MONDAY, at=time(19), zone="Pacific/Honolulu")
    assert [list(one.days(since=MONDAY))[-1] for one in (auckland, honolulu)] == [
        date(2026, 3, 4),
        date(2026, 3, 2),
    ]


def test_an_end_beyond_all_calendars_is_refused() -> None:
    far = Recurrence(
        rule="FREQ=WEEKLY;UNTIL=99991231T235959Z", start=MONDAY, at=None, zone="Pacific/Kiritimati"
    )
    with pytest.raises(WrongRule):
        far.first_day()


def test_an_hour_that_the_clocks_leave_out_becomes_the_next_there_is() -> None:
    london = Recurrence(rule="FREQ=DAILY", start=MONDAY, at=time(1, 30), zone="Europe/London")
    assert london.moment(date(2026, 3, 29)).isoformat() == "2026-03-29T02:30:00+01:00"


@given(
    frequency=st.sampled_from(["DAILY", "WEEKLY"]),
    every=st.integers(1, 9),
    more=st.sampled_from(RHYTHMS),
    start=st.dates(date(2015, 1, 1), date(2026, 1, 1)),
    later=st.integers(-20, 4_000),
)
def test_looking_from_later_on_finds_the_same_days(
    frequency: str, every: int, more: str, start: date, later: int
) -> None:
    rule, since = f"FREQ={frequency};INTERVAL={every}{more}", start + timedelta(days=later)
    recurrence = Recurrence(rule=rule, start=start, at=None, zone="Europe/London")
    try:
        recurrence.first_day()
    except WrongRule:
        return
    begin = datetime.combine(start, time.min)
    known = (one.date() for one in rrulestr(rule, dtstart=begin) if one.date() >= since)
    last = max(since, start) + timedelta(days=2_000)
    assert _until(recurrence.days(since=since), last) == _until(known, last)


def recurs(rule: str) -> Recurrence:
    """The rule from a Monday on, all day, in London."""
    return Recurrence(rule=rule, start=MONDAY, at=None, zone="Europe/London")


def _until(days: Iterable[date], last: date) -> list[date]:
    return [day for day in islice(days, 5) if day <= last]
