"""When a service takes place, in words of the active language (R36, R38)."""

from datetime import date, time

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from tenure.core.frequency import OwnRule, frequency_of
from tenure.speech.frequencies import frequency_in_words
from tenure.speech.own_rules import own_rule_in_words


def schedule_in_words(rule: str, start: date | None, at: time | None = None) -> str:
    """How often, and at what time of the day; a rule of its own beside its words; on request without a rule."""
    if not rule or start is None:
        return _("on request")
    frequency = frequency_of(rule, start)
    if isinstance(frequency, OwnRule):
        words = _at(own_rule_in_words(rule, start), at)
        return _("%(words)s (%(rule)s)") % {"words": words, "rule": rule}
    return _at(frequency_in_words(frequency), at)


def _at(often: str, at: time | None) -> str:
    if at is None:
        return often
    return _("%(often)s at %(time)s") % {"often": often, "time": time_format(at, "TIME_FORMAT")}
