"""Deactivate and suspend: place a stop; the record stays, what runs under it rests (R4, R5, R17-R20)."""

from collections.abc import Iterator

from tenure.core.actions import STOPPED_BY
from tenure.core.actor import Side
from tenure.core.effects import Effect, HoldDocuments, PlaceStop, RecordSurvey, StartWait
from tenure.core.facts import Branch, Payer
from tenure.core.owners import owner_effects
from tenure.core.plan import Kept
from tenure.core.policy import Reach
from tenure.core.refusals import Refusal, RefusalCode, WayOutAction
from tenure.core.rules import refusal
from tenure.core.situation import Situation
from tenure.core.standing import extracts
from tenure.core.stops import StopKind
from tenure.core.tree import Node
from tenure.core.verbs.verb_rules import VerbRules
from tenure.core.wording import say, say_many


def refusals(case: Situation) -> Iterator[Refusal]:
    """A node that carries this kind of stop already is not stopped twice."""
    kind = STOPPED_BY[case.action.verb]
    for stop in case.facts.stops:
        if stop.node.id == case.target.id and stop.kind is kind:
            yield refusal(
                RefusalCode.ALREADY_STOPPED,
                say("%(name)s has been stopped since %(since)s.", name=case.target.name, since=stop.since),
                say("There is nothing to do. It can be brought back instead."),
                WayOutAction.NONE,
            )


def effects(case: Situation) -> Iterator[Effect]:
    """The stop, its wait, the documents that rest, the owner, the survey, the e-mails."""
    kind = STOPPED_BY[case.action.verb]
    answers, until = case.action.answers, case.locked_until
    yield PlaceStop(kind=kind, nodes=_stopped_nodes(case, kind), locked_until=until, reason=answers.reason)
    resting = _resting_products(case)
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


def _resting_products(case: Situation) -> tuple[Branch, ...]:
    products = case.facts.products_in(case.target)
    return tuple(p for p in products if p.payer is Payer.FIRM and extracts(case.facts, p))


RULES = VerbRules(refusals=refusals, effects=effects, kept=kept)
