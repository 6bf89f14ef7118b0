"""When a service takes place, as a form: on request, or how often, from when, at what time, until when (R36, R38)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.core.endings import NO_END, Ending
from tenure.core.frequency import (
    DAYS_OF_MONTH,
    LAST,
    WEEK,
    WHICH_WEEKDAYS,
    Daily,
    Frequency,
    MonthlyByDate,
    MonthlyByWeekday,
    OwnRule,
    Weekday,
    Weekly,
    frequency_of,
    rule_of,
)
from tenure.operations.services import Schedule
from tenure.outlets.recurrence import LARGEST_INTERVAL, LONGEST_RULE
from tenure.speech.frequencies import WHICH, weekday_in_words

RECURRING, ON_REQUEST = "recurring", "on_request"
KINDS = [(RECURRING, _("Recurring")), (ON_REQUEST, _("On request"))]
WEEKLY, BY_DATE, BY_WEEKDAY, DAILY, BY_RULE = "weekly", "by_date", "by_weekday", "daily", "by_rule"
FREQUENCIES = [
    (WEEKLY, _("Weekly, on chosen weekdays")),
    (BY_DATE, _("Monthly, on a day of the month")),
    (BY_WEEKDAY, _("Monthly, on a weekday")),
    (DAILY, _("Daily")),
    (BY_RULE, _("By an iCalendar rule")),
]
TYPED_RULE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


def _day(label: Any, **more: Any) -> forms.DateField:  # noqa: ANN401 - a lazy translation
    attributes = {"type": "date", "min": "2000-01-01", "max": "2100-12-31"}
    return forms.DateField(label=label, widget=forms.DateInput(attrs=attributes, format="%Y-%m-%d"), **more)


class ScheduleForm(forms.Form):
    """The schedule. What belongs to another frequency than the chosen one is kept as typed and not read."""

    kind = forms.ChoiceField(label=_("How it is done"), choices=KINDS, widget=forms.RadioSelect)
    frequency = forms.ChoiceField(label=_("How often"), choices=FREQUENCIES, required=False)
    every = forms.IntegerField(
        label=_("Repeat every"), min_value=1, max_value=LARGEST_INTERVAL, required=False
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Weekdays"), required=False, widget=forms.CheckboxSelectMultiple
    )
    month_day = forms.TypedChoiceField(
        label=_("Day of the month"), required=False, coerce=int, empty_value=None
    )
    which = forms.TypedChoiceField(label=_("Which one"), required=False, coerce=int, empty_value=None)
    which_day = forms.ChoiceField(label=_("Weekday"), required=False)
    rule = forms.CharField(
        label=_("iCalendar rule"),
        help_text=_(
            "For example FREQ=YEARLY;BYMONTH=3,9;BYDAY=1MO: the first Monday of March and September."
        ),
        max_length=LONGEST_RULE,
        required=False,
        widget=forms.TextInput(attrs=TYPED_RULE),
    )
    start_date = _day(_("Start date"), required=False)
    time_of_day = forms.TimeField(
        label=_("Time of day"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("In the location's time zone. Leave it empty for any time of the day."),
    )
    end_date = _day(
        _("End date"), required=False, help_text=_("The last day. Leave it empty, and there is no end.")
    )
    ends_itself = forms.BooleanField(label=_("Deactivate on End Date"), required=False)

    def __init__(self, *args: Any, before: Schedule | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.before = before
        names = [(day.value, weekday_in_words(day)) for day in WEEK]
        for field, choices in {
            "weekdays": names,
            "which_day": names,
            "which": [(number, WHICH[number]) for number in WHICH_WEEKDAYS],
            "month_day": [(day, str(day) if day != LAST else _("last day")) for day in DAYS_OF_MONTH],
        }.items():
            self.fields[field].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Only what the chosen kind and frequency need is asked for; the rest cannot be wrong."""
        said = super().clean() or self.cleaned_data
        recurring = said.get("kind") == RECURRING
        needed = ("frequency", "start_date", *NEEDED.get(said.get("frequency", ""), ())) if recurring else ()
        read = (*needed, "time_of_day", "end_date", "ends_itself") if recurring else ()
        for field in FIELDS_OF_SCHEDULES:
            if field not in read:
                self.errors.pop(field, None)
        for field in needed:
            if field not in self.errors and said.get(field) in (None, "", []):
                self.add_error(field, _("This is needed for the schedule."))
        return said

    def schedule(self) -> Schedule | None:
        """The schedule of a valid form; None on request. Without an end date the tick goes too (R38)."""
        said = self.cleaned_data
        if said["kind"] == ON_REQUEST:
            return None
        on = said["end_date"]
        return Schedule(
            rule=self._rule(_frequency(said)),
            start=said["start_date"],
            at=said["time_of_day"],
            ending=NO_END if on is None else Ending(on=on, deactivates=said["ends_itself"]),
        )

    def _rule(self, chosen: Frequency) -> str:
        """A rule that says the same already stays as it was written."""
        before = self.before
        same_start = before is not None and before.start == self.cleaned_data["start_date"]
        if before is not None and same_start and frequency_of(before.rule, before.start) == chosen:
            return before.rule
        return rule_of(chosen)


FIELDS_OF_SCHEDULES = (
    "frequency", "every", "weekdays", "month_day", "which", "which_day", "rule", "start_date", "time_of_day",
    "end_date", "ends_itself",
)  # fmt: skip
SCHEDULE_TAB = ("kind", *FIELDS_OF_SCHEDULES)
NEEDED = {
    WEEKLY: ("every", "weekdays"),
    BY_DATE: ("every", "month_day"),
    BY_WEEKDAY: ("every", "which", "which_day"),
    DAILY: ("every",),
    BY_RULE: ("rule",),
}


def initial_of(schedule: Schedule | None) -> dict[str, Any]:
    """What the form shows of a schedule; a new one is weekly."""
    nothing = {"kind": ON_REQUEST, "frequency": WEEKLY, "every": 1, "month_day": 1, "which": 1}
    if schedule is None:
        return nothing
    frequency = frequency_of(schedule.rule, schedule.start)
    return {
        **nothing,
        "kind": RECURRING,
        "rule": schedule.rule,
        "start_date": schedule.start,
        "time_of_day": schedule.at,
        "end_date": schedule.ending.on,
        "ends_itself": schedule.ending.deactivates,
        **_fields_of(frequency),
    }


def _fields_of(frequency: Frequency) -> dict[str, Any]:
    match frequency:
        case Daily():
            return {"frequency": DAILY, "every": frequency.every}
        case Weekly():
            days = [day.value for day in frequency.days]
            return {"frequency": WEEKLY, "every": frequency.every, "weekdays": days}
        case MonthlyByDate():
            return {"frequency": BY_DATE, "every": frequency.every, "month_day": frequency.day}
        case MonthlyByWeekday():
            named = {"which": frequency.which, "which_day": frequency.day.value}
            return {"frequency": BY_WEEKDAY, "every": frequency.every, **named}
        case OwnRule():
            return {"frequency": BY_RULE}


def _frequency(said: dict[str, Any]) -> Frequency:
    match said["frequency"]:
        case "weekly":
            return Weekly(days=tuple(Weekday(day) for day in said["weekdays"]), every=said["every"])
        case "by_date":
            return MonthlyByDate(day=said["month_day"], every=said["every"])
        case "by_weekday":
            return MonthlyByWeekday(which=said["which"], day=Weekday(said["which_day"]), every=said["every"])
        case "daily":
            return Daily(every=said["every"])
        case _:
            return OwnRule(rule=said["rule"])
