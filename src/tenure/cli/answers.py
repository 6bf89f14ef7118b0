"""What was said on the command line, as answers to a plan's questions."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tenure.cli.days import day_typed
from tenure.cli.ending import Ended, wrong_usage
from tenure.core.actions import Answers, DocumentChoice, DocumentScope, Survey
from tenure.core.asks import AskEnding, AskReason
from tenure.core.endings import NO_END, Ending
from tenure.core.plan import Plan
from tenure.core.policy import Step
from tenure.core.stops import Restore


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The options of a verb, as typed; None and empty are not said."""

    owner: str | None = None
    notify: bool | None = None
    reason: str | None = None
    comment: str | None = None
    score: int | None = None
    acknowledge_wait: bool = False
    type_name: str | None = None
    restore: str | None = None
    documents: str | None = None
    end_date: str | None = None
    at: str | None = None
    until: str | None = None


def answers_to(plan: Plan, said: Said) -> Answers:
    """The answers for `plan`, the unanswered one. Ends the command for words no option takes."""
    if (said.at is not None or said.until is not None) and Step.DATES not in plan.steps:
        raise wrong_usage(_("--at and --until say when a suspension holds."))
    asks_for_words = Step.REASON in plan.steps
    type_of_stop = _type(plan, said)
    return Answers(
        survey=None if asks_for_words else _survey(said),
        acknowledged_wait=said.acknowledge_wait,
        owner=_owner(said.owner),
        notify=said.notify,
        typed_name=said.type_name,
        documents=_documents(said.documents),
        restore=_restore(said.restore),
        reason=(said.comment or ("" if type_of_stop else said.reason) or "") if asks_for_words else "",
        ending=_ending(plan, said.end_date),
        since=day_typed(said.at) if said.at is not None else None,
        until=day_typed(said.until) if said.until is not None else None,
        type=type_of_stop,
    )


def _type(plan: Plan, said: Said) -> str:
    """A reason that is one of the types a suspension can have is its type; any other is a reason in words."""
    ask = plan.ask(Step.REASON)
    known = ask.types if isinstance(ask, AskReason) else ()
    return said.reason if said.reason is not None and said.reason in known else ""


def _ending(plan: Plan, text: str | None) -> Ending | None:
    if text is None or text == "none":
        return NO_END if text == "none" else None
    if text == "keep":
        ask = plan.ask(Step.END_DATE)
        return ask.current if isinstance(ask, AskEnding) else None
    return Ending(on=day_typed(text), deactivates=True)


def _survey(said: Said) -> Survey | None:
    if said.reason is None and said.comment is None and said.score is None:
        return None
    return Survey(reason=said.reason or "", score=said.score, comment=said.comment or "")


def _owner(owner: str | None) -> str | None:
    # Addresses are stored in small letters; ids are in small letters anyway.
    return owner.strip().lower() if owner is not None else None


def _documents(text: str | None) -> DocumentChoice | None:
    if text is None:
        return None
    scope, since, day = text.partition(":")
    try:
        choice = DocumentChoice(scope=DocumentScope(scope), since=date.fromisoformat(day) if since else None)
    except ValueError as error:
        raise _wrong_documents() from error
    if (choice.scope is DocumentScope.SINCE) is not bool(since):
        raise _wrong_documents()
    return choice


def _wrong_documents() -> Ended:
    return wrong_usage(_("Say all, none, or since: with a day, such as since:2026-03-31."))


def _restore(text: str | None) -> Restore | None:
    if text is None:
        return None
    try:
        return Restore(text.replace("-", "_"))
    except ValueError as error:
        raise wrong_usage(_("Say own, as-it-was or all.")) from error
