"""The knobs of a policy as fields: what a firm usually wants otherwise, verb by verb (R5)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
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
from tenure.web.policy_billing import billing_fields
from tenure.web.policy_document import Document, Rules, rule_to_edit, rules_to_edit, steps_to_edit
from tenure.web.policy_words import RETURNS
from tenure.web.survey_words import reason_in_words
from tenure.web.verb_words import ICONS, title_of
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
MOST_REASONS, LONGEST_REASON = 30, 60
NEW_PRODUCTS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbKnobs:
    """The fields of one verb; what a verb does not have is None."""

    verb: Verb
    title: str
    icon: str
    offered: BoundField
    steps: tuple[BoundField, ...]
    wait: BoundField | None
    owner_administers: BoundField | None
    restore: BoundField | None
    firm_notice: BoundField
    client_notice: BoundField | None


class PolicyForm(forms.Form):
    """A policy with its knobs where they stand now. `in_use` are the codes of products that clients have."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reasons = forms.CharField(
        label=gettext_lazy("Reasons in the survey"),
        help_text=gettext_lazy("One on each line, in the order in which they are offered."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(
        self,
        document: Document,
        typed: Mapping[str, Any] | None = None,
        *,
        version: int = 0,
        in_use: Iterable[str] = (),
    ) -> None:
        super().__init__(typed)
        self.document, self.in_use = document, frozenset(in_use)
        self.rules = rules_to_edit(document)
        self.fields["version"].initial = version
        reasons = document.get("survey_reasons", ())
        self.fields["reasons"].initial = "\n".join(reason_in_words(str(code)) for code in reasons)
        for verb, rules in self.rules.items():
            self.fields.update(_fields_of(verb, rules, offered=verb.value in document["verbs"]))
        self.fields.update(_product_fields(document))
        if rule_to_edit(document):
            self.fields.update(_rule_fields(document.get("suspend_rule", {})))
        self.fields.update(billing_fields(document))

    @property
    def rule_knobs(self) -> tuple[BoundField, ...]:
        """The numbers of the rule that suspends customers; none where the firm can have no such rule (R41)."""
        return tuple(self[name] for name in self.fields if name.startswith("rule-"))

    @property
    def billing_knobs(self) -> tuple[BoundField, ...]:
        """How the firm bills; none where it has no services (R42)."""
        return tuple(self[name] for name in self.fields if name.startswith("billing-"))

    @property
    def products(self) -> int:
        """How many products there is room for."""
        return len(self.document.get("products", ())) + NEW_PRODUCTS

    def clean_reasons(self) -> list[str]:
        """Every line a reason, none of them too long."""
        reasons = [
            " ".join(line.split()) for line in self.cleaned_data["reasons"].splitlines() if line.strip()
        ]
        if len(reasons) > MOST_REASONS or any(len(reason) > LONGEST_REASON for reason in reasons):
            raise forms.ValidationError(
                _("At most %(most)d reasons of up to %(longest)d characters."),
                params={"most": MOST_REASONS, "longest": LONGEST_REASON},
            )
        return reasons

    def clean(self) -> dict[str, Any]:
        """No product is taken away that a client has, and no two are called the same."""
        typed = super().clean() or {}
        typed["products"] = self.products
        stored = self.document.get("products", [])
        for number, product in enumerate(stored):
            if not typed.get(f"product-{number}-name") and product["code"] in self.in_use:
                said = _("Clients have %(product)s, so it cannot be taken away.") % {
                    "product": product["name"]
                }
                self.add_error(f"product-{number}-name", said)
        self._check_names(typed)
        return typed

    def verbs(self) -> Iterator[VerbKnobs]:
        """The fields, verb by verb."""
        for verb, rules in self.rules.items():
            steps = steps_to_edit(verb, rules)
            yield VerbKnobs(
                verb=verb,
                title=title_of(verb),
                icon=ICONS[verb],
                offered=self[f"{verb}-offered"],
                steps=tuple(self[f"{verb}-step-{step}"] for step in steps),
                wait=self._if_there(f"{verb}-wait_months"),
                owner_administers=self._if_there(f"{verb}-owner_administers"),
                restore=self._if_there(f"{verb}-restore"),
                firm_notice=self[f"{verb}-firm_notice"],
                client_notice=None if rules.get("users") == UsersRule.NONE else self[f"{verb}-client_notice"],
            )

    def product_rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Name and reading of each product, then room for new ones."""
        for number in range(self.products):
            yield self[f"product-{number}-name"], self[f"product-{number}-extraction"]

    def _if_there(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None

    def _check_names(self, typed: dict[str, Any]) -> None:
        seen: set[str] = set()
        for number in range(self.products):
            name = str(typed.get(f"product-{number}-name") or "").casefold()
            if name and name in seen:
                self.add_error(f"product-{number}-name", _("There is already a product with this name."))
            seen.add(name)


def _fields_of(verb: Verb, rules: Rules, *, offered: bool) -> dict[str, forms.Field]:
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


def _rule_fields(rule: Rules) -> dict[str, forms.Field]:
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


def _product_fields(document: Document) -> dict[str, forms.Field]:
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
