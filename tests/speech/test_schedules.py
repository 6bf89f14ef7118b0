"""Schedules in words that office staff would say, in both languages (R36)."""

from datetime import date, time

import pytest
from django.utils.translation import override

from tenure.core.frequency import OwnRule, frequency_of, rule_of
from tenure.speech.schedules import schedule_in_words

MONDAY = date(2026, 3, 2)
SAID = {
    "FREQ=DAILY": "every day",
    "FREQ=DAILY;INTERVAL=3": "every 3 days",
    "FREQ=WEEKLY;BYDAY=MO": "every Monday",
    "FREQ=WEEKLY": "every Monday",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR": "every 2 weeks on Tuesday and Friday",
    "FREQ=WEEKLY;BYDAY=FR,WE,MO": "every Monday, Wednesday and Friday",
    "FREQ=MONTHLY": "every month on day 2",
    "FREQ=MONTHLY;BYMONTHDAY=15": "every month on day 15",
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1": "every 2 months on the last day",
    "FREQ=MONTHLY;BYDAY=2TU": "every month on the second Tuesday",
    "FREQ=MONTHLY;BYDAY=-1FR": "every month on the last Friday",
    "": "on request",
}
OWN = {
    "FREQ=MONTHLY;BYDAY=1TU,3TU": "every month on the first Tuesday and the third Tuesday",
    "FREQ=MONTHLY;BYMONTHDAY=1,15": "every month on day 1 and day 15",
    "FREQ=WEEKLY;BYDAY=SA;BYMONTH=4,5,6,7,8,9,10,11": "every Saturday, from April to November",
    "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO": "every year on the first Monday of March and September",
    "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=5": "every year on 5 October",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29": "every year on 29 February",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1": "every year on the last day of February",
    "FREQ=YEARLY;BYMONTH=5": "every year on 2 May",
    "FREQ=YEARLY;INTERVAL=2": "by a rule of its own",
    "FREQ=YEARLY;BYDAY=20MO": "by a rule of its own",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU,3TU": "every 3 months on the first Tuesday and the third Tuesday",
    "FREQ=DAILY;BYMONTH=7,12": "every day, in July and December",
    "FREQ=WEEKLY;BYMONTH=99": "by a rule of its own",
    "FREQ=YEARLY": "every year on 2 March",
    "FREQ=DAILY;COUNT=3": "every day, 3 times",
    "FREQ=DAILY;UNTIL=20261231": "every day, until 31 December 2026",
    "FREQ=YEARLY;BYWEEKNO=20": "by a rule of its own",
    "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1": "by a rule of its own",
    "FREQ=MONTHLY;BYDAY=5MO": "by a rule of its own",
}


@pytest.mark.parametrize(("rule", "words"), SAID.items())
def test_what_the_form_writes_has_words(rule: str, words: str) -> None:
    assert schedule_in_words(rule, MONDAY) == words


@pytest.mark.parametrize(("rule", "words"), OWN.items())
def test_a_rule_of_its_own_stands_beside_its_words(rule: str, words: str) -> None:
    assert schedule_in_words(rule, MONDAY) == f"{words} ({rule})"


def test_the_time_of_the_day_is_said() -> None:
    assert schedule_in_words("FREQ=DAILY", MONDAY, time(7, 30)) == "every day at 07:30"


def test_weekdays_are_said_in_french() -> None:
    with override("fr"):
        assert "lundi" in schedule_in_words("FREQ=WEEKLY;BYDAY=MO", MONDAY)


@pytest.mark.parametrize("rule", [rule for rule in SAID if "BY" in rule or "DAILY" in rule])
def test_a_frequency_is_written_as_it_was_read(rule: str) -> None:
    frequency = frequency_of(rule, MONDAY)
    assert not isinstance(frequency, OwnRule)
    assert frequency_of(rule_of(frequency), MONDAY) == frequency


@pytest.mark.parametrize("rule", ["", "nonsense", "FREQ=", "FREQ=WEEKLY;INTERVAL=x", "FREQ=WEEKLY;BYDAY=XX"])
def test_nonsense_is_a_rule_of_its_own(rule: str) -> None:
    assert frequency_of(rule, MONDAY) == OwnRule(rule=rule)
