"""The single fields of a policy, as they stand in its document now (R5)."""

from typing import Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenure.core.actions import LIFTED_BY, Verb
from tenure.core.policy import Notice, Step, UsersRule
from tenure.core.policy_check import (
    LONGEST_GRACE_DAYS,
    LONGEST_LATE_DAYS,
    LONGEST_WAIT_MONTHS,
    LONGEST_WARNING_DAYS,
)
from tenure.core.stops import Restore
from tenure.web.policy_document import Document, Rules, steps_to_edit
from tenure.web.policy_words import RETURNS
from tenure.web.wizard_steps import NAMES as STEP_NAMES

FIRM_TOLD: Final = [
    (Notice.ALWAYS.value, gettext_lazy("Always")),
    (Notice.NEVER.value, gettext_lazy("Never")),
]
CLIENT_TOLD: Final = [
    (Notice.ALWAYS.value, gettext_lazy("Always")),
    (Notice.ASKED.value, gettext_lazy("If chosen in the step “Notify the client”")),
    (Notice.NEVER.value, gettext_lazy("Never")),
]
NEW_PRODUCTS: Final = 2


def verb_fields(verb: Verb, rules: Rules, *, offered: bool) -> dict[str, forms.Field]:
    """One verb: whether it is offered, its steps in order, who is told, and what only this verb has."""
    steps, now = steps_to_edit(verb, rules), list(rules.get("steps", ()))
    places = [
        ("", _("Not a step")),
        *((str(n), _("Step %(n)d") % {"n": n}) for n in range(1, len(steps) + 1)),
    ]
    told = rules.get("client_notice", Notice.NEVER.value)
    client_told = [(told, told)] if rules.get("users") == UsersRule.NONE else CLIENT_TOLD
    fields: dict[str, forms.Field] = {
        f"{verb}-offered": forms.BooleanField(label=_("Offered"), required=False, initial=offered),
        f"{verb}-firm_notice": forms.ChoiceField(
            label=_("E-mail to the firm"),
            choices=FIRM_TOLD,
            initial=rules.get("firm_notice", Notice.NEVER.value),
        ),
        f"{verb}-client_notice": forms.ChoiceField(
            label=_("E-mail to the client"),
            choices=client_told,
            initial=told,
            required=rules.get("users") != UsersRule.NONE,
        ),
    }
    for step in steps:
        initial = str(now.index(step.value) + 1) if step.value in now else ""
        fields[f"{verb}-step-{step}"] = forms.ChoiceField(
            label=str(STEP_NAMES[step]), choices=places, required=False, initial=initial
        )
    if Step.OWNER in steps:
        fields[f"{verb}-owner_administers"] = forms.BooleanField(
            label=_("The new owner becomes administrator of the account too"),
            required=False,
            initial=rules.get("owner_administers", False),
        )
    return fields | _own_fields(verb, rules)


def _own_fields(verb: Verb, rules: Rules) -> dict[str, forms.Field]:
    """What only some verbs have: the wait of a deactivation, what a return brings back."""
    fields: dict[str, forms.Field] = {}
    if verb is Verb.DEACTIVATE:
        fields[f"{verb}-wait_months"] = forms.IntegerField(
            label=_("Wait in months"),
            help_text=_("0 for none. Waits that run already stay as they are."),
            min_value=0,
            max_value=LONGEST_WAIT_MONTHS,
            initial=rules.get("wait_months", 0),
        )
    if verb in LIFTED_BY:
        fields[f"{verb}-restore"] = forms.MultipleChoiceField(
            label=_("What a return can bring back"),
            help_text=_("With more than one the person chooses."),
            choices=[(one.value, capfirst(str(RETURNS[one]))) for one in Restore],
            widget=forms.CheckboxSelectMultiple,
            initial=list(rules.get("restore", (Restore.OWN.value,))),
            required=False,
        )
    return fields


def rule_fields(rule: Rules) -> dict[str, forms.Field]:
    """When a customer is suspended by itself; empty for never."""
    return {
        "rule-days_late": forms.IntegerField(
            label=_("Suspended when a bill is so many days late"),
            help_text=_("Leave it empty for never."),
            min_value=1,
            max_value=LONGEST_LATE_DAYS,
            required=False,
            initial=rule.get("days_late"),
        ),
        "rule-credit_limit": forms.DecimalField(
            label=_("Suspended when more than this is owed"),
            help_text=_("In the firm's currency. Leave it empty for never."),
            min_value=0,
            max_digits=14,
            decimal_places=2,
            required=False,
            initial=rule.get("credit_limit"),
        ),
        "rule-grace_days": forms.IntegerField(
            label=_("Days over the limit before that"),
            help_text=_("0 suspends on the day on which the limit is passed."),
            min_value=0,
            max_value=LONGEST_GRACE_DAYS,
            required=False,
            initial=rule.get("grace_days", 0),
        ),
        "rule-warn_days": forms.IntegerField(
            label=_("Warned by e-mail so many days before"),
            help_text=_("0 for no warning. Nobody is suspended sooner after the warning."),
            min_value=0,
            max_value=LONGEST_WARNING_DAYS,
            required=False,
            initial=rule.get("warn_days", 0),
        ),
    }


def product_fields(document: Document) -> dict[str, forms.Field]:
    """The products, and room for new ones; without a name a product is left out."""
    stored = document.get("products", [])
    fields: dict[str, forms.Field] = {}
    for number in range(len(stored) + NEW_PRODUCTS):
        product = stored[number] if number < len(stored) else {}
        label = _("Product %(number)d") % {"number": number + 1}
        fields[f"product-{number}-name"] = forms.CharField(
            label=label, max_length=120, required=False, initial=product.get("name", "")
        )
        fields[f"product-{number}-extraction"] = forms.BooleanField(
            label=_("Reads documents"), required=False, initial=product.get("extraction", False)
        )
    return fields
