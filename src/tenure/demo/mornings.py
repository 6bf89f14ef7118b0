"""The mornings on which the worker of an invented firm found something due."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from tenure.demo.days import Days
from tenure.demo.happenings import Happening

AFTER_MIDNIGHT = timedelta(hours=5)


def morning(days: Days, day: date, perform: Callable[[datetime], None]) -> Iterator[Happening]:
    """Work early on a day; none if that is still to come."""
    midnight = days.now.replace(year=day.year, month=day.month, day=day.day, hour=0, minute=0, second=0)
    at = midnight.replace(microsecond=0) + AFTER_MIDNIGHT
    if at <= days.now:
        yield Happening(at=at, perform=perform)
