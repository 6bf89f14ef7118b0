"""Which verb to use, and what each would mean for this client: made from the firm's policy and measured now (R2)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from tenure.core.actions import LIFTED_BY, STOPPED_BY, Action, Verb
from tenure.core.describe import lines
from tenure.core.offers import GREYED
from tenure.core.plan import Plan
from tenure.core.policy import Notice, Policy, UsersRule, VerbPolicy
from tenure.core.refusals import RefusalCode
from tenure.core.tree import Kind
from tenure.operations.lifecycle import preview_many
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of
from tenure.records.queries import clients_of
from tenure.records.subscriptions import subscriptions_of
from tenure.web.here import FirmRequest, firm_member
from tenure.web.plan_lines import Panel, panel
from tenure.web.verb_words import ICONS, title_of, tone_of
from tenure.web.ways_out import Reason, reasons

MEANINGS: Final[dict[Verb, Promise]] = {
    Verb.DISCONNECT: gettext_lazy(
        "The relationship ends. The client leaves your list and you lose access; the client keeps its account, "
        "its users and its documents, and can go on alone or with another firm."
    ),
    Verb.DEACTIVATE: gettext_lazy(
        "The service pauses. The client stays on your list and you keep access, but documents are stored and no "
        "longer extracted."
    ),
    Verb.SUSPEND: gettext_lazy(
        "The account is held for a reason, such as an unpaid bill. The client stays on your list."
    ),
    Verb.DELETE: gettext_lazy(
        "Everything about the client is erased for good. Only for an account that nobody uses."
    ),
    Verb.REACTIVATE: gettext_lazy("What was deactivated runs again, and documents are extracted again."),
    Verb.UNSUSPEND: gettext_lazy("The suspension ends; a deactivation stays."),
}
NOTICES: Final[dict[Notice, Promise]] = {
    Notice.ALWAYS: gettext_lazy("Always"),
    Notice.ASKED: gettext_lazy("If you choose so"),
    Notice.NEVER: gettext_lazy("No"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A verb on one node of this client: possible, greyed, or refused with reasons."""

    name: str
    url: str
    possible: bool
    greyed: bool
    reasons: tuple[Reason, ...]
    panel: Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One verb: what it means, what the policy says of it, and how it stands for this client."""

    verb: Verb
    title: str
    icon: str
    tone: str
    meaning: str
    pairs: tuple[tuple[str, str], ...]
    cases: tuple[Case, ...]

    @property
    def possible(self) -> bool:
        """At least one thing can be done now."""
        return any(case.possible for case in self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A node that verbs work on: what it is, and what it is called; a business's product says whose it is."""

    kind: Kind
    name: str


@require_safe
@firm_member
def decision_help(request: FirmRequest, client: str = "") -> HttpResponse:
    """The verbs of the policy side by side; for a client with what each would change today."""
    policy, at = policy_of(firm_of(request.actor)), timezone.now()
    found = clients_of(request.actor).get(pk=client) if client else None
    cards = tuple(_cards(request, policy, {} if found is None else _nodes(found.id, found.name), at))
    context = {"client": found, "cards": cards}
    return render(request, "decision/decision.html", context)


def _nodes(client: str, name: str) -> dict[str, Named]:
    """The client and its products, each with what it is called here."""
    products = subscriptions_of(client)
    return {client: Named(kind=Kind.CLIENT, name=name)} | {
        one.id: Named(kind=Kind.PRODUCT, name=f"{one.name} · {one.business}" if one.business else one.name)
        for one in products
    }


def _told_of(verb: Verb, rules: VerbPolicy) -> frozenset[Kind]:
    """What would stop or end is told of the whole client where the verb can; what returns, of all that is stopped."""
    whole = frozenset({Kind.CLIENT})
    return whole if whole <= rules.on and verb not in LIFTED_BY else rules.on


def _cards(request: FirmRequest, policy: Policy, nodes: dict[str, Named], at: datetime) -> Iterator[Card]:
    actions = [
        Action(verb=verb, target=node)
        for verb, rules in policy.verbs.items()
        for node, named in nodes.items()
        if named.kind in _told_of(verb, rules)
    ]
    plans = [plan for plan in preview_many(actions, request.actor, at=at) if plan is not None]
    for verb in Verb:
        rules = policy.verb(verb)
        if rules is None:
            continue
        own = [plan for plan in plans if plan.verb is verb]
        if verb in LIFTED_BY:
            own = [plan for plan in own if not _nothing_to_lift(plan)]
        if own or (verb not in LIFTED_BY and not nodes):
            yield _card(verb, rules, own, nodes)


def _card(verb: Verb, rules: VerbPolicy, plans: list[Plan], nodes: dict[str, Named]) -> Card:
    return Card(
        verb=verb,
        title=title_of(verb),
        icon=ICONS[verb],
        tone=tone_of(verb),
        meaning=str(MEANINGS[verb]),
        pairs=tuple(_pairs(verb, rules)),
        cases=tuple(_case(plan, nodes[plan.target.id].name) for plan in plans),
    )


def _case(plan: Plan, name: str) -> Case:
    return Case(
        name=name,
        url=reverse("verb", args=[plan.verb, plan.target.id]),
        possible=not plan.refused,
        greyed=plan.refused and all(refusal.code in GREYED for refusal in plan.refusals),
        reasons=reasons(plan),
        panel=panel(lines(replace(plan, kept=()))),
    )


def _pairs(verb: Verb, rules: VerbPolicy) -> Iterator[tuple[str, str]]:
    if verb not in LIFTED_BY:
        yield _("You keep access"), _("Yes") if verb in STOPPED_BY else _("No")
        yield _("The client keeps its account"), _("No") if verb is Verb.DELETE else _("Yes")
        yield _("Way back"), _way_back(verb, rules)
    if rules.users is not UsersRule.ANY:
        yield _("Users"), _("At least one") if rules.users is UsersRule.SOME else _("None")
    yield _("E-mail to you"), str(NOTICES[rules.firm_notice])
    yield _("E-mail to the client"), str(NOTICES[rules.client_notice])


def _way_back(verb: Verb, rules: VerbPolicy) -> str:
    if verb is Verb.DELETE:
        return _("None")
    if verb is Verb.DISCONNECT:
        return _("By the client's invitation only")
    if rules.wait_months:
        after = ngettext("After %(count)d month", "After %(count)d months", rules.wait_months)
        return after % {"count": rules.wait_months}
    return _("At any time")


def _nothing_to_lift(plan: Plan) -> bool:
    return any(refusal.code is RefusalCode.NOT_STOPPED for refusal in plan.refusals)
