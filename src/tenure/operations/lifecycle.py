"""The loud verbs: previewed, confirmed, and performed exactly as shown. The same path for one client and for many."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actions import Action, DocumentScope, Verb
from tenure.core.actor import Actor
from tenure.core.decide import confirm, decide, facts_changed
from tenure.core.facts import Facts
from tenure.core.offers import Offer, offers
from tenure.core.plan import Plan
from tenure.core.policy import Place, Policy
from tenure.operations.apply import apply
from tenure.operations.errors import FactsChanged, Missing, NotDone, Refused
from tenure.operations.letters_of_plans import lines_as_stored
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.measuring import measured, measured_in_a_row
from tenure.operations.performance import Performance
from tenure.operations.recording import record, record_refusals
from tenure.operations.standings import restate, tallies
from tenure.records.facts import Wanted, gather
from tenure.records.homes import clients_by_target
from tenure.records.ids import new_id
from tenure.records.models import Firm, Source, Transition
from tenure.records.policies import policy_of

ROUND = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An action that was confirmed: `digest` is the receipt of the plan the person saw."""

    action: Action
    digest: str
    request_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an order: a transition, or the reason why not."""

    order: Order
    transition: Transition | None = None
    plan: Plan | None = None
    error: NotDone | None = None


def preview(action: Action, actor: Actor, *, at: datetime | None = None) -> Plan:
    """What `action` would do now. Raises Missing for a target the actor may not see. Nothing is written."""
    plan = preview_many([action], actor, at=at)[0]
    if plan is None:
        raise Missing(action.target)
    return plan


def preview_many(actions: Sequence[Action], actor: Actor, *, at: datetime | None = None) -> list[Plan | None]:
    """The plan of each action, in order; None for targets the actor may not see. Nothing is written."""
    at = at or timezone.now()
    found = gather(actor, [_wanted(action) for action in actions], at=at)
    policies = _policies_of(found.values())
    plans = [
        decide(action, facts, policies[facts.firm], actor)
        if (facts := found.get(action.target)) and facts.firm in policies
        else None
        for action in actions
    ]
    return measured(plans, actor.firm, at=at)


def perform(
    action: Action,
    actor: Actor,
    *,
    digest: str,
    source: Source,
    request_key: str | None = None,
    at: datetime | None = None,
) -> Transition:
    """Performs `action` if the facts still are those of `digest`; else nothing happens.

    Raises FactsChanged with the new plan, Refused with all reasons, or Missing. A repeated `request_key` answers
    with the transition it made the first time.
    """
    order = Order(action=action, digest=digest, request_key=request_key)
    outcome = perform_many([order], actor, source=source, at=at)[0]
    if outcome.error is not None:
        raise outcome.error
    assert outcome.transition is not None, "an outcome without error is a transition"
    return outcome.transition


def perform_many(
    orders: Sequence[Order], actor: Actor, *, source: Source, at: datetime | None = None
) -> list[Outcome]:
    """Performs each order on its own merits, a thousand clients a transaction; outcomes in the orders' order.

    Two orders about one client never share a round: the second is decided on what the first left.
    """
    home = clients_by_target([order.action.target for order in orders])
    outcomes: dict[int, Outcome] = {}
    for numbers in _rounds(orders, home):
        with transaction.atomic():
            part = [orders[number] for number in numbers]
            done = _perform_round(part, actor, source, at or timezone.now(), home)
        outcomes |= dict(zip(numbers, done, strict=True))
    return [outcomes[number] for number in range(len(orders))]


def offers_for(actor: Actor, client: str, place: Place | None = None) -> tuple[Offer, ...]:
    """The buttons one client offers at `place`; none for a stranger's."""
    return offers_for_many(actor, [client], place).get(client, ())


def offers_for_many(
    actor: Actor, clients: Sequence[str], place: Place | None = None
) -> dict[str, tuple[Offer, ...]]:
    """The buttons of many clients, with a fixed number of queries."""
    found = gather(actor, [Wanted(target=client) for client in clients], at=timezone.now())
    policies = _policies_of(found.values())
    return {
        client: offers(facts, policies[facts.firm], actor, place)
        for client, facts in found.items()
        if facts.firm in policies
    }


