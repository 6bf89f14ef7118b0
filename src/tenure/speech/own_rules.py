"""What an iCalendar rule says that no form writes, as far as there are words: "every Saturday, from April to May" (R36)."""

from datetime import date, datetime

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.core.frequency import DAYS_OF_MONTH, WHICH_WEEKDAYS, OwnRule, Weekday, frequency_of
from tenure.speech.frequencies import day_of_month, frequency_in_words, listed, monthly, weekday_of_month

FEWEST_FOR_A_SPAN = 3
A_LEAP_YEAR = 2028


def own_rule_in_words(rule: str, start: date) -> str:
    """The words as far as there are any; the rule itself, which is what counts, belongs beside them."""
    try:
        return _words(dict(part.split("=", 1) for part in rule.split(";")), start)
    except (ValueError, KeyError):
        return _("by a rule of its own")


def _words(parts: dict[str, str], start: date) -> str:
    """Raises ValueError or KeyError where words fail."""
    until, count = parts.pop("UNTIL", ""), parts.pop("COUNT", "")
    words = _yearly(parts, start) if parts["FREQ"] == "YEARLY" else _in_season(parts, start)
    if until:
        day = datetime.strptime(until[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day, not a moment
        words = _("%(often)s, until %(day)s") % {"often": words, "day": date_format(day, "DATE_FORMAT")}
    if count:
        times = ngettext("%(count)d time", "%(count)d times", int(count)) % {"count": int(count)}
        words = _("%(often)s, %(times)s") % {"often": words, "times": times}
    return words


def _in_season(parts: dict[str, str], start: date) -> str:
    """What recurs within each month or week, perhaps in some months only."""
    months = parts.pop("BYMONTH", "")
    frequency = frequency_of(";".join(f"{name}={value}" for name, value in parts.items()), start)
    if isinstance(frequency, OwnRule):
        every = int(parts.pop("INTERVAL", "1"))
        words = monthly(every, listed(_days_of_month(parts, "MONTHLY")))
    else:
        words = frequency_in_words(frequency)
    return _("%(often)s, %(months)s") % {"often": words, "months": _season(months)} if months else words


def _yearly(parts: dict[str, str], start: date) -> str:
    """Once a year, or on the same days of some months."""
    if parts.pop("INTERVAL", "1") != "1":
        raise ValueError(parts)
    months, day = parts.pop("BYMONTH", ""), parts.get("BYMONTHDAY", str(start.day))
    if not months and len(parts) > 1:
        raise ValueError(parts)
    if parts.keys() <= {"FREQ", "BYMONTHDAY"} and months.isdecimal() and day.isdecimal():
        start = date(A_LEAP_YEAR, int(months), int(day))
    elif months:
        named = {"days": listed(_days_of_month(parts, "YEARLY")), "months": listed(_named(months))}
        return _("every year on %(days)s of %(months)s") % named
    return _("every year on %(day)s") % {"day": date_format(start, "MONTH_DAY_FORMAT")}


def _days_of_month(parts: dict[str, str], frequency: str) -> list[str]:
    """The days that are named, each as one of a month."""
    match parts:
        case {"FREQ": str(said), "BYDAY": days, **more} if said == frequency and not more:
            each = [(int(one[:-2]), Weekday(one[-2:])) for one in days.split(",")]
            if any(which not in WHICH_WEEKDAYS for which, _day in each):
                raise ValueError(days)
            return [weekday_of_month(which, weekday) for which, weekday in each]
        case {"FREQ": str(said), "BYMONTHDAY": days, **more} if said == frequency and not more:
            numbers = [int(one) for one in days.split(",")]
            if any(number not in DAYS_OF_MONTH for number in numbers):
                raise ValueError(days)
            return [day_of_month(number) for number in numbers]
        case _:
            raise ValueError(parts)


def _season(months: str) -> str:
    numbers = _numbers(months)
    names = _named(months)
    if len(numbers) >= FEWEST_FOR_A_SPAN and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return _("from %(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return _("in %(months)s") % {"months": listed(names)}


def _named(months: str) -> list[str]:
    return [str(MONTHS[number]) for number in _numbers(months)]


def _numbers(months: str) -> list[int]:
    return sorted({int(month) for month in months.split(",")})
