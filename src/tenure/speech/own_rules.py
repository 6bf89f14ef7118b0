"""What an iCalendar rule says that no form writes, as far as there are words: "every Saturday, from April to May" (R36)."""

from datetime import date, datetime

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.core.frequency import DAYS_OF_MONTH, WHICH_WEEKDAYS, OwnRule, Weekday, frequency_of
from tenure.speech.frequencies import day_of_month, frequency_in_words, listed, monthly, weekday_of_month

FEWEST_FOR_A_SPAN = 3


def own_rule_in_words(rule: str, start: date) -> str:
    """The words as far as there are any; the rule itself, which is what counts, belongs beside them."""
    try:
        return _words(dict(part.split("=", 1) for part in rule.split(";")), start)
    except (ValueError, KeyError):
        return _("by a rule of its own")


def _words(parts: dict[str, str], start: date) -> str:
    """Raises ValueError or KeyError where words fail."""
    months, until, count = parts.pop("BYMONTH", ""), parts.pop("UNTIL", ""), parts.pop("COUNT", "")
    words = _often(parts, start, yearly=bool(months))
    if months:
        words = _("%(often)s, %(months)s") % {"often": words, "months": _season(months)}
    if until:
        day = datetime.strptime(until[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day, not a moment
        words = _("%(often)s, until %(day)s") % {"often": words, "day": date_format(day, "DATE_FORMAT")}
    if count:
        times = ngettext("%(count)d time", "%(count)d times", int(count)) % {"count": int(count)}
        words = _("%(often)s, %(times)s") % {"often": words, "times": times}
    return words


def _often(parts: dict[str, str], start: date, *, yearly: bool) -> str:
    if parts["FREQ"] == "YEARLY":
        return _yearly(parts, start, in_months=yearly)
    frequency = frequency_of(";".join(f"{name}={value}" for name, value in parts.items()), start)
    return _on_many_days(parts) if isinstance(frequency, OwnRule) else frequency_in_words(frequency)


def _yearly(parts: dict[str, str], start: date, *, in_months: bool) -> str:
    if parts.pop("INTERVAL", "1") != "1":
        raise ValueError(parts)
    if in_months:
        return _often({**parts, "FREQ": "MONTHLY"}, start, yearly=False)
    if len(parts) > 1:
        raise ValueError(parts)
    return _("every year on %(day)s") % {"day": date_format(start, "MONTH_DAY_FORMAT")}


def _on_many_days(parts: dict[str, str]) -> str:
    """Several days of each month."""
    match parts:
        case {"FREQ": "MONTHLY", "BYDAY": days, **more}:
            named = [weekday_of_month(int(one[:-2]), Weekday(one[-2:])) for one in days.split(",")]
            known = all(int(one[:-2]) in WHICH_WEEKDAYS for one in days.split(","))
        case {"FREQ": "MONTHLY", "BYMONTHDAY": days, **more}:
            named = [day_of_month(int(one)) for one in days.split(",")]
            known = all(int(one) in DAYS_OF_MONTH for one in days.split(","))
        case _:
            raise ValueError(parts)
    every = int(more.pop("INTERVAL", "1"))
    if more or not known:
        raise ValueError(parts)
    return monthly(every, listed(named))


def _season(months: str) -> str:
    numbers = sorted({int(month) for month in months.split(",")})
    names = [str(MONTHS[number]) for number in numbers]
    if len(numbers) >= FEWEST_FOR_A_SPAN and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return _("from %(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return _("in %(months)s") % {"months": listed(names)}
