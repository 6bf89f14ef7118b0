"""Deactivate and suspend: place a stop; the record stays, what runs under it rests (R4, R5, R17-R20)."""

from collections.abc import Iterator

from tenure.core.actions import STOPPED_BY, Verb
from tenure.core.actor import Side
from tenure.core.effects import (
    Effect,
    EndSchedules,
    HoldDocuments,
    NewEnding,
    PlaceStop,
    RecordSurvey,
    StartWait,
)
from tenure.core.endings import Ending
from tenure.core.facts import Branch, Payer
from tenure.core.owners import owner_effects, owner_stays
from tenure.core.plan import Kept
from tenure.core.policy import Reach, Step
from tenure.core.refusals import Refusal, RefusalCode, WayOutAction
from tenure.core.rules import refusal
from tenure.core.situation import Situation
from tenure.core.standing import extracts, own_plan_reads, reached
from tenure.core.stops import Stop, StopKind
from tenure.core.tree import Kind, Node
from tenure.core.verbs.suspension import planned_since, suspension_fits
from tenure.core.verbs.verb_rules import VerbRules
from tenure.core.wording import say, say_many


def refusals(case: Situation) -> Iterator[Refusal]:
    """A node that carries this stop already is not stopped twice; a suspension has dates and a type that fit."""
    for stop in _in_the_way(case):
        yield refusal(
            RefusalCode.ALREADY_STOPPED,
            say("%(name)s has been stopped since %(since)s.", name=case.target.name, since=stop.since)
            if stop.in_force(case.facts.today)
            else say(
                "A stop of %(name)s is planned from %(since)s.", name=case.target.name, since=stop.since
            ),
            say("There is nothing to do. It can be brought back instead."),
            WayOutAction.NONE,
        )
    if case.action.verb is Verb.SUSPEND:
        yield from suspension_fits(case)


def effects(case: Situation) -> Iterator[Effect]:
    """The stop, the schedules that end, its wait, the documents that rest, the owner, the survey, the e-mails."""
    kind = STOPPED_BY[case.action.verb]
    answers, until = case.action.answers, case.locked_until
    nodes = _stopped_nodes(case, kind)
    yield PlaceStop(
        kind=kind,
        nodes=nodes,
        locked_until=until,
        since=planned_since(case),
        until=answers.until if Step.DATES in case.steps else None,
        type=answers.type,
        reason=answers.reason,
        resting=_resting_nodes(case, nodes),
    )
    if kind is StopKind.DEACTIVATION:
        yield from _schedules_end(case, nodes)
    resting = _resting_products(case) if planned_since(case) is None else ()
    if until is not None:
        for product in case.facts.products_in(case.target):
            yield StartWait(code=product.code, until=until)
    if resting:
        waiting = {papers.node: papers.waiting for papers in case.facts.papers}
        yield HoldDocuments(
            nodes=tuple(product.node for product in resting),
            count=sum(waiting.get(product.node.id, 0) for product in resting),
        )
    yield from owner_effects(case)
    if answers.survey is not None:
        yield RecordSurvey(survey=answers.survey)
    yield from case.mails()


def kept(case: Situation) -> Iterator[Kept]:
    """Both sides keep the record and the documents; the client may go on by itself (R5, R20)."""
    facts = case.facts
    yield Kept(
        code="firm_keeps_access",
        side=Side.FIRM,
        sentence=say("You keep access to the account and its documents."),
    )
    if not case.verb.wait_months:
        yield Kept(code="return_any_time", side=Side.FIRM, sentence=say("You can bring it back at any time."))
    if facts.users:
        yield Kept(
            code="users_keep_access",
            side=Side.CLIENT,
            count=len(facts.users),
            sentence=say_many(
                "%(count)d user keeps access to the account and its documents.",
                "%(count)d users keep access to the account and its documents.",
                count=len(facts.users),
            ),
        )
    yield from owner_stays(case)
    if _resting_products(case):
        yield Kept(
            code="may_subscribe",
            side=Side.CLIENT,
            sentence=say(
                "The client can start a free trial, take its own subscription, or invite another firm."
            ),
        )


def _stopped_nodes(case: Situation, kind: StopKind) -> tuple[Node, ...]:
    if case.verb.reach is Reach.OWN:
        return (case.target,)
    stopped = {stop.node.id for stop in case.facts.stops if stop.kind is kind}
    below = (branch.node for branch in case.facts.below(case.target))
    return (case.target, *(node for node in below if node.id not in stopped))


def _in_the_way(case: Situation) -> Iterator[Stop]:
    """Stops of this kind that the new one would double: in force with it, or planned as the same type (R4, R41)."""
    kind, begins_later = STOPPED_BY[case.action.verb], planned_since(case) is not None
    for stop in (*case.facts.stops, *case.facts.planned):
        if stop.node.id == case.target.id and stop.kind is kind:
            overlaps = stop.in_force(case.facts.today) and not begins_later
            if overlaps or stop.type == case.action.answers.type:
                yield stop


def _schedules_end(case: Situation, nodes: tuple[Node, ...]) -> Iterator[EndSchedules]:
    """Recurring services end today, or ended before; those on request have no end date at all (R36)."""
    today = case.facts.today
    stopped = {node.id for node in nodes}
    services = tuple(
        NewEnding(
            node=branch.node,
            before=branch.ending,
            after=Ending(on=branch.ending.on if branch.ending.reached(today) else today, deactivates=True),
        )
        for branch in case.facts.branches
        if branch.ending is not None and branch.node.id in stopped
    )
    if services:
        yield EndSchedules(services=services)


def _resting_nodes(case: Situation, stopped: tuple[Node, ...]) -> tuple[Node, ...]:
    """The places, services and businesses below that get no stop of their own; products are told by documents."""
    # In one walk: node by node, a thousand parts took a second.
    still = reached(case.facts, StopKind.DEACTIVATION) | reached(case.facts, StopKind.SUSPENSION)
    still |= {node.id for node in stopped}
    below = (branch.node for branch in case.facts.below(case.target))
    return tuple(node for node in below if node.kind is not Kind.PRODUCT and node.id not in still)


def _resting_products(case: Situation) -> tuple[Branch, ...]:
    """The products whose documents rest from now on; none where the client's own plan reads them (R20)."""
    if own_plan_reads(case.facts):
        return ()
    products = case.facts.products_in(case.target)
    return tuple(p for p in products if p.payer is Payer.FIRM and extracts(case.facts, p))


RULES = VerbRules(refusals=refusals, effects=effects, kept=kept)
