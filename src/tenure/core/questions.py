"""Which questions a plan poses, in the order of the policy's steps, and which are still open."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tenure.core.actions import LIFTED_BY, Answers, Verb
from tenure.core.asks import (
    Ask,
    AskAcknowledgement,
    AskDates,
    AskDocuments,
    AskEnding,
    AskName,
    AskNotice,
    AskOwner,
    AskReason,
    AskRestore,
    AskSurvey,
)
from tenure.core.endings import NO_END
from tenure.core.facts import User, UserState
from tenure.core.plan import Plan
from tenure.core.policy import Step
from tenure.core.refusals import Refusal, RefusalCode, WayOutAction
from tenure.core.rules import refusal
from tenure.core.situation import Situation
from tenure.core.stops import Restore
from tenure.core.tree import Node
from tenure.core.verbs.returning import held_documents, lifted_stops, own_stops, returning_nodes
from tenure.core.verbs.returning_parts import parts_back
from tenure.core.verbs.returning_schedules import ending_after
from tenure.core.wording import say


def asks(case: Situation) -> Iterator[Ask]:
    """The questions of the policy's steps; a step that only shows something poses none."""
    for step in case.steps:
        ask = _ask(step, case)
        if ask is not None:
            yield ask


def shown_steps(case: Situation, posed: Iterable[Ask]) -> tuple[Step, ...]:
    """The wizard's pages: every step that has something to show or to ask; always at least one."""
    asking = {ask.step for ask in posed}
    shown = tuple(step for step in case.steps if step in asking or step in {Step.MEANING, Step.REVIEW})
    return shown or (Step.REVIEW,)


def unanswered(plan: Plan) -> Iterator[Refusal]:
    """What still has to be answered before this plan can be performed, as refusals."""
    for ask in plan.asks:
        match ask:
            case AskOwner() if _no_owner(ask, plan.answers):
                yield refusal(
                    RefusalCode.OWNER_REQUIRED,
                    say("Who owns the account afterwards has not been chosen."),
                    say("Choose one of the client's users: %(names)s.", names=_emails(ask)),
                    WayOutAction.ANSWER,
                )
            case AskAcknowledgement() if not plan.answers.acknowledged_wait:
                yield refusal(
                    RefusalCode.ACKNOWLEDGEMENT_REQUIRED,
                    say("The wait until %(until)s has not been acknowledged.", until=ask.until),
                    say("Acknowledge that there is no return before that day."),
                    WayOutAction.ANSWER,
                )
            case AskName() if plan.answers.typed_name is None:
                yield refusal(
                    RefusalCode.NAME_REQUIRED,
                    say("The client's name has not been typed."),
                    say("Type exactly: %(name)s", name=ask.name),
                    WayOutAction.ANSWER,
                )
            case _:
                pass


def _ask(step: Step, case: Situation) -> Ask | None:
    facts = case.facts
    match step:
        case Step.SURVEY:
            return AskSurvey(reasons=case.policy.survey_reasons)
        case Step.ACKNOWLEDGE_WAIT:
            until = case.locked_until
            return AskAcknowledgement(until=until, months=case.verb.wait_months) if until else None
        case Step.OWNER:
            users = tuple(sorted(facts.users, key=_joined_first))
            administrator = case.verb.owner_administers
            return AskOwner(choices=users, administrator=administrator) if users else None
        case Step.NOTIFY:
            return AskNotice(receivers=len(facts.users)) if facts.users else None
        case Step.TYPE_NAME:
            return AskName(name=facts.client.name)
        case Step.DOCUMENTS:
            return _ask_documents(case)
        case Step.RESTORE:
            return _ask_restore(case)
        case Step.REASON:
            types = case.policy.suspension_types if case.action.verb is Verb.SUSPEND else ()
            return AskReason(types=types)
        case Step.END_DATE:
            return _ask_ending(case)
        case Step.DATES:
            return AskDates(today=facts.today)
        case Step.MEANING | Step.REVIEW:
            return None


def _ask_restore(case: Situation) -> AskRestore | None:
    choices = case.verb.restore
    if len(choices) == 1 or not _more_or_less(case):
        return None
    return AskRestore(choices=choices, brings=tuple(_brought_by(case, choice) for choice in choices))


def _brought_by(case: Situation, choice: Restore) -> tuple[Node, ...]:
    answers = replace(case.action.answers, restore=choice)
    chosen = replace(case, action=replace(case.action, answers=answers))
    return parts_back(chosen, lifted_stops(chosen))


def _more_or_less(case: Situation) -> bool:
    """A part below is stopped too, or there was an end date before: then the ways of return may differ."""
    kind = LIFTED_BY.get(case.action.verb)
    below = {branch.node.id for branch in case.facts.below(case.target)}
    stopped = any(stop.kind is kind and stop.node.id in below for stop in case.facts.stops)
    remembered = (stop.ending_before for stop in case.facts.stops if stop.node == case.target)
    return stopped or any(one is not None and one != NO_END for one in remembered)


def _ask_ending(case: Situation) -> AskEnding | None:
    branch = case.facts.branch(case.target.id)
    ending = branch.ending if branch is not None else None
    if ending is None or ending.on is None:
        return None
    unanswered = replace(case, action=replace(case.action, answers=replace(case.action.answers, ending=None)))
    own = own_stops(case)
    return AskEnding(current=ending, default=ending_after(unanswered, own[0]) if own else NO_END)


def _ask_documents(case: Situation) -> AskDocuments | None:
    held = held_documents(case) if case.action.verb in LIFTED_BY else 0
    if not held:
        return None
    ids = {node.id for node in returning_nodes(case)}
    days = [p.held_since for p in case.facts.papers if p.node in ids and p.held_since is not None]
    return AskDocuments(held=held, since=min(days, default=None))


def _no_owner(ask: AskOwner, answers: Answers) -> bool:
    return answers.owner is None and len(ask.choices) > 1


def _joined_first(user: User) -> tuple[bool, str]:
    return user.state is UserState.INVITED, user.person.name.casefold()


def _emails(ask: AskOwner) -> str:
    return ", ".join(user.person.email for user in ask.choices)
