"""What is chosen for a billing run: the month, whom to bill, and whether invoices over nothing are made (R42)."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from tenure.core.actor import Actor
from tenure.operations.billing_run_preview import RunWish
from tenure.records.billing_runs import groups_of, profiles_of

EVERYBODY = "all"
GROUP, PROFILE = "grp_", "bpr_"


class MonthField(forms.DateField):
    """A month; its value is the first day."""

    widget = forms.DateInput(format="%Y-%m", attrs={"type": "month", "min": "2000-01", "max": "2099-12"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - as Django's fields take them
        super().__init__(input_formats=["%Y-%m"], **options)

    def to_python(self, value: str | datetime | date | None) -> date | None:
        """The first day of the month, within the years of a calendar that people use."""
        found = super().to_python(value)
        if found is not None and not 2000 <= found.year <= 2099:  # noqa: PLR2004 - as in the widget
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class RunForm(forms.Form):
    """Asked in the address, so that a preview can be looked at again and its lists be leafed through."""

    month = MonthField(
        label=_("Month"),
        error_messages={
            "required": _("Choose a month."),
            "invalid": _("A month is a year and a month, such as 2026-05."),
        },
    )
    who = forms.ChoiceField(
        label=_("Who is billed"), error_messages={"invalid_choice": _("Choose one from the list.")}
    )
    zero = forms.BooleanField(
        label=_("Also make invoices over nothing"),
        required=False,
        help_text=_("For customers whose services cost nothing in this month."),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = _scopes(actor)  # type: ignore[attr-defined]

    def wish(self) -> RunWish:
        """What a valid form asks for."""
        said = self.cleaned_data
        who = str(said["who"])
        return RunWish(
            month=said["month"],
            group=who if who.startswith(GROUP) else None,
            profile=who if who.startswith(PROFILE) else None,
            zero_invoices=bool(said["zero"]),
        )


def _scopes(actor: Actor) -> list[tuple[str, object]]:
    choices: list[tuple[str, object]] = [(EVERYBODY, _t("Everybody"))]
    if groups := groups_of(actor):
        choices.append((_t("Account groups"), groups))
    if profiles := profiles_of(actor):
        choices.append((_t("Billing profiles"), profiles))
    return choices
