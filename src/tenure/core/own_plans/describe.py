"""A proposal about a client's own plan in words: what changes and what stays, for the client and for its firm."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import assert_never

from tenure.core.actor import Side
from tenure.core.line import Line, Sign
from tenure.core.own_plans import effects as e
from tenure.core.own_plans.facts import OwnFacts, Wish
from tenure.core.own_plans.propose import Proposal
from tenure.core.reading_time import Pace, reading_takes
from tenure.core.tariffs.tariff import Money
from tenure.core.wording import Message, say, say_many


def lines(proposal: Proposal, locale: str) -> tuple[Line, ...]:
    """All consequences, then what stays as it is. `locale` chooses the names of plans."""
    if proposal.refused or not proposal.effects:
        return ()
    changes = (line for effect in proposal.effects for line in _describe(effect, proposal, locale))
    return (*changes, *_for_the_firm(proposal), *_stays(proposal))


def month_of(begins_on: date, ends_on: date) -> Message:
    """A paid month by its first and its last day."""
    return say("%(first)s to %(last)s", first=begins_on, last=ends_on - timedelta(days=1))


def price_of(price: Money) -> Message:
    """An amount with its currency."""
    return say("%(currency)s %(amount)s", currency=price.currency, amount=price.amount)


def _describe(effect: e.OwnEffect, proposal: Proposal, locale: str) -> Iterator[Line]:
    facts = proposal.facts
    match effect:
        case e.StartTrial():
            yield _line(
                "own_trial_starts",
                Sign.ADDED,
                say("%(plan)s runs as a free trial from today.", plan=effect.terms.name.quoted_in(locale)),
                say(
                    "It ends by itself on %(day)s. No card is asked for and nothing is to be paid.",
                    day=effect.ends_on,
                ),
                count=facts.trial_days,
            )
        case e.StartMonths():
            yield _line(
                "own_plan_starts",
                Sign.ADDED,
                say(
                    "%(plan)s runs from %(day)s, paid by you.",
                    plan=effect.terms.name.quoted_in(locale),
                    day=effect.began_on,
                ),
                say("It goes on month by month until you cancel it."),
            )
        case e.NextMonth():
            yield _line(
                "own_plan_goes_on",
                Sign.CHANGED,
                say(
                    "The next month of %(plan)s begins.",
                    plan=effect.terms.name.quoted_in(locale),
                ),
            )
        case e.Owe():
            yield _line(
                "owe",
                Sign.ADDED,
                say("%(price)s is to be paid by %(day)s.", price=price_of(effect.price), day=effect.due_on),
                say("For %(month)s.", month=month_of(effect.begins_on, effect.ends_on)),
            )
        case e.Order():
            yield from _ordered(effect, facts, locale)
        case e.TakeBackOrder():
            yield _line(
                "own_plan_taken_back",
                Sign.REMOVED,
                say("%(plan)s will not begin.", plan=effect.terms.name.quoted_in(locale)),
            )
        case e.MarkCancelled():
            yield _line(
                "own_plan_ends",
                Sign.REMOVED,
                say(
                    "%(plan)s ends on %(day)s.", plan=effect.terms.name.quoted_in(locale), day=effect.ends_on
                ),
                say(
                    "Until then everything stays as it is. You can take the cancellation back until that day."
                ),
            )
        case e.Resume():
            yield _line(
                "own_plan_goes_on",
                Sign.CHANGED,
                say("Your plan does not end on %(day)s: it goes on.", day=effect.ends_on),
            )
        case e.EndPlan():
            yield _ended(effect, locale)
        case e.ReadDocuments() | e.RestDocuments() | e.StopReading() | e.PassDocuments():
            yield _documents(effect, facts, proposal.pace)
        case e.Tell():
            yield from _told(effect)
        case _:
            assert_never(effect)


def _documents(
    effect: e.ReadDocuments | e.RestDocuments | e.StopReading | e.PassDocuments,
    facts: OwnFacts,
    pace: Pace | None,
) -> Line:
    detail = None
    match effect:
        case e.ReadDocuments():
            detail = reading_takes(effect.count, pace) if pace is not None else None
            code, sentence = (
                "release_documents",
                say_many(
                    "%(count)d document that waits is extracted under your plan.",
                    "%(count)d documents that wait are extracted under your plan.",
                    count=effect.count,
                ),
            )
        case e.RestDocuments():
            code, sentence = (
                "hold_documents",
                say_many(
                    "%(count)d document that waits for extraction is kept and not extracted.",
                    "%(count)d documents that wait for extraction are kept and not extracted.",
                    count=effect.count,
                ),
            )
        case e.StopReading():
            code, sentence = (
                "hold_documents",
                say_many(
                    "%(count)d document that waits under what %(firm)s has stopped is kept and not extracted.",
                    "%(count)d documents that wait under what %(firm)s has stopped are kept and not extracted.",
                    count=effect.count,
                    firm=facts.firm_name,
                ),
            )
        case e.PassDocuments():
            code, sentence = (
                "release_documents",
                say_many(
                    "%(count)d document that waits is extracted under %(product)s, which %(firm)s pays for.",
                    "%(count)d documents that wait are extracted under %(product)s, which %(firm)s pays for.",
                    count=effect.count,
                    product=effect.product.name,
                    firm=facts.firm_name,
                ),
            )
        case _:
            assert_never(effect)
    return _line(code, Sign.CHANGED, sentence, detail, count=effect.count)


def _ordered(effect: e.Order, facts: OwnFacts, locale: str) -> Iterator[Line]:
    plan, name = facts.plan, effect.terms.name.quoted_in(locale)
    yield _line(
        "own_plan_ordered",
        Sign.ADDED,
        say("%(plan)s begins on %(day)s, paid by you.", plan=name, day=effect.begins_on),
        say("Your free trial runs on until then.")
        if plan is not None and plan.trial
        else say("The month that is paid runs to its end first."),
    )
    if effect.terms.price is not None and effect.terms.price.amount:
        yield _line(
            "owe",
            Sign.ADDED,
            say("%(price)s a month from that day on.", price=price_of(effect.terms.price)),
            say("Nothing is to be paid before."),
        )


def _ended(effect: e.EndPlan, locale: str) -> Line:
    name = effect.terms.name.quoted_in(locale)
    sentence = (
        say("Your free trial of %(plan)s ends now.", plan=name)
        if effect.trial
        else say("%(plan)s ends now.", plan=name)
    )
    once = say("A free trial can be used once.") if effect.trial else None
    return _line("own_plan_ends", Sign.REMOVED, sentence, once)


def _told(effect: e.Tell) -> Iterator[Line]:
    if effect.receivers:
        count = len(effect.receivers)
        names = ", ".join(person.name or person.email for person in effect.receivers)
        yield _line(
            "send_mail",
            Sign.ADDED,
            say_many(
                "An e-mail goes to %(count)d person of your account.",
                "An e-mail goes to %(count)d people of your account.",
                count=count,
            ),
            say("To %(names)s.", names=names),
            count=count,
        )


def _for_the_firm(proposal: Proposal) -> Iterator[Line]:
    """What it means for the firm's exits: they shrink with a plan of the client's own, and come back after it (R15)."""
    facts = proposal.facts
    if not facts.firm_name:
        return
    if (
        any(isinstance(effect, e.StartTrial | e.StartMonths) for effect in proposal.effects)
        and not facts.plan
    ):
        yield Line(
            code="pays_for_itself",
            sign=Sign.CHANGED,
            side=Side.FIRM,
            sentence=say("%(firm)s sees that you pay for yourself.", firm=facts.firm_name),
            detail=say("It can disconnect you, and no longer deactivate or delete your account.")
            if facts.exits_shrink
            else None,
        )
    if any(isinstance(effect, e.EndPlan) for effect in proposal.effects):
        yield Line(
            code="firm_pays_again",
            sign=Sign.CHANGED,
            side=Side.FIRM,
            sentence=say(
                "What %(firm)s pays for, and what it has stopped, counts again.", firm=facts.firm_name
            ),
        )


def _stays(proposal: Proposal) -> Iterator[Line]:
    facts, wish = proposal.facts, proposal.question.wish
    if facts.stops and wish in {Wish.TRIAL, Wish.SUBSCRIBE}:
        yield _kept(
            "stops_stay",
            say_many(
                "%(count)d stop placed by %(firm)s stays recorded. It does not reach your own plan.",
                "%(count)d stops placed by %(firm)s stay recorded. They do not reach your own plan.",
                count=facts.stops,
                firm=facts.firm_name,
            ),
        )
    if facts.firm_name:
        yield _kept(
            "firm_keeps_access",
            say("%(firm)s still looks after you and keeps its access.", firm=facts.firm_name),
        )
    yield _kept("account_stays", say("All users keep their access, and all documents stay with you."))
    if wish is not Wish.CANCEL:
        yield _kept("return_any_time", say("You can cancel at any time."))


def _line(code: str, sign: Sign, sentence: Message, detail: Message | None = None, count: int = 1) -> Line:
    return Line(code=code, sign=sign, side=Side.CLIENT, sentence=sentence, detail=detail, count=count)


def _kept(code: str, sentence: Message) -> Line:
    return _line(code, Sign.KEPT, sentence)
