"""The document of a policy and the knobs of its form: one is read from the other, nothing else is touched (R5)."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from operator import itemgetter
from typing import Any, Final

from django.utils.text import slugify

from tenure.core.actions import LIFTED_BY, Verb
from tenure.core.policy import Step
from tenure.core.profiles import NAMES, profile_document
from tenure.core.stops import Restore
from tenure.core.tree import Kind
from tenure.web.policy_billing import billing_typed, bills
from tenure.web.survey_words import REASONS

type Document = dict[str, Any]
type Rules = dict[str, Any]

# The steps that mean something in a verb; what a firm's policy has besides is kept.
STEPS: Final[dict[Verb, tuple[Step, ...]]] = {
    Verb.DISCONNECT: (Step.MEANING, Step.SURVEY, Step.REVIEW, Step.OWNER, Step.NOTIFY),
    Verb.DEACTIVATE: (
        Step.MEANING,
        Step.SURVEY,
        Step.ACKNOWLEDGE_WAIT,
        Step.REVIEW,
        Step.OWNER,
        Step.REASON,
        Step.NOTIFY,
    ),
    Verb.REACTIVATE: (
        Step.MEANING,
        Step.RESTORE,
        Step.END_DATE,
        Step.DOCUMENTS,
        Step.REVIEW,
        Step.NOTIFY,
    ),
    Verb.SUSPEND: (
        Step.MEANING,
        Step.SURVEY,
        Step.DATES,
        Step.REASON,
        Step.REVIEW,
        Step.NOTIFY,
    ),
    Verb.UNSUSPEND: (Step.MEANING, Step.RESTORE, Step.REVIEW, Step.NOTIFY),
    Verb.DELETE: (Step.MEANING, Step.SURVEY, Step.REVIEW, Step.TYPE_NAME),
}


def rules_to_edit(document: Document) -> dict[Verb, Rules]:
    """The verbs this policy has, and those it can have again because its profile has them."""
    origin = str(document.get("origin", ""))
    shipped: Document = profile_document(origin) if origin in NAMES else {}
    both = {**shipped.get("verbs", {}), **document["verbs"]}
    return {verb: both[verb.value] for verb in Verb if verb.value in both}


def steps_to_edit(verb: Verb, rules: Rules) -> tuple[Step, ...]:
    """The steps that can stand in a verb, those it has first and in their order."""
    now = tuple(Step(step) for step in rules.get("steps", ()))
    return (*now, *(step for step in STEPS[verb] if step not in now))


def edited(document: Document, typed: Mapping[str, Any]) -> Document:
    """A copy of `document` with what was typed into the form."""
    new = deepcopy(document)
    new["survey_reasons"] = codes_of(typed["reasons"])
    new["products"] = list(_products(document, typed))
    new["verbs"] = {
        verb.value: _rules(verb, rules, typed)
        for verb, rules in rules_to_edit(document).items()
        if typed[f"{verb}-offered"]
    }
    if rule_to_edit(document):
        new["suspend_rule"] = _suspend_rule(typed)
    if bills(document):
        new["billing"] = billing_typed(document, typed)
    return new


def rule_to_edit(document: Document) -> bool:
    """Whether this firm can have a rule that suspends customers: it can suspend them, and lift that (R41)."""
    rules = rules_to_edit(document)
    both = (rules.get(Verb.SUSPEND), rules.get(Verb.UNSUSPEND))
    return all(one is not None and Kind.CLIENT.value in one["on"] for one in both)


def _suspend_rule(typed: Mapping[str, Any]) -> Rules:
    """The rule as a policy keeps it: an amount as text, what is not said left out."""
    days, limit = typed["rule-days_late"], typed["rule-credit_limit"]
    said = {
        "days_late": days,
        "credit_limit": None if limit is None else str(limit),
        "grace_days": typed["rule-grace_days"] or None,
        "warn_days": typed["rule-warn_days"] or None,
    }
    return {name: value for name, value in said.items() if value is not None}


def codes_of(reasons: list[str]) -> list[str]:
    """Reasons as a policy keeps them: a known one by its code, so that every language has words for it."""
    codes = {str(words).casefold(): code for code, words in REASONS.items()}
    return list(dict.fromkeys(codes.get(reason.casefold(), reason) for reason in reasons))


def _rules(verb: Verb, rules: Rules, typed: Mapping[str, Any]) -> Rules:
    new = deepcopy(rules)
    new["steps"] = _in_order(verb, rules, typed)
    if "self_paying_steps" in rules:
        # What self-paying clients were spared stays spared; what is new, they see too (R10).
        spared = set(rules.get("steps", ())) - set(rules["self_paying_steps"])
        new["self_paying_steps"] = [step for step in new["steps"] if step not in spared]
    new["firm_notice"] = typed[f"{verb}-firm_notice"]
    # A verb for clients without users has nobody to tell, and no field for it on the page.
    if typed[f"{verb}-client_notice"]:
        new["client_notice"] = typed[f"{verb}-client_notice"]
    if verb is Verb.DEACTIVATE:
        new["wait_months"] = typed[f"{verb}-wait_months"]
    if f"{verb}-owner_administers" in typed:
        new["owner_administers"] = typed[f"{verb}-owner_administers"]
    if verb in LIFTED_BY:
        new["restore"] = _restore(rules, typed[f"{verb}-restore"])
    return new


def _in_order(verb: Verb, rules: Rules, typed: Mapping[str, Any]) -> list[str]:
    places = ((typed[f"{verb}-step-{step}"], step.value) for step in steps_to_edit(verb, rules))
    chosen = [(int(place), step) for place, step in places if place]
    # Two steps on one place keep the order in which the form shows them.
    return [step for _place, step in sorted(chosen, key=itemgetter(0))]


def _restore(rules: Rules, chosen: list[str]) -> list[str]:
    now = [one for one in rules.get("restore", (Restore.OWN.value,)) if one in chosen]
    return [*now, *(one.value for one in Restore if one.value in chosen and one.value not in now)]


def _products(document: Document, typed: Mapping[str, Any]) -> Iterator[Document]:
    stored = document.get("products", [])
    codes = {product["code"] for product in stored}
    for number in range(typed["products"]):
        name = typed[f"product-{number}-name"]
        if not name:
            continue
        code = stored[number]["code"] if number < len(stored) else _free_code(name, codes)
        codes.add(code)
        yield {"code": code, "name": name, "extraction": typed[f"product-{number}-extraction"]}


def _free_code(name: str, taken: set[str]) -> str:
    stem = slugify(name).replace("-", "_")[:40] or "product"
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (stem, *numbered) if code not in taken)
