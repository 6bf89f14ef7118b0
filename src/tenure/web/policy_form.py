"""The knobs of a policy as fields: what a firm usually wants otherwise, verb by verb (R5)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenure.core.actions import Verb
from tenure.core.policy import UsersRule
from tenure.web.policy_billing import billing_fields
from tenure.web.policy_document import Document, rule_to_edit, rules_to_edit, steps_to_edit
from tenure.web.policy_fields import NEW_PRODUCTS, product_fields, rule_fields, verb_fields
from tenure.web.survey_words import reason_in_words
from tenure.web.verb_words import ICONS, title_of

MOST_REASONS, LONGEST_REASON = 30, 60


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
            self.fields.update(verb_fields(verb, rules, offered=verb.value in document["verbs"]))
        self.fields.update(product_fields(document))
        if rule_to_edit(document):
            self.fields.update(rule_fields(document.get("suspend_rule", {})))
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
