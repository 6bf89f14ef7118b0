"""When a suspension holds, and of which type it is (R41)."""

from collections.abc import Iterator
from datetime import date

from tenure.core.actions import Verb
from tenure.core.actor import Side
from tenure.core.policy import Policy, Step
from tenure.core.refusals import Refusal, RefusalCode, WayOutAction
from tenure.core.rules import refusal
from tenure.core.situation import Situation
from tenure.core.stops import AUTOMATIC_TYPES, VACATION
from tenure.core.tree import Kind
from tenure.core.wording import say


def planned_since(case: Situation) -> date | None:
    """The day a stop begins if that is later than today; None for one that holds at once."""
    since = case.action.answers.since if Step.DATES in case.steps else None
    return since if since is not None and since > case.facts.today else None


def dates_fit(since: date, until: date | None, today: date) -> bool:
    """Whether a suspension can be given these days: it begins today or later, and ends after it has begun."""
    return today <= since and (until is None or since < until)


def suspension_fits(case: Situation) -> Iterator[Refusal]:
    """It begins today or later, ends after it has begun, and has a type the policy knows."""
    answers, today = case.action.answers, case.facts.today
    if not dates_fit(answers.since or today, answers.until, today):
        yield refusal(
            RefusalCode.DATES_NOT_VALID,
            say("A suspension begins today or later, and ends after it has begun."),
            say("Choose other dates."),
            WayOutAction.ANSWER,
        )
    known = {"", *case.policy.suspension_types}
    if case.actor.side is Side.SYSTEM:
        known |= AUTOMATIC_TYPES
    if answers.type not in known:
        yield refusal(
            RefusalCode.TYPE_NOT_OFFERED,
            say("“%(type)s” is not a type of suspension here.", type=answers.type),
            say("Choose one of: %(types)s.", types=", ".join(case.policy.suspension_types)),
            WayOutAction.ANSWER,
        )


def holds_for_vacation(policy: Policy, kind: Kind) -> bool:
    """Whether the policy lets something of this kind rest for a vacation: from a day, until a day, under that type."""
    rules = policy.verb(Verb.SUSPEND)
    return (
        rules is not None
        and kind in rules.on
        and {Step.DATES, Step.REASON} <= set(rules.steps)
        and VACATION in policy.suspension_types
    )
