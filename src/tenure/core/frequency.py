"""How often something recurs, as people say it; from and to iCalendar rules (R36, R38)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, assert_never


class Weekday(StrEnum):
    """A day of the week, by its iCalendar letters; in the order of the week."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"


WEEK: Final = tuple(Weekday)
LAST: Final = -1
DAYS_OF_MONTH: Final = (*range(1, 32), LAST)
WHICH_WEEKDAYS: Final = (1, 2, 3, 4, LAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """Every day, or every so many days."""

    every: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """On these weekdays, every week or every so many weeks."""

    days: tuple[Weekday, ...]
    every: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyByDate:
    """On one day of the month; -1 is its last."""

    day: int
    every: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyByWeekday:
    """On the first to fourth, or the last (-1), of a weekday in the month."""

    which: int
    day: Weekday
    every: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule:
    """Anything else an iCalendar rule can say."""

    rule: str


type Frequency = Daily | Weekly | MonthlyByDate | MonthlyByWeekday | OwnRule


def rule_of(frequency: Frequency) -> str:
    """The iCalendar rule of a frequency."""
    match frequency:
        case Daily():
            return f"FREQ=DAILY{_interval(frequency.every)}"
        case Weekly():
            days = ",".join(day for day in WEEK if day in frequency.days)
            return f"FREQ=WEEKLY{_interval(frequency.every)};BYDAY={days}"
        case MonthlyByDate():
            return f"FREQ=MONTHLY{_interval(frequency.every)};BYMONTHDAY={frequency.day}"
        case MonthlyByWeekday():
            return f"FREQ=MONTHLY{_interval(frequency.every)};BYDAY={frequency.which}{frequency.day}"
        case OwnRule():
            return frequency.rule
        case _:
            assert_never(frequency)


def frequency_of(rule: str, start: date) -> Frequency:
    """What a rule says; `start` gives the day that the rule itself leaves open. Never raises."""
    try:
        parts = dict(part.split("=", 1) for part in rule.split(";"))
        every = int(parts.pop("INTERVAL", "1"))
        if parts.pop("WKST", "MO") == "MO" and every >= 1:
            return _read(parts, every, start)
    except (ValueError, KeyError):
        pass
    return OwnRule(rule=rule)


def _read(parts: dict[str, str], every: int, start: date) -> Frequency:
    """Raises ValueError or KeyError for what only a rule can say."""
    weekday = WEEK[start.weekday()]
    match parts.pop("FREQ"), parts:
        case "DAILY", {**none} if not none:
            return Daily(every=every)
        case "WEEKLY", {"BYDAY": days, **none} if not none:
            named = {Weekday(day) for day in days.split(",")}
            return Weekly(days=tuple(day for day in WEEK if day in named), every=every)
        case "WEEKLY", {**none} if not none:
            return Weekly(days=(weekday,), every=every)
        case "MONTHLY", {"BYMONTHDAY": day, **none} if not none:
            return MonthlyByDate(day=_one_of(DAYS_OF_MONTH, day), every=every)
        case "MONTHLY", {"BYDAY": named_day, **none} if not none:
            which, letters = named_day[:-2], named_day[-2:]
            return MonthlyByWeekday(which=_one_of(WHICH_WEEKDAYS, which), day=Weekday(letters), every=every)
        case "MONTHLY", {**none} if not none:
            return MonthlyByDate(day=start.day, every=every)
        case _:
            raise ValueError(parts)


def _one_of(known: tuple[int, ...], text: str) -> int:
    number = int(text)
    if number not in known:
        raise ValueError(text)
    return number


def _interval(every: int) -> str:
    return f";INTERVAL={every}" if every > 1 else ""
