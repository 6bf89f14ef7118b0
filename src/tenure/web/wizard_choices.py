"""What a question offers to choose from, in words, and what was answered so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tenure.core import asks
from tenure.core.actions import Answers, DocumentScope
from tenure.core.actor import Actor
from tenure.core.plan import Plan
from tenure.core.reading_time import Pace, reading_takes
from tenure.core.stops import Restore
from tenure.core.tree import Kind, Node
from tenure.core.verbs.returning_parts import some_names
from tenure.speech.speak import speak
from tenure.web.survey_words import reason_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One card to choose: a person, or a way."""

    value: str = ""
    title: str = ""
    text: str = ""
    id: str = ""
    name: str = ""
    email: str = ""
    state: str = ""


KINDS: Final[dict[Kind, Promise]] = {
    Kind.BUSINESS: gettext_lazy("Business"),
    Kind.LOCATION: gettext_lazy("Location"),
    Kind.SERVICE: gettext_lazy("Service"),
    Kind.PRODUCT: gettext_lazy("Product"),
}
RESTORES: Final[dict[Restore, tuple[Promise, Promise]]] = {
    Restore.OWN: (gettext_lazy("This alone"), gettext_lazy("What is stopped below it stays stopped.")),
    Restore.AS_IT_WAS: (
        gettext_lazy("As it was"),
        gettext_lazy("Only what this deactivation stopped; what was stopped before stays so."),
    ),
    Restore.ALL: (gettext_lazy("Everything"), gettext_lazy("All that is deactivated below it, too.")),
}


def choices(ask: asks.Ask | None, pace: Pace | None = None) -> tuple[Choice, ...]:
    """The cards of a question; none where it is not answered by choosing a card."""
    match ask:
        case asks.AskOwner():
            return tuple(
                Choice(
                    id=user.person.id,
                    name=user.person.name or user.person.email,
                    email=user.person.email,
                    state=user.state.value,
                )
                for user in ask.choices
            )
        case asks.AskDocuments():
            return _documents(ask, pace)
        case asks.AskRestore():
            return tuple(_restore(one, brings) for one, brings in zip(ask.choices, ask.brings, strict=True))
        case _:
            return ()


def said_so_far(plan: Plan, answers: Answers, actor: Actor) -> list[tuple[str, str]]:
    """Terms and values for the page that asks nothing."""
    return list(_said(plan, answers, actor))


def _restore(choice: Restore, brings: tuple[Node, ...]) -> Choice:
    title, text = RESTORES[choice]
    names = _("Brings back: %(names)s.") % {"names": some_names(brings)} if brings else ""
    return Choice(value=choice.value, title=str(title), text=f"{text} {names}".strip())


def _documents(ask: asks.AskDocuments, pace: Pace | None) -> tuple[Choice, ...]:
    all_of_them = ngettext("All: %(count)d document", "All: %(count)d documents", ask.held)
    return (
        Choice(
            value=DocumentScope.ALL.value,
            title=all_of_them % {"count": ask.held},
            text=f"{_('Everything that waited is extracted.')} {_time(ask.held, pace)}".strip(),
        ),
        Choice(
            value=DocumentScope.SINCE.value,
            title=_("Those added since a day"),
            text=_("Older ones stay, marked; they can be sent later or keyed by hand."),
        ),
        Choice(
            value=DocumentScope.NONE.value,
            title=_("None"),
            text=_("All of them stay, marked; they can be sent later or keyed by hand."),
        ),
    )


def _time(documents: int, pace: Pace | None) -> str:
    return speak(reading_takes(documents, pace)) if pace is not None else ""


def _said(plan: Plan, answers: Answers, actor: Actor) -> Iterator[tuple[str, str]]:
    yield _("Client"), plan.client.name
    if (kind := KINDS.get(plan.target.kind)) is not None:
        yield str(kind), plan.target.name
    yield _("Requested by"), actor.name
    if answers.survey is not None and answers.survey.reason:
        yield _("Reason"), reason_in_words(answers.survey.reason)
    for ask in plan.asks:
        match ask:
            case asks.AskAcknowledgement() if answers.acknowledged_wait:
                yield _("Wait"), _("acknowledged")
            case asks.AskOwner() if answers.owner is not None:
                named = (u.person for u in ask.choices if answers.owner in {u.person.id, u.person.email})
                yield from ((_("Account owner"), person.name or person.email) for person in named)
            case asks.AskNotice() if answers.notify is not None:
                yield _("Client notified"), _("Yes") if answers.notify else _("No")
            case _:
                pass
