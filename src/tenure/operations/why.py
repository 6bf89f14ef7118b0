"""Why is it stopped, since when, until when, and who may lift it: one answer for page, API and terminal (R6)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from tenure.core.actions import LIFTED_BY, Action
from tenure.core.actor import Actor, Right
from tenure.core.decide import decide
from tenure.core.facts import Facts
from tenure.core.plan import Plan
from tenure.core.standing import Standing, standing
from tenure.core.stops import Stop
from tenure.core.tree import Node
from tenure.operations.errors import Missing
from tenure.records.facts import Wanted, gather
from tenure.records.history import stops_on
from tenure.records.models import Client, Firm, Member
from tenure.records.policies import policy_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One stop that reaches the node; `lifters` are the people who may lift it, `lift` what doing so would do."""

    stop: Stop
    inherited: bool
    lifters: tuple[str, ...]
    lift: Plan | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The whole answer about one node, on `day` in the firm's time zone."""

    node: Node
    client: Node
    day: date
    standing: Standing
    reasons: tuple[Reason, ...]


def why(actor: Actor, node: str, *, at: datetime | None = None) -> Why:
    """Why `node` is stopped now, nearest stop first; no reasons if it runs. Raises Missing."""
    facts, target = _facts(actor, node, at or timezone.now())
    found = standing(facts, target)
    return Why(
        node=target,
        client=facts.client,
        day=facts.today,
        standing=found,
        reasons=tuple(_reason(stop, target, facts, actor) for stop in found.stops),
    )


def standing_on(actor: Actor, node: str, day: date) -> Why:
    """How `node` stood, or will stand, on `day`. The past is read from the dated stops. Raises Missing."""
    facts, target = _facts(actor, node, timezone.now())
    client = Client.objects.select_related("firm").get(pk=facts.client.id)
    found = standing(replace(facts, stops=stops_on(client, day)), target)
    reasons = tuple(
        Reason(stop=stop, inherited=stop.node.id != target.id, lifters=(), lift=None) for stop in found.stops
    )
    return Why(node=target, client=facts.client, day=day, standing=found, reasons=reasons)


def _facts(actor: Actor, node: str, at: datetime) -> tuple[Facts, Node]:
    facts = gather(actor, [Wanted(target=node)], at=at).get(node)
    if facts is None or facts.target is None:
        raise Missing(node)
    return facts, facts.target


def _reason(stop: Stop, target: Node, facts: Facts, actor: Actor) -> Reason:
    verb = next(verb for verb, kind in LIFTED_BY.items() if kind is stop.kind)
    firm = Firm.objects.filter(pk=facts.firm).first()
    lift = None
    if firm is not None:
        action = Action(verb=verb, target=stop.node.id)
        lift = decide(action, replace(facts, target=stop.node), policy_of(firm), actor)
    return Reason(
        stop=stop,
        inherited=stop.node.id != target.id,
        lifters=_people_with(facts.firm, Right(verb)),
        lift=lift,
    )


def _people_with(firm: str, right: Right) -> tuple[str, ...]:
    members = Member.objects.filter(firm_id=firm, person__is_active=True).select_related("person", "role")
    return tuple(
        str(m.person) for m in members.order_by("person__name", "id") if right.value in m.role.rights
    )
