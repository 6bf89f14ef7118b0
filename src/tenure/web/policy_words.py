"""A policy in plain sentences, made from its rules and nothing else: whatever a firm changed is said (R5, R7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from tenure.core.actions import LIFTED_BY, STOPPED_BY, Verb
from tenure.core.billing_policy import BillingPolicy
from tenure.core.facts import Payer
from tenure.core.policy import Notice, Place, Policy, Reach, Step, SuspendRule, UsersRule, VerbPolicy
from tenure.core.stops import Restore
from tenure.core.tree import Kind
from tenure.web.policy_billing import PART_PERIODS, REGENERATES
from tenure.web.stop_words import type_in_words
from tenure.web.survey_words import reason_in_words
from tenure.web.verb_words import ICONS, title_of
from tenure.web.wizard_steps import NAMES as STEP_NAMES

KINDS: Final[dict[Kind, Promise]] = {
    Kind.CLIENT: gettext_lazy("the whole client"),
    Kind.PRODUCT: gettext_lazy("each product by itself"),
    Kind.BUSINESS: gettext_lazy("each business by itself"),
    Kind.LOCATION: gettext_lazy("each location by itself"),
    Kind.SERVICE: gettext_lazy("each service by itself"),
}
PLACES: Final[dict[Place, Promise]] = {
    Place.LIST: gettext_lazy("the list of clients"),
    Place.SETTINGS: gettext_lazy("the client's business settings"),
    Place.SUBSCRIPTION: gettext_lazy("the client's subscription"),
    Place.PROFILE: gettext_lazy("the client's profile"),
}
USERS: Final[dict[UsersRule, Promise]] = {
    UsersRule.SOME: gettext_lazy("Only while somebody uses the account"),
    UsersRule.NONE: gettext_lazy("Only if nobody uses the account"),
    UsersRule.ANY: gettext_lazy("Whether somebody uses the account or not"),
}
RETURNS: Final[dict[Restore, Promise]] = {
    Restore.OWN: gettext_lazy("what was chosen, nothing below it"),
    Restore.AS_IT_WAS: gettext_lazy("everything that was stopped with it, as it was"),
    Restore.ALL: gettext_lazy("everything below it, whenever it was stopped"),
}
REACHES: Final[dict[Reach, Promise]] = {
    Reach.OWN: gettext_lazy("What is stopped stands still with everything below it, and returns with it"),
    Reach.EACH: gettext_lazy("Everything below is stopped by itself, and returns step by step"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One rule: what it is about, and what it says, in one line or several in their order."""

    term: str
    lines: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """All rules about one verb, about billing, or about the firm as a whole (`key` is then "billing" or "firm")."""

    key: str
    title: str
    icon: str
    articles: tuple[Article, ...]


type Roles = tuple[tuple[str, frozenset[str]], ...]
"""The firm's roles by name, with their rights."""


def chapters(policy: Policy, roles: Roles) -> tuple[Chapter, ...]:
    """The policy to read, verb by verb, in the order of the verbs."""
    verbs = (rules for verb in Verb if (rules := policy.verb(verb)) is not None)
    billing = (_billing(policy.billing),) if policy.has(Kind.SERVICE) else ()
    return (*(_verb(rules, roles, policy) for rules in verbs), *billing, _firm(policy))


def _verb(rules: VerbPolicy, roles: Roles, policy: Policy) -> Chapter:
    return Chapter(
        key=rules.verb.value,
        title=title_of(rules.verb),
        icon=ICONS[rules.verb],
        articles=(*_articles(rules, roles), *(_suspending(policy) if rules.verb is Verb.SUSPEND else ())),
    )


def _articles(rules: VerbPolicy, roles: Roles) -> Iterator[Article]:
    may = [name for name, rights in roles if rules.verb.value in rights]
    yield Article(term=_("Who may"), lines=(", ".join(may) or _("Nobody: no role has this right"),))
    yield Article(term=_("On what"), lines=(_listed(str(KINDS[kind]) for kind in Kind if kind in rules.on),))
    yield Article(term=pgettext("condition", "When"), lines=(str(USERS[rules.users]), _payers(rules)))
    yield Article(term=_("Steps"), lines=_steps(rules.steps), ordered=True)
    if rules.self_paying_steps != rules.steps:
        yield Article(term=_("Steps if the client pays"), lines=_steps(rules.self_paying_steps), ordered=True)
    if rules.owner_administers:
        yield Article(term=_("New owner"), lines=(_("Becomes administrator of the account too"),))
    if rules.verb is Verb.DEACTIVATE:
        yield Article(term=_("Wait"), lines=(wait_in_words(rules.wait_months),))
    if rules.verb in STOPPED_BY:
        yield Article(term=_("How far it goes"), lines=(str(REACHES[rules.reach]),))
    if rules.verb in LIFTED_BY:
        yield Article(term=_("A return brings back"), lines=_returns(rules))
    yield Article(
        term=_("Who is told"), lines=(_firm_told(rules.firm_notice), _client_told(rules.client_notice))
    )
    if rules.places:
        places = _listed(str(PLACES[place]) for place in Place if place in rules.places)
        yield Article(term=_("Where to find it"), lines=(places,))


