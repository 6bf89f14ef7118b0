"""What becomes of schedules when services return: the end date goes, or comes back as it was (R38, R39)."""

from collections.abc import Iterator, Sequence

from tenure.core.effects import NewEnding, ResumeSchedules
from tenure.core.endings import NO_END, Ending
from tenure.core.refusals import Refusal, RefusalCode, WayOutAction
from tenure.core.rules import refusal
from tenure.core.situation import Situation
from tenure.core.stops import Restore, Stop
from tenure.core.wording import say


def schedules_resume(case: Situation, lifted: Sequence[Stop]) -> Iterator[ResumeSchedules]:
    """The new endings of the recurring services that return, in the same step as their stops are lifted (R38)."""
    services = tuple(
        NewEnding(node=stop.node, before=current, after=after)
        for stop in lifted
        if (current := current_ending(case, stop)) is not None
        and (after := ending_after(case, stop)) != current
    )
    if services:
        yield ResumeSchedules(services=services)


def end_date_ahead(case: Situation, own: Stop) -> Iterator[Refusal]:
    """A service never comes back with an end date that would stop it again at once (R38)."""
    if current_ending(case, own) is None:
        return
    after = ending_after(case, own)
    if after.on is not None and after.reached(case.facts.today):
        yield refusal(
            RefusalCode.END_DATE_IN_PAST,
            say(
                "The end date of %(name)s is %(on)s: it would be deactivated again at once.",
                name=case.target.name,
                on=after.on,
            ),
            say("Remove the end date, or choose a later one."),
            WayOutAction.ANSWER,
        )


def over_meanwhile(case: Situation, stop: Stop) -> bool:
    """As it was, this service would have ended by now: it stays as it is (R39)."""
    remembered = stop.ending_before
    return (
        case.restore is Restore.AS_IT_WAS
        and stop.node != case.target
        and remembered is not None
        and remembered.reached(case.facts.today)
    )


def current_ending(case: Situation, stop: Stop) -> Ending | None:
    """How the schedule of the stop's node ends now; None for what is not a recurring service."""
    branch = case.facts.branch(stop.node.id)
    return branch.ending if branch is not None else None


def ending_after(case: Situation, stop: Stop) -> Ending:
    """How the schedule of this stop's service ends once it has returned."""
    if stop.node == case.target and case.action.answers.ending is not None:
        return case.action.answers.ending if case.action.answers.ending.on is not None else NO_END
    remembered = stop.ending_before or NO_END
    match case.restore:
        case Restore.OWN:
            return NO_END
        case Restore.AS_IT_WAS:
            return remembered
        case Restore.ALL:
            return NO_END if remembered.reached(case.facts.today) else remembered
