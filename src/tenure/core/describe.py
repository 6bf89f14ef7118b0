"""Every effect in words: a sign, for whom, a sentence, a measure. One place for page, terminal and log."""

from collections.abc import Iterator
from typing import assert_never

from tenure.core import effects as e
from tenure.core.actions import Verb
from tenure.core.actor import Side
from tenure.core.describe_ends import erased, owned, parted, unsubscribed
from tenure.core.describe_schedules import ended, resumed
from tenure.core.describe_stops import held, lifted, placed, released
from tenure.core.firm_plans.cost import CountCost
from tenure.core.line import Line, Sign
from tenure.core.plan import Plan
from tenure.core.reading_time import Pace
from tenure.core.wording import say, say_many

__all__ = ["VERB_TITLES", "Line", "Sign", "describe", "lines"]

VERB_TITLES = {
    Verb.DISCONNECT: say("Disconnect client"),
    Verb.DEACTIVATE: say("Deactivate"),
    Verb.REACTIVATE: say("Reactivate"),
    Verb.SUSPEND: say("Suspend"),
    Verb.UNSUSPEND: say("Lift suspension"),
    Verb.DELETE: say("Delete client"),
}


def lines(plan: Plan) -> tuple[Line, ...]:
    """All consequences of a plan, then what it leaves as it is."""
    changes = tuple(line for effect in plan.effects for line in describe(effect, plan.cost, plan.pace))
    stays = (
        Line(code=k.code, sign=Sign.KEPT, side=k.side, sentence=k.sentence, count=k.count) for k in plan.kept
    )
    return (*changes, *stays)


def describe(effect: e.Effect, cost: CountCost | None = None, pace: Pace | None = None) -> Iterator[Line]:
    """The lines one effect is shown with, and what was measured: the `cost` of another count, the `pace` of reading."""
    match effect:
        case e.PlaceStop():
            yield from placed(effect)
        case e.LiftStops():
            yield lifted(effect)
        case e.EndSchedules():
            yield ended(effect)
        case e.ResumeSchedules():
            yield from resumed(effect)
        case e.StartWait():
            yield from ()  # said by the stop it belongs to
        case e.EndConnection():
            yield from parted(effect)
        case e.EndSubscriptions():
            yield unsubscribed(effect)
        case e.AssignOwner() | e.RequestOwner():
            yield owned(effect)
        case e.HoldDocuments():
            yield held(effect)
        case e.ReleaseDocuments():
            yield released(effect, pace)
        case e.RecordSurvey() | e.CountClient():
            yield _noted(effect, cost)
        case e.SendMail():
            yield _mail(effect)
        case e.EraseClient():
            yield from erased(effect)
        case _:
            assert_never(effect)


def _noted(effect: e.RecordSurvey | e.CountClient, cost: CountCost | None) -> Line:
    """What concerns the firm alone."""
    if isinstance(effect, e.CountClient):
        return _counted(effect, cost)
    return Line(
        code="record_survey",
        sign=Sign.ADDED,
        side=Side.FIRM,
        sentence=say("Your answer to the survey is kept for your administrators."),
    )


def _counted(effect: e.CountClient, cost: CountCost | None) -> Line:
    fewer = effect.change < 0
    sentence = (
        say("Your firm pays for one client fewer from %(since)s.", since=effect.since)
        if fewer
        else say("Your firm pays for one client more from %(since)s.", since=effect.since)
    )
    return Line(
        code="count_client",
        sign=Sign.REMOVED if fewer else Sign.ADDED,
        side=Side.FIRM,
        sentence=sentence,
        detail=cost.sentence if cost is not None else None,
    )


def _mail(effect: e.SendMail) -> Line:
    count = len(effect.receivers)
    names = ", ".join(person.name or person.email for person in effect.receivers)
    match effect.side:
        case Side.FIRM | Side.SYSTEM:
            sentence = say_many(
                "An e-mail goes to %(count)d person at your firm.",
                "An e-mail goes to %(count)d people at your firm.",
                count=count,
            )
        case _:
            sentence = say_many(
                "An e-mail goes to %(count)d user of the client.",
                "An e-mail goes to %(count)d users of the client.",
                count=count,
            )
    return Line(
        code="send_mail",
        sign=Sign.ADDED,
        side=effect.side,
        sentence=sentence,
        detail=say("To %(names)s.", names=names),
        count=count,
    )
