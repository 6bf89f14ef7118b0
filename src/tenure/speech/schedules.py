"""When a service takes place, in words of the active language (R36, R38)."""

from datetime import date, time

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from tenure.core.frequency import OwnRule, frequency_of
from tenure.speech.frequencies import frequency_in_words
from tenure.speech.own_rules import own_rule_in_words


def schedule_in_words(rule: str, start: date | None, at: time | None = None) -> str:
    """How often, and at what time of the day; a service without a rule is on request."""
    if not rule or start is None:
        return _("on request")
    frequency = frequency_of(rule, start)
    often = (
        own_rule_in_words(rule, start) if isinstance(frequency, OwnRule) else frequency_in_words(frequency)
    )
    if at is None:
        return often
    return _("%(often)s at %(time)s") % {"often": often, "time": time_format(at, "TIME_FORMAT")}
