"""When something recurs: iCalendar recurrence rules, in the hours of a place (R36)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

LONGEST_RULE = 500
HORIZON = timedelta(days=3_660)
PARTS = re.compile(r"[A-Z]+=[A-Z0-9,+\-]+(;[A-Z]+=[A-Z0-9,+\-]+)*")
NOTHING = re.compile(r"(?<![0-9])0+(?![0-9])")
KNOWN = frozenset(
    {
        "FREQ",
        "INTERVAL",
        "COUNT",
        "UNTIL",
        "BYDAY",
        "BYMONTH",
        "BYMONTHDAY",
        "BYSETPOS",
        "BYYEARDAY",
        "BYWEEKNO",
        "WKST",
    }
)
FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
LARGEST_INTERVAL = 1_000
DAYS_OF_RHYTHM = {"DAILY": 1, "WEEKLY": 7}
# What the library raises for parts that cannot be: a 13th month, the 99th Monday, the year 10000.
CANNOT_BE = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)
# The library looks for a day until the year 9999. The calendar repeats itself every 28 years, so what names no day
# in the last 28 of them names none at all: seconds of looking become hundredths.
LAST_28_YEARS = range(9_943, 9_971)


class WrongRule(ValueError):
    """The text is no rule that names days, or names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A rule with its first possible day and its time of day (None: all day), in the hours of `zone`."""

    rule: str
    start: date
    at: time | None
    zone: str

    def first_day(self) -> date:
        """The first day on which it recurs. Raises WrongRule where it names none within about ten years."""
        if not self._can_be():
            raise WrongRule(self.rule)
        try:
            return next(self.days(since=self.start))
        except StopIteration as none:
            raise WrongRule(self.rule) from none

    def days(self, *, since: date) -> Iterator[date]:
        """The days on which it recurs, from `since` on, for about ten years. Raises WrongRule."""
        for moment in self._local(since):
            yield moment.date()

    def moment(self, day: date) -> datetime:
        """The aware moment on `day`; an hour that the clocks leave out becomes the next one there is."""
        local = datetime.combine(day, self.at or time.min, ZoneInfo(self.zone))
        return local.astimezone(UTC).astimezone(ZoneInfo(self.zone))

    def _local(self, since: date) -> Iterator[datetime]:
        try:
            begin = datetime.combine(self._begin_near(since), self.at or time.min)
            last = max(since, self.start) + HORIZON
            # Days are counted on the place's own calendar: no zone, so no hour can shift a day.
            rule = rrulestr(self._without_zone(), dtstart=begin)
            for moment in rule:
                if moment.date() > last:
                    return
                if moment.date() >= since:
                    yield moment
        except CANNOT_BE as error:
            raise WrongRule(str(error)) from error

    def _begin_near(self, since: date) -> date:
        """A first day in the same rhythm, not long before `since`: nobody counts the days of ten years past."""
        parts = dict(part.split("=", 1) for part in self.rule.split(";"))
        if "COUNT" in parts or parts["FREQ"] not in DAYS_OF_RHYTHM:
            return self.start
        rhythm = DAYS_OF_RHYTHM[parts["FREQ"]] * int(parts.get("INTERVAL", "1"))
        turns = max(0, (since - self.start).days // rhythm - 1)
        return self.start + timedelta(days=turns * rhythm)

    def _can_be(self) -> bool:
        """Whether the rule names any day at all, ends and counts aside."""
        endless = ";".join(p for p in self.rule.split(";") if not p.startswith(("COUNT=", "UNTIL=")))
        try:
            alike = next(y for y in LAST_28_YEARS if _alike(y, self.start.year))
            begin = datetime.combine(self.start.replace(year=alike), time.min)
            return next(iter(rrulestr(endless, dtstart=begin)), None) is not None
        except CANNOT_BE as error:
            raise WrongRule(self.rule) from error

    def _without_zone(self) -> str:
        """UNTIL may be given in UTC: it becomes the place's own time."""

        def local(found: "re.Match[str]") -> str:
            utc = datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            return f"UNTIL={utc.astimezone(ZoneInfo(self.zone)):%Y%m%dT%H%M%S}"

        return re.sub(r"UNTIL=(\d{8}T\d{6})Z", local, self.rule)


def checked_rule(text: str) -> str:
    """The rule in capitals without its `RRULE:`. Raises WrongRule for what names no days of a calendar."""
    rule = text.strip().upper().removeprefix("RRULE:")
    if len(rule) > LONGEST_RULE or PARTS.fullmatch(rule) is None:
        raise WrongRule(text)
    named = [(name, value) for name, _, value in (part.partition("=") for part in rule.split(";"))]
    parts = dict(named)
    if len(parts) < len(named) or not parts.keys() <= KNOWN or parts.get("FREQ") not in FREQUENCIES:
        raise WrongRule(text)
    every = parts.get("INTERVAL", "1")
    if not (every.isascii() and every.isdigit() and 1 <= int(every[:9]) <= LARGEST_INTERVAL):
        raise WrongRule(text)
    if parts["FREQ"] in {"DAILY", "WEEKLY"} and re.search(r"\d", parts.get("BYDAY", "")):
        raise WrongRule(text)  # "The second Monday" is one of a month or a year.
    if any(NOTHING.search(value) for name, value in named if name.startswith("BY")):
        raise WrongRule(text)
    return rule


def _alike(year: int, other: int) -> bool:
    """Whether two years have the same days in the same leap cycle."""
    return year % 4 == other % 4 and date(year, 1, 1).weekday() == date(other, 1, 1).weekday()
