"""What was said on the command line, as answers to a plan's questions."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tenure.cli.ending import Ended, wrong_usage
from tenure.core.actions import Answers, DocumentChoice, DocumentScope, Survey
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


def answers_to(plan: Plan, said: Said) -> Answers:
    """The answers for `plan`, the unanswered one. Ends the command for words no option takes."""
    asks_for_words = Step.REASON in plan.steps
    return Answers(
        survey=None if asks_for_words else _survey(said),
        acknowledged_wait=said.acknowledge_wait,
        owner=_owner(said.owner),
        notify=said.notify,
        typed_name=said.type_name,
        documents=_documents(said.documents),
        restore=_restore(said.restore),
        reason=(said.comment or said.reason or "") if asks_for_words else "",
    )


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