def _suspending(policy: Policy) -> Iterator[Article]:
    if policy.suspension_types:
        types = _listed(type_in_words(code) for code in policy.suspension_types)
        yield Article(term=_("Types"), lines=(types,))
    yield Article(term=_("By itself"), lines=tuple(_rule(policy.suspend_rule)) or (_("Never"),))


def _rule(rule: SuspendRule) -> Iterator[str]:
    if rule.days_late is not None:
        yield ngettext(
            "When a bill is %(count)d day late", "When a bill is %(count)d days late", rule.days_late
        ) % {"count": rule.days_late}
    if rule.credit_limit is not None:
        yield _("When more than %(limit)s is owed") % {"limit": rule.credit_limit}
    if rule.grace_days:
        yield ngettext(
            "After %(count)d day over that limit", "After %(count)d days over that limit", rule.grace_days
        ) % {"count": rule.grace_days}
    if rule.warn_days:
        yield ngettext(
            "The customer is warned by e-mail %(count)d day before",
            "The customer is warned by e-mail %(count)d days before",
            rule.warn_days,
        ) % {"count": rule.warn_days}
    if rule.on:
        yield _("Unless something else is agreed with the customer; it ends once the debt is paid")


def _billing(billing: BillingPolicy) -> Chapter:
    zero = _("Yes") if billing.zero_invoices else _("No: such a customer gets none")
    due = ngettext("%(count)d day", "%(count)d days", billing.due_days) % {"count": billing.due_days}
    rate = _("%(rate)s %% unless the service has its own") % {"rate": localize(billing.tax_rate)}
    articles = (
        Article(term=_("Part periods"), lines=(str(PART_PERIODS[billing.part_period]),)),
        Article(term=_("Days to pay"), lines=(due,)),
        Article(term=_("Tax rate"), lines=(rate,)),
        Article(term=_("Invoices over 0 from bulk runs"), lines=(zero,)),
        Article(
            term=_("Issued invoices that may be regenerated"), lines=(str(REGENERATES[billing.regenerate]),)
        ),
    )
    return Chapter(key="billing", title=_("Billing"), icon="invoice", articles=articles)


def _firm(policy: Policy) -> Chapter:
    reasons = ", ".join(reason_in_words(code) for code in policy.survey_reasons)
    products = tuple(
        _("%(product)s, reads documents") % {"product": product.name} if product.extraction else product.name
        for product in policy.products
    )
    articles = (
        Article(term=_("Products"), lines=products or (_("None"),)),
        Article(term=_("Reasons in the survey"), lines=(reasons or pgettext("reasons", "None"),)),
    )
    return Chapter(key="firm", title=_("What the firm offers and asks"), icon="product", articles=articles)


def wait_in_words(months: int) -> str:
    """How long there is no way back."""
    if not months:
        return _("None: it can come back at any time")
    return ngettext(
        "%(count)d month before it can come back, unless a second administrator approves an earlier return",
        "%(count)d months before it can come back, unless a second administrator approves an earlier return",
        months,
    ) % {"count": months}


def _payers(rules: VerbPolicy) -> str:
    if rules.payers == {Payer.FIRM}:
        return _("Only for what the firm pays")
    if rules.payers == {Payer.CLIENT}:
        return _("Only for what the client pays")
    return _("Whoever pays")


def _steps(steps: tuple[Step, ...]) -> tuple[str, ...]:
    return tuple(str(STEP_NAMES[step]) for step in steps) or (str(STEP_NAMES[Step.REVIEW]),)


def _returns(rules: VerbPolicy) -> tuple[str, ...]:
    said = [str(RETURNS[one]) for one in rules.restore]
    if len(said) == 1:
        return (said[0][:1].upper() + said[0][1:],)
    return (_("As chosen: %(ways)s") % {"ways": "; ".join(said)},)


def _firm_told(notice: Notice) -> str:
    if notice is Notice.NEVER:
        return _("The firm gets no e-mail")
    return _("The firm by e-mail: whoever acted, and the administrators")


def _client_told(notice: Notice) -> str:
    match notice:
        case Notice.ALWAYS:
            return _("The client's users by e-mail, always")
        case Notice.ASKED:
            return _("The client's users by e-mail, if chosen")
        case Notice.NEVER:
            return _("The client's users get no e-mail")


def _listed(words: Iterator[str]) -> str:
    said = ", ".join(words)
    return said[:1].upper() + said[1:]
