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


class WrongRule(ValueError):
    """The text is no rule that names days, or names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A rule with its first possible day and its time of day (None: all day), in the hours of `zone`."""

    rule: str
    start: date
    at: time | None
    zone: str

    def days(self, *, since: date) -> Iterator[date]:
        """The days on which it recurs, from `since` on, for about ten years. Raises WrongRule."""
        for moment in self._local(since):
            yield moment.date()

    def moment(self, day: date) -> datetime:
        """The aware moment on `day`; an hour that the clocks leave out becomes the next one there is."""
        local = datetime.combine(day, self.at or time.min, ZoneInfo(self.zone))
        return local.astimezone(UTC).astimezone(ZoneInfo(self.zone))

    def _local(self, since: date) -> Iterator[datetime]:
        begin = datetime.combine(self.start, self.at or time.min)
        last = max(since, self.start) + HORIZON
        try:
            # Days are counted on the place's own calendar: no zone, so no hour can shift a day.
            rule = rrulestr(self._without_zone(), dtstart=begin)
            for moment in rule:
                if moment.date() > last:
                    return
                if moment.date() >= since:
                    yield moment
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise WrongRule(str(error)) from error

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
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    if not parts.keys() <= KNOWN or parts.get("FREQ") not in FREQUENCIES:
        raise WrongRule(text)
    if not 1 <= int(parts.get("INTERVAL", "1") if parts.get("INTERVAL", "1").isdigit() else 0) <= 1_000:  # noqa: PLR2004
        raise WrongRule(text)
    return rule
