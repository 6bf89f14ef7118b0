"""What a wish about a client's own plan would do, or why nothing can be done. Pure: the same facts, the same proposal."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from tenure.core.digest import DIGEST_CHARACTERS, canonical
from tenure.core.months import add_months
from tenure.core.own_plans import effects as e
from tenure.core.own_plans.facts import OwnFacts, OwnPlan, Terms, Wish
from tenure.core.reading_time import Pace
from tenure.core.wording import Message, say

TRIAL_STARTED, TRIAL_ENDS, TRIAL_ENDED = "own_trial_started", "own_trial_ends", "own_trial_ended"
PLAN_BEGUN, PLAN_ENDED, PLAN_CANCELLED = "own_plan_begun", "own_plan_ended", "own_plan_cancelled"
PLAN_ORDERED, PAYMENT_DUE = "own_plan_ordered", "own_payment_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A wish, for which plan, and whether documents that rest are to be read under it (R24)."""

    wish: Wish
    tariff: str = ""
    read: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason why nothing is done, and what to do instead. `code` is for programs."""

    code: str
    sentence: Message
    way_out: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What would be done. `digest` is the receipt of what was shown; the answer about documents does not change it.

    `documents` is how many the person decides about: they are read under the own plan, or stay as they are. `pace` is
    measured beside it.
    """

    question: Question
    facts: OwnFacts
    effects: tuple[e.OwnEffect, ...] = ()
    reasons: tuple[Reason, ...] = ()
    documents: int = 0
    digest: str = ""
    pace: Pace | None = None

    @property
    def refused(self) -> bool:
        """Nothing can be done."""
        return bool(self.reasons)


def propose(question: Question, facts: OwnFacts) -> Proposal:
    """The proposal for a wish: it acts or it refuses, with all reasons at once."""
    reasons = tuple(_reasons(question, facts))
    asked = () if reasons else tuple(EFFECTS[question.wish](question, facts))
    done = tuple(effect for effect in asked if question.read or not isinstance(effect, e.ReadDocuments))
    receipt = canonical((question.wish, question.tariff, asked, reasons))
    digest = hashlib.sha256(receipt.encode()).hexdigest()[:DIGEST_CHARACTERS]
    documents = sum(effect.count for effect in asked if isinstance(effect, e.ReadDocuments))
    return Proposal(
        question=question, facts=facts, effects=done, reasons=reasons, documents=documents, digest=digest
    )


def _reasons(question: Question, facts: OwnFacts) -> Iterator[Reason]:
    match question.wish:
        case Wish.TRIAL:
            yield from _no_trial(facts)
        case Wish.SUBSCRIBE:
            yield from _no_subscription(question, facts)
        case Wish.CANCEL:
            yield from _nothing_to_cancel(facts)
        case Wish.TURN:
            yield from ()
        case _:
            assert_never(question.wish)


CHOOSE_A_PLAN = say("You can choose a plan instead.")
NOTHING_TO_DO = say("There is nothing to do.")


def _no_trial(facts: OwnFacts) -> Iterator[Reason]:
    if not facts.trial_days or facts.catalogue.tariff(facts.catalogue.trial) is None:
        yield Reason(code="no_trial", sentence=say("There is no free trial here."), way_out=CHOOSE_A_PLAN)
    if facts.plan is not None:
        yield Reason(
            code="has_own_plan",
            sentence=say("%(client)s has a plan of its own already.", client=facts.client.name),
            way_out=say("You can change it or cancel it."),
        )
    elif facts.trial_used:
        yield Reason(
            code="trial_used",
            sentence=say("%(client)s has used its free trial.", client=facts.client.name),
            way_out=CHOOSE_A_PLAN,
        )


def _no_subscription(question: Question, facts: OwnFacts) -> Iterator[Reason]:
    if facts.catalogue.tariff(question.tariff) is None:
        yield Reason(
            code="no_such_plan",
            sentence=say("There is no such plan."),
            way_out=say("Choose one of the plans."),
        )
        return
    plan = facts.plan
    if plan is None or plan.ends_on is None or plan.cancelled:
        return
    coming = plan.ordered or (None if plan.trial else plan.terms)
    if coming is not None and coming.code == question.tariff:
        yield Reason(
            code="has_this_plan",
            sentence=say("%(client)s has this plan already.", client=facts.client.name),
            way_out=NOTHING_TO_DO,
        )


def _nothing_to_cancel(facts: OwnFacts) -> Iterator[Reason]:
    if facts.plan is None:
        yield Reason(
            code="no_own_plan",
            sentence=say("%(client)s has no plan of its own.", client=facts.client.name),
            way_out=NOTHING_TO_DO,
        )
    elif facts.plan.cancelled and facts.plan.ends_on is not None:
        yield Reason(
            code="already_cancelled",
            sentence=say("The plan is cancelled already and ends on %(day)s.", day=facts.plan.ends_on),
            way_out=NOTHING_TO_DO,
        )


def _trial(_question: Question, facts: OwnFacts) -> Iterator[e.OwnEffect]:
    tariff = facts.catalogue.tariff(facts.catalogue.trial)
    assert tariff is not None, "refused before"
    terms = facts.terms_of(tariff)
    yield e.StartTrial(terms=terms, ends_on=facts.today + timedelta(days=facts.trial_days))
    yield from _documents_read(terms, facts)
    yield e.Tell(letter=TRIAL_STARTED, receivers=facts.told)


