"""A calendar that others can subscribe to: days with a sentence each, as iCalendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

REFRESH = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """Something that holds from `day` on. `id` stays the same while it moves; `stamp` is when it was written."""

    id: str
    day: date
    summary: str
    description: str
    url: str
    stamp: datetime


def calendar(name: str, days: Iterable[CalendarDay]) -> bytes:
    """The calendar file; the same days give the same bytes. Names are escaped by the library."""
    book = Calendar()
    book.add("prodid", "-//Tenure//Waits//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", _one_line(name))
    book.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for day in days:
        book.add_component(_event(day))
    file: bytes = book.to_ical()
    return file


def _event(day: CalendarDay) -> Event:
    event = Event()
    event.add("uid", f"{day.id}@tenure")
    event.add("dtstamp", day.stamp)
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    event.add("summary", _one_line(day.summary))
    event.add("description", day.description)
    event.add("url", day.url)
    # The day is marked, nobody is busy.
    event.add("transp", "TRANSPARENT")
    return event


def _one_line(text: str) -> str:
    return " ".join(text.split())
