"""Disconnect: the firm and the client part; the client keeps its account (R9-R16)."""

from collections.abc import Iterator

from tenure.core.actor import Side
from tenure.core.effects import Effect, EndConnection, EndSubscriptions, LiftStops, RecordSurvey
from tenure.core.facts import Facts, Payer
from tenure.core.owners import owner_effects, owner_stays
from tenure.core.plan import Kept
from tenure.core.refusals import Refusal
from tenure.core.situation import Situation
from tenure.core.stops import Stop, StopKind
from tenure.core.tree import Kind
from tenure.core.verbs.verb_rules import VerbRules
from tenure.core.wording import say, say_many


def refusals(_case: Situation) -> Iterator[Refusal]:
    """Nothing beyond the gates: disconnecting is possible at any time."""
    yield from ()


def effects(case: Situation) -> Iterator[Effect]:
    """The link ends, what the firm paid ends, the owner is settled, both sides are told."""
    yield from parting(case.facts)
    yield from owner_effects(case)
    if case.action.answers.survey is not None:
        yield RecordSurvey(survey=case.action.answers.survey)
    yield from case.mails()


def parting(facts: Facts) -> Iterator[Effect]:
    """What ends with the link itself, whoever ends it (R12, R16)."""
    yield EndConnection(firm_name=facts.firm_name, people=len(facts.colleagues))
    paid = tuple(b.node for b in facts.branches if b.node.kind is Kind.PRODUCT and b.payer is Payer.FIRM)
    if paid:
        yield EndSubscriptions(nodes=paid)
    yield from _stops_end(facts.stops, planned=False)
    yield from _stops_end(facts.planned, planned=True)


def _stops_end(stops: tuple[Stop, ...], *, planned: bool) -> Iterator[LiftStops]:
    """The firm's stops were about its own service; the next firm must not inherit them. Waits survive (R22)."""
    for kind in StopKind:
        some = tuple(stop for stop in stops if stop.kind is kind)
        if some:
            yield LiftStops(
                kind=kind,
                stops=tuple(stop.id for stop in some),
                nodes=tuple(stop.node for stop in some),
                planned=planned,
            )


def kept(case: Situation) -> Iterator[Kept]:
    """The client loses nothing, and can go on by itself; the firm cannot come back by itself (R12, R13)."""
    facts = case.facts
    yield Kept(
        code="permanent",
        side=Side.FIRM,
        sentence=say("You cannot undo this. Only an administrator of the client can invite your firm again."),
    )
    yield from staying(facts)
    yield from owner_stays(case)
    if facts.payer is not Payer.CLIENT:
        sentence = say("The client can start a free trial or take its own subscription.")
        yield Kept(code="may_subscribe", side=Side.CLIENT, sentence=sentence)
    yield Kept(code="may_connect", side=Side.CLIENT, sentence=say("The client can connect to another firm."))


def staying(facts: Facts) -> Iterator[Kept]:
    """What the client keeps when a firm goes (R12)."""
    yield Kept(
        code="users_keep_access",
        side=Side.CLIENT,
        count=len(facts.users),
        sentence=say_many(
            "%(count)d user keeps access to the account.",
            "%(count)d users keep access to the account.",
            count=len(facts.users),
        ),
    )
    yield Kept(
        code="documents_stay",
        side=Side.CLIENT,
        count=facts.documents,
        sentence=say_many(
            "%(count)d document stays with the client.",
            "%(count)d documents stay with the client.",
            count=facts.documents,
        ),
    )
    if facts.payer is Payer.CLIENT:
        sentence = say("The client's own subscription is untouched.")
        yield Kept(code="own_subscription_stays", side=Side.CLIENT, sentence=sentence)


RULES = VerbRules(refusals=refusals, effects=effects, kept=kept)