def _subscribe(question: Question, facts: OwnFacts) -> Iterator[e.OwnEffect]:
    tariff = facts.catalogue.tariff(question.tariff)
    assert tariff is not None, "refused before"
    terms, plan = facts.terms_of(tariff), facts.plan
    if plan is None or plan.ends_on is None:
        yield from _months_begin(terms, facts)
        yield from _documents_read(terms, facts)
        yield e.Tell(letter=PLAN_BEGUN, receivers=facts.told)
        return
    if plan.cancelled:
        yield e.Resume(terms=plan.terms, ends_on=plan.ends_on)
    if plan.trial or plan.terms.code != terms.code:
        yield e.Order(terms=terms, begins_on=plan.ends_on)
    elif plan.ordered is not None:
        yield e.TakeBackOrder(terms=plan.ordered)
    yield e.Tell(letter=PLAN_ORDERED, receivers=facts.told)


def _cancel(_question: Question, facts: OwnFacts) -> Iterator[e.OwnEffect]:
    plan = facts.plan
    assert plan is not None, "refused before"
    if plan.ordered is not None:
        yield e.TakeBackOrder(terms=plan.ordered)
    if plan.trial and plan.ordered is not None:
        return  # the trial itself goes on to its end
    if plan.trial or plan.ends_on is None:
        yield from _plan_ends(plan, facts)
    else:
        yield e.MarkCancelled(terms=plan.terms, ends_on=plan.ends_on)
        yield e.Tell(letter=PLAN_CANCELLED, receivers=facts.told)


def _turn(_question: Question, facts: OwnFacts) -> Iterator[e.OwnEffect]:
    plan = facts.plan
    if plan is None or plan.ends_on is None or facts.today < plan.ends_on:
        return
    if plan.trial and plan.ordered is not None:
        yield from _months_begin(plan.ordered, facts)
        yield e.Tell(letter=PLAN_BEGUN, receivers=facts.told)
    elif plan.trial or plan.cancelled:
        yield from _plan_ends(plan, facts)
    else:
        yield from _next_month(plan, facts)


EFFECTS: dict[Wish, Callable[[Question, OwnFacts], Iterator[e.OwnEffect]]] = {
    Wish.TRIAL: _trial,
    Wish.SUBSCRIBE: _subscribe,
    Wish.CANCEL: _cancel,
    Wish.TURN: _turn,
}


def _months_begin(terms: Terms, facts: OwnFacts) -> Iterator[e.OwnEffect]:
    """Paid months begin where the trial ends, or today. A worker that slept does not move that day."""
    plan = facts.plan
    began_on = plan.ends_on if plan is not None and plan.ends_on is not None else facts.today
    month = e.StartMonths(terms=terms, began_on=began_on, ends_on=add_months(began_on, 1))
    yield month
    yield from _owed(terms, began_on, month.ends_on, facts)
    if plan is not None and plan.terms.extraction and not terms.extraction:
        yield from _documents_rest(facts)


def _next_month(plan: OwnPlan, facts: OwnFacts) -> Iterator[e.OwnEffect]:
    begins_on = plan.ends_on
    assert begins_on is not None, "looked at before"
    terms, months = plan.ordered or plan.terms, plan.months + 1
    # From the first day, not from the last one: 31 January, 28 February, 31 March.
    ends_on = add_months(plan.began_on, months)
    yield e.NextMonth(terms=terms, months=months, ends_on=ends_on)
    owed = tuple(_owed(terms, begins_on, ends_on, facts))
    yield from owed
    if owed:
        yield e.Tell(letter=PAYMENT_DUE, receivers=facts.told)
    if plan.terms.extraction and not terms.extraction:
        yield from _documents_rest(facts)


def _owed(terms: Terms, begins_on: date, ends_on: date, facts: OwnFacts) -> Iterator[e.Owe]:
    """A month's price, if it has one."""
    if terms.price is not None and terms.price.amount:
        due_on = begins_on + timedelta(days=facts.catalogue.pay_within_days)
        yield e.Owe(price=terms.price, begins_on=begins_on, ends_on=ends_on, due_on=due_on)


def _plan_ends(plan: OwnPlan, facts: OwnFacts) -> Iterator[e.OwnEffect]:
    yield e.EndPlan(terms=plan.terms, trial=plan.trial)
    yield from _documents_rest(facts)
    yield e.Tell(letter=TRIAL_ENDED if plan.trial else PLAN_ENDED, receivers=facts.told)


def _documents_read(terms: Terms, facts: OwnFacts) -> Iterator[e.OwnEffect]:
    if terms.extraction and facts.resting:
        yield e.ReadDocuments(count=facts.resting)


def _documents_rest(facts: OwnFacts) -> Iterator[e.OwnEffect]:
    """What still waits under the own plan: the firm's product reads it if it runs, else it is held (R20)."""
    firm = facts.firm_product
    if facts.waiting and firm is not None and firm.runs:
        yield e.PassDocuments(count=facts.waiting, product=firm.node)
    elif facts.waiting:
        yield e.RestDocuments(count=facts.waiting, product=firm.node if firm is not None else None)
    if facts.waiting_there:
        yield e.StopReading(count=facts.waiting_there, nodes=facts.stopped_products)
