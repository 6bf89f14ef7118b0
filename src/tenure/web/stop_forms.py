"""The questions about a stop: since when, which type and why; and with which end date a service returns (R38, R41)."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenure.core.actions import Answers
from tenure.core.endings import NO_END, Ending
from tenure.web.step_form import StepForm
from tenure.web.stop_words import type_in_words

LONGEST_REASON = 2_000


def day_field(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:  # noqa: ANN401
    """A day to choose; label and help are lazy translations."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ReasonForm(StepForm):
    """Which type of suspension, and a reason in free words, kept on the stop."""

    type = forms.ChoiceField(label=_("Type"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, types: tuple[str, ...] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        known = [(code, type_in_words(code)) for code in types]
        self.fields["type"].choices = [("", _("No type")), *known]  # type: ignore[attr-defined]

    def answered(self, before: Answers) -> Answers:
        """The words as they are."""
        return replace(before, reason=self.cleaned_data["reason"], type=self.cleaned_data["type"])


class EndingForm(StepForm):
    """The end date a service returns with: none, unless one is given (R38)."""

    looks_ahead = ("end_date", "ends_itself")
    end_date = day_field(_("End date"), _("Leave it empty, and the service has no end."))
    ends_itself = forms.BooleanField(label=_("Deactivate on End Date"), required=False)

    def answered(self, before: Answers) -> Answers:
        """Without a date the tick goes too (R38)."""
        on = self.cleaned_data["end_date"]
        deactivates = self.cleaned_data["ends_itself"]
        return replace(before, ending=NO_END if on is None else Ending(on=on, deactivates=deactivates))


class DatesForm(StepForm):
    """From which day on, and until when (R41)."""

    looks_ahead = ("since", "until")
    since = day_field(_("From"))
    until = day_field(
        _("Until"), _("On this day it ends by itself. Leave it empty, and it holds until it is lifted.")
    )

    def answered(self, before: Answers) -> Answers:
        """The days as they are; whether they fit, the core decides."""
        return replace(before, since=self.cleaned_data["since"], until=self.cleaned_data["until"])
