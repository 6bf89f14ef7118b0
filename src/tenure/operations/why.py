"""Why is it stopped, since when, until when, and who may lift it: one answer for page, API and terminal (R6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from tenure.core.actions import LIFTED_BY, Action, Answers, Verb
from tenure.core.actor import Actor
from tenure.core.decide import decide
from tenure.core.facts import Facts
from tenure.core.plan import Plan
from tenure.core.policy import Policy
from tenure.core.standing import Standing, lineage, standing
from tenure.core.stops import Stop
from tenure.core.tree import Node
from tenure.operations.errors import Missing
from tenure.records.facts import Wanted, gather
from tenure.records.history import facts_on
from tenure.records.models import Firm, Member
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
    """The whole answer about one node, on `day` in the firm's time zone. `planned` stops begin later (R41)."""

    node: Node
    client: Node
    day: date
    standing: Standing
    reasons: tuple[Reason, ...]
    planned: tuple[Reason, ...] = ()


def why(actor: Actor, node: str, *, at: datetime | None = None) -> Why:
    """Why `node` is stopped now, nearest stop first; no reasons if it runs. Raises Missing."""
    return explain(_facts(actor, node, at or timezone.now()), actor)


def explain(facts: Facts, actor: Actor) -> Why:
    """The answer about the target of `facts`, with two queries. Raises Missing without a target."""
    target = facts.target
    if target is None:
        raise Missing(facts.client.id)
    found = standing(facts, target)
    path = tuple(lineage(facts, target))
    return Why(
        node=target,
        client=facts.client,
        day=facts.today,
        standing=found,
        reasons=reasons_of(found.stops, facts, actor),
        planned=reasons_of((stop for stop in facts.planned if stop.node.id in path), facts, actor),
    )


def reasons_of(stops: Iterable[Stop], facts: Facts, actor: Actor) -> tuple[Reason, ...]:
    """Each of these stops with who may lift it, and what this actor would do by lifting it."""
    found = tuple(stops)
    firm = Firm.objects.filter(pk=facts.firm).first() if found else None
    if firm is None:
        return tuple(_reason(stop, facts, (), None) for stop in found)
    policy, people = policy_of(firm), _people_by_right(firm)
    return tuple(
        _reason(stop, facts, people.get(_verb(stop).value, ()), _lift(stop, facts, policy, actor))
        for stop in found
    )


def standing_on(actor: Actor, node: str, day: date) -> Why:
    """How `node` stood, or will stand, on `day`. The past is read from the dated stops. Raises Missing."""
    facts = _facts(actor, node, timezone.now())
    assert facts.target is not None, "facts without a target are missing"
    then = facts_on(facts, day, actor=actor)
    found = standing(then, facts.target)
    return Why(
        node=facts.target,
        client=facts.client,
        day=day,
        standing=found,
        reasons=tuple(_reason(stop, facts, (), None) for stop in found.stops),
    )


def _facts(actor: Actor, node: str, at: datetime) -> Facts:
    facts = gather(actor, [Wanted(target=node)], at=at).get(node)
    if facts is None or facts.target is None:
        raise Missing(node)
    return facts


def _reason(stop: Stop, facts: Facts, lifters: tuple[str, ...], lift: Plan | None) -> Reason:
    inherited = facts.target is not None and stop.node.id != facts.target.id
    return Reason(stop=stop, inherited=inherited, lifters=lifters, lift=lift)


def _lift(stop: Stop, facts: Facts, policy: Policy, actor: Actor) -> Plan:
    answers = Answers(stop=stop.id) if _shares_its_node(stop, facts) else Answers()
    action = Action(verb=_verb(stop), target=stop.node.id, answers=answers)
    return decide(action, replace(facts, target=stop.node), policy, actor)


def _shares_its_node(stop: Stop, facts: Facts) -> bool:
    """Whether its node carries another stop of its kind, so that lifting has to name which (R41)."""
    return any(
        other.node.id == stop.node.id and other.kind is stop.kind and other.id != stop.id
        for other in (*facts.stops, *facts.planned)
    )


def _verb(stop: Stop) -> Verb:
    return next(verb for verb, kind in LIFTED_BY.items() if kind is stop.kind)


def _people_by_right(firm: Firm) -> Mapping[str, tuple[str, ...]]:
    members = Member.objects.filter(firm=firm, person__is_active=True).select_related("person", "role")
    team = tuple(members.order_by("person__name", "id"))
    return {
        verb.value: tuple(str(m.person) for m in team if verb.value in m.role.rights) for verb in LIFTED_BY
    }