def _perform_round(
    orders: Sequence[Order], actor: Actor, source: Source, at: datetime, home: dict[str, str]
) -> list[Outcome]:
    """1. lock, 2. gather, 3. decide again and compare, 4. record, 5. apply, 6. restate what lists need."""
    firm = lock_firm(actor.firm) if actor.firm is not None else None
    lock_clients(home[order.action.target] for order in orders if order.action.target in home)
    earlier = _answered(orders)
    found = gather(actor, [_wanted(order.action) for order in orders], at=at)
    policies = _policies_of(found.values())
    judged = [_judge(order, earlier, found.get(order.action.target), policies, actor) for order in orders]
    judged = _with_costs(judged, actor.firm, at)
    record_refusals([o.plan for o in judged if o.plan is not None and o.error is not None], actor, at=at)
    if firm is None:
        return judged  # only a firm's member holds a right to any verb: everything was refused
    made = _write(
        [
            Performance(
                plan=outcome.plan,
                lines=lines_as_stored(outcome.plan),
                transition=new_id("trn"),
                firm=firm,
                actor=actor,
                at=at,
                source=source,
                request_key=outcome.order.request_key,
            )
            for outcome in judged
            if outcome.plan is not None and outcome.error is None
        ],
        at,
    )
    return [
        Outcome(order=o.order, plan=o.plan, transition=made[o.plan.client.id])
        if o.plan is not None and o.error is None
        else o
        for o in judged
    ]


def _with_costs(judged: list[Outcome], firm: str | None, at: datetime) -> list[Outcome]:
    """What stands in no digest is measured once more: each after what is done before it in this round."""
    done = measured_in_a_row([one.plan if one.error is None else None for one in judged], firm, at=at)
    shown = measured([one.plan if one.error is not None else None for one in judged], firm, at=at)
    return [
        _shown_anew(one, again) if one.error is not None else replace(one, plan=plan)
        for one, plan, again in zip(judged, done, shown, strict=True)
    ]


def _shown_anew(outcome: Outcome, plan: Plan | None) -> Outcome:
    if isinstance(outcome.error, FactsChanged) and plan is not None:
        return replace(outcome, plan=plan, error=FactsChanged(plan))
    return outcome


def _write(performances: list[Performance], at: datetime) -> dict[str, Transition]:
    clients = [performance.client for performance in performances]
    before = tallies(clients)
    transitions = record(performances)
    apply(performances)
    restate(clients, before=before, at=at)
    return {p.client: made for p, made in zip(performances, transitions, strict=True)}


def _judge(
    order: Order,
    earlier: Mapping[str, Transition],
    facts: Facts | None,
    policies: Mapping[str, Policy],
    actor: Actor,
) -> Outcome:
    if order.request_key is not None and order.request_key in earlier:
        return Outcome(order=order, transition=earlier[order.request_key])
    if facts is None or facts.firm not in policies:
        return Outcome(order=order, error=Missing(order.action.target))
    plan = decide(order.action, facts, policies[facts.firm], actor)
    if plan.digest != order.digest:
        changed = facts_changed(plan)
        return Outcome(order=order, plan=changed, error=FactsChanged(changed))
    plan = confirm(plan)
    return Outcome(order=order, plan=plan, error=Refused(plan) if plan.refused else None)


def _answered(orders: Sequence[Order]) -> dict[str, Transition]:
    keys = [order.request_key for order in orders if order.request_key is not None]
    rows = Transition.objects.filter(request_key__in=keys) if keys else ()
    return {str(row.request_key): row for row in rows}


def _rounds(orders: Sequence[Order], home: dict[str, str]) -> Iterator[list[int]]:
    waiting = deque(range(len(orders)))
    while waiting:
        taken: list[int] = []
        seen: set[str] = set()
        later: list[int] = []
        while waiting and len(taken) < ROUND:
            number = waiting.popleft()
            client = home.get(orders[number].action.target, orders[number].action.target)
            if client in seen:
                later.append(number)
            else:
                seen.add(client)
                taken.append(number)
        yield taken
        waiting.extendleft(reversed(later))


def _wanted(action: Action) -> Wanted:
    documents = action.answers.documents
    since = documents.since if documents is not None and documents.scope is DocumentScope.SINCE else None
    return Wanted(target=action.target, documents_since=since, holdings=action.verb is Verb.DELETE)


def _policies_of(found: Iterable[Facts]) -> dict[str, Policy]:
    """The policy of every firm the facts speak of."""
    firms = {facts.firm for facts in found}
    return {firm.id: policy_of(firm) for firm in Firm.objects.filter(id__in=firms)}
