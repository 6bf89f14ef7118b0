"""When a service takes place, in words of the active language: "every 2 weeks on Tuesday and Friday" (R36, R38)."""

from collections.abc import Sequence
from datetime import date, time
from typing import Final, assert_never

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tenure.core.frequency import (
    LAST,
    WEEK,
    Daily,
    Frequency,
    MonthlyByDate,
    MonthlyByWeekday,
    OwnRule,
    Weekday,
    Weekly,
    frequency_of,
)

WHICH: Final[dict[int, Promise]] = {
    1: gettext_lazy("first"),
    2: gettext_lazy("second"),
    3: gettext_lazy("third"),
    4: gettext_lazy("fourth"),
    LAST: gettext_lazy("last"),
}


def schedule_in_words(rule: str, start: date | None, at: time | None = None) -> str:
    """How often, and at what time of the day; a service without a rule is on request."""
    if not rule or start is None:
        return _("on request")
    often = often_in_words(frequency_of(rule, start))
    if at is None:
        return often
    return _("%(often)s at %(time)s") % {"often": often, "time": time_format(at, "TIME_FORMAT")}


def often_in_words(frequency: Frequency) -> str:
    """A frequency in words."""
    match frequency:
        case Daily():
            return _daily(frequency.every)
        case Weekly():
            return _weekly(frequency)
        case MonthlyByDate(day=day) if day == LAST:
            return _monthly(frequency.every, _("the last day"))
        case MonthlyByDate():
            return _monthly(frequency.every, _("day %(number)d") % {"number": frequency.day})
        case MonthlyByWeekday():
            names = {"which": str(WHICH[frequency.which]), "weekday": weekday_in_words(frequency.day)}
            return _monthly(frequency.every, _("the %(which)s %(weekday)s") % names)
        case OwnRule():
            return _("by a rule of its own (%(rule)s)") % {"rule": frequency.rule}
        case _:
            assert_never(frequency)


def weekday_in_words(day: Weekday) -> str:
    """The name of a weekday."""
    return str(WEEKDAYS[WEEK.index(day)])


def day_in_words(day: date) -> str:
    """A day with its weekday, short enough for a list."""
    return f"{date_format(day, 'D')} {date_format(day, 'DATE_FORMAT')}"


def _daily(every: int) -> str:
    if every == 1:
        return _("every day")
    return ngettext("every %(count)d day", "every %(count)d days", every) % {"count": every}


def _weekly(weekly: Weekly) -> str:
    days = _listed([weekday_in_words(day) for day in weekly.days])
    if weekly.every == 1:
        return _("every %(days)s") % {"days": days}
    said = ngettext("every %(count)d week on %(days)s", "every %(count)d weeks on %(days)s", weekly.every)
    return said % {"count": weekly.every, "days": days}


def _monthly(every: int, day: str) -> str:
    if every == 1:
        return _("every month on %(day)s") % {"day": day}
    said = ngettext("every %(count)d month on %(day)s", "every %(count)d months on %(day)s", every)
    return said % {"count": every, "day": day}


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:  # noqa: PLR2004 - one word is no list
        return "".join(words)
    return _("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}
