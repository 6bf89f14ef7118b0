"""How a firm bills, as knobs of its policy: part periods, days to pay, tax, what may be regenerated (R42-R46)."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenure.core.billing import PartPeriod, Regenerate
from tenure.core.billing_policy import LONGEST_DUE_DAYS, read_billing
from tenure.core.tree import Kind

PART_PERIODS: Final[dict[PartPeriod, Promise]] = {
    PartPeriod.BY_DAY: gettext_lazy("By day: only the days on which it ran"),
    PartPeriod.WHOLE: gettext_lazy("The whole price, however few days it ran"),
    PartPeriod.NONE: gettext_lazy("Nothing, unless it ran all the time"),
}
REGENERATES: Final[dict[Regenerate, Promise]] = {
    Regenerate.NEVER: gettext_lazy("None: a credit note takes an invoice back"),
    Regenerate.UNSENT: gettext_lazy("Those that were neither sent nor paid"),
    Regenerate.UNPAID: gettext_lazy("Those on which nothing is paid"),
    Regenerate.ANY: gettext_lazy("Any issued invoice"),
}
KNOBS: Final = ("part_period", "due_days", "tax_rate", "zero_invoices", "regenerate")


def bills(document: Mapping[str, Any]) -> bool:
    """Whether a firm with these rules has services to bill."""
    return any(Kind.SERVICE.value in rules["on"] for rules in document["verbs"].values())


def billing_fields(document: Mapping[str, Any]) -> dict[str, forms.Field]:
    """The knobs where they stand now; none where nothing is billed."""
    if not bills(document):
        return {}
    now = read_billing(document.get("billing", {}))
    return {
        "billing-part_period": forms.ChoiceField(
            label=_("A service that ran on some days of the period only"),
            choices=[(one.value, words) for one, words in PART_PERIODS.items()],
            initial=now.part_period.value,
        ),
        "billing-regenerate": forms.ChoiceField(
            label=_("Issued invoices that may be regenerated"),
            choices=[(one.value, words) for one, words in REGENERATES.items()],
            initial=now.regenerate.value,
        ),
        "billing-due_days": forms.IntegerField(
            label=_("Days to pay"), min_value=0, max_value=LONGEST_DUE_DAYS, initial=now.due_days
        ),
        "billing-tax_rate": forms.DecimalField(
            label=_("Tax rate in percent"),
            help_text=_("For services without a rate of their own."),
            min_value=0,
            max_value=100,
            decimal_places=3,
            initial=now.tax_rate,
        ),
        "billing-zero_invoices": forms.BooleanField(
            label=_("Bulk runs make invoices over 0 too"), required=False, initial=now.zero_invoices
        ),
    }


def billing_typed(document: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """The billing table with what was typed; a rate as text, as a policy keeps amounts."""
    said = {knob: typed[f"billing-{knob}"] for knob in KNOBS}
    return {**document.get("billing", {}), **said, "tax_rate": str(said["tax_rate"])}
