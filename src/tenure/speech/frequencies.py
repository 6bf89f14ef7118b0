"""How often, in words of the active language: "every 2 weeks on Tuesday and Friday" (R36)."""

from collections.abc import Sequence
from typing import Final, assert_never

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tenure.core.frequency import LAST, WEEK, Daily, MonthlyByDate, MonthlyByWeekday, Weekday, Weekly

WHICH: Final[dict[int, Promise]] = {
    1: gettext_lazy("first"),
    2: gettext_lazy("second"),
    3: gettext_lazy("third"),
    4: gettext_lazy("fourth"),
    LAST: gettext_lazy("last"),
}


def frequency_in_words(frequency: Daily | Weekly | MonthlyByDate | MonthlyByWeekday) -> str:
    """What the form of a schedule can say."""
    match frequency:
        case Daily():
            return _daily(frequency.every)
        case Weekly():
            return _weekly(frequency)
        case MonthlyByDate():
            return monthly(frequency.every, day_of_month(frequency.day))
        case MonthlyByWeekday():
            return monthly(frequency.every, weekday_of_month(frequency.which, frequency.day))
        case _:
            assert_never(frequency)


def monthly(every: int, day: str) -> str:
    """Every so many months on a day that is in words already."""
    if every == 1:
        return _("every month on %(day)s") % {"day": day}
    said = ngettext("every %(count)d month on %(day)s", "every %(count)d months on %(day)s", every)
    return said % {"count": every, "day": day}


def day_of_month(day: int) -> str:
    """A day of the month; -1 is its last."""
    return _("the last day") if day == LAST else _("day %(number)d") % {"number": day}


def weekday_of_month(which: int, day: Weekday) -> str:
    """Such as the second Tuesday."""
    return _("the %(which)s %(weekday)s") % {"which": str(WHICH[which]), "weekday": weekday_in_words(day)}


def weekday_in_words(day: Weekday) -> str:
    """The name of a weekday."""
    return str(WEEKDAYS[WEEK.index(day)])


def listed(words: Sequence[str]) -> str:
    """One, two, or many."""
    if len(words) < 2:  # noqa: PLR2004 - one word is no list
        return "".join(words)
    return _("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def _daily(every: int) -> str:
    if every == 1:
        return _("every day")
    return ngettext("every %(count)d day", "every %(count)d days", every) % {"count": every}


def _weekly(weekly: Weekly) -> str:
    days = listed([weekday_in_words(day) for day in weekly.days])
    if weekly.every == 1:
        return _("every %(days)s") % {"days": days}
    said = ngettext("every %(count)d week on %(days)s", "every %(count)d weeks on %(days)s", weekly.every)
    return said % {"count": weekly.every, "days": days}
