"""Every effect in words: a sign, for whom, a sentence, and what it measures. One place for page, terminal and log."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from tenure.core import effects as e
from tenure.core.actions import DocumentScope, Verb
from tenure.core.actor import Side
from tenure.core.plan import Plan
from tenure.core.stops import StopKind
from tenure.core.tree import Node
from tenure.core.wording import Message, say, say_many


class Sign(StrEnum):
    """Something comes, changes, or goes; or stays."""

    ADDED = "+"
    CHANGED = "~"
    REMOVED = "-"
    KEPT = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One consequence as people read it. `detail` says more in a second sentence."""

    code: str
    sign: Sign
    side: Side
    sentence: Message
    detail: Message | None = None
    count: int = 1


def lines(plan: Plan) -> tuple[Line, ...]:
    """All consequences of a plan, then what it leaves as it is."""
    changes = tuple(line for effect in plan.effects for line in describe(effect))
    stays = (
        Line(code=k.code, sign=Sign.KEPT, side=k.side, sentence=k.sentence, count=k.count) for k in plan.kept
    )
    return (*changes, *stays)


def describe(effect: e.Effect) -> Iterator[Line]:
    """The lines one effect is shown with."""
    match effect:
        case e.PlaceStop():
            yield from _place_stop(effect)
        case e.LiftStops():
            yield _lift_stops(effect)
        case e.StartWait():
            yield from ()  # said by the stop it belongs to
        case e.EndConnection():
            yield from _end_connection(effect)
        case e.EndSubscriptions():
            yield _end_subscriptions(effect)
        case e.AssignOwner() | e.RequestOwner():
            yield _owner(effect)
        case e.HoldDocuments():
            yield _hold(effect)
        case e.ReleaseDocuments():
            yield _release(effect)
        case e.RecordSurvey():
            yield Line(
                code="record_survey",
                sign=Sign.ADDED,
                side=Side.FIRM,
                sentence=say("Your answer to the survey is kept for your administrators."),
            )
        case e.SendMail():
            yield _mail(effect)
        case e.EraseClient():
            yield from _erase(effect)
        case _:
            assert_never(effect)


def _place_stop(effect: e.PlaceStop) -> Iterator[Line]:
    first, *more = effect.nodes
    sentence = {
        StopKind.DEACTIVATION: say("%(name)s is deactivated.", name=first.name),
        StopKind.SUSPENSION: say("%(name)s is suspended.", name=first.name),
    }[effect.kind]
    detail = None
    if effect.locked_until is not None:
        detail = say("It can be reactivated from %(until)s.", until=effect.locked_until)
    yield Line(code="place_stop", sign=Sign.ADDED, side=Side.CLIENT, sentence=sentence, detail=detail)
    if more:
        yield Line(
            code="place_stops_below",
            sign=Sign.ADDED,
            side=Side.CLIENT,
            count=len(more),
            sentence=say_many(
                "%(count)d part below it is stopped too.",
                "%(count)d parts below it are stopped too.",
                count=len(more),
            ),
        )


def _lift_stops(effect: e.LiftStops) -> Line:
    sentence = {
        StopKind.DEACTIVATION: say("The deactivation of %(names)s ends.", names=_names(effect.nodes)),
        StopKind.SUSPENSION: say("The suspension of %(names)s ends.", names=_names(effect.nodes)),
    }[effect.kind]
    return Line(
        code="lift_stops", sign=Sign.REMOVED, side=Side.CLIENT, sentence=sentence, count=len(effect.stops)
    )


def _end_connection(effect: e.EndConnection) -> Iterator[Line]:
    yield Line(
        code="end_connection",
        sign=Sign.REMOVED,
        side=Side.FIRM,
        count=effect.people,
        sentence=say_many(
            "%(count)d person at %(firm)s loses access at once.",
            "%(count)d people at %(firm)s lose access at once.",
            count=effect.people,
            firm=effect.firm_name,
        ),
        detail=say("The client leaves your list, with its pages, files, exports and your notes."),
    )
    yield Line(
        code="end_connection",
        sign=Sign.REMOVED,
        side=Side.CLIENT,
        sentence=say("%(firm)s no longer looks after the account.", firm=effect.firm_name),
    )


def _end_subscriptions(effect: e.EndSubscriptions) -> Line:
    return Line(
        code="end_subscriptions",
        sign=Sign.REMOVED,
        side=Side.CLIENT,
        count=len(effect.nodes),
        sentence=say_many(
            "%(count)d product paid by the firm ends: %(names)s.",
            "%(count)d products paid by the firm end: %(names)s.",
            count=len(effect.nodes),
            names=_names(effect.nodes),
        ),
        detail=say("Document extraction stops until the client has its own subscription."),
    )


def _owner(effect: e.AssignOwner | e.RequestOwner) -> Line:
    name = effect.user.name or effect.user.email
    match effect:
        case e.AssignOwner(administrator=True):
            sentence = say("%(name)s becomes account owner and administrator.", name=name)
        case e.AssignOwner():
            sentence = say("%(name)s becomes account owner.", name=name)
        case _:
            sentence = say("%(name)s is asked to become account owner, and is it on acceptance.", name=name)
    code = "assign_owner" if isinstance(effect, e.AssignOwner) else "request_owner"
    detail = say("Until now: %(name)s.", name=effect.previous) if effect.previous else None
    return Line(code=code, sign=Sign.CHANGED, side=Side.CLIENT, sentence=sentence, detail=detail)


def _hold(effect: e.HoldDocuments) -> Line:
    return Line(
        code="hold_documents",
        sign=Sign.CHANGED,
        side=Side.CLIENT,
        count=effect.count,
        sentence=say("Document extraction stops for %(names)s.", names=_names(effect.nodes)),
        detail=say_many(
            "%(count)d document waits now and is held; new ones from either side are stored, not extracted.",
            "%(count)d documents wait now and are held; new ones from either side are stored, not extracted.",
            count=effect.count,
        ),
    )


def _release(effect: e.ReleaseDocuments) -> Line:
    sentence = say_many(
        "%(count)d of %(held)d held documents is sent for extraction.",
        "%(count)d of %(held)d held documents are sent for extraction.",
        count=effect.count,
        held=effect.held,
    )
    detail = None
    if effect.choice.scope is DocumentScope.SINCE and effect.choice.since is not None:
        detail = say("Those added since %(since)s.", since=effect.choice.since)
    return Line(
        code="release_documents",
        sign=Sign.CHANGED,
        side=Side.CLIENT,
        count=effect.count,
        sentence=sentence,
        detail=detail,
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


NOUNS = {
    "documents": say("Documents"),
    "users": say("Users"),
    "products": say("Products"),
    "invitations": say("Invitations"),
    "stops": say("Stops and their history"),
    "mails": say("E-mails"),
    "surveys": say("Survey answers"),
    "record": say("The client's record"),
}


def _erase(effect: e.EraseClient) -> Iterator[Line]:
    yield Line(
        code="erase_client",
        sign=Sign.REMOVED,
        side=Side.CLIENT,
        sentence=say("%(name)s and all its data are erased for good.", name=effect.client.name),
        detail=say("This cannot be undone."),
    )
    for holding in effect.holdings:
        noun = NOUNS.get(holding.noun, say("%(noun)s", noun=holding.noun))
        yield Line(
            code="erase_rows",
            sign=Sign.REMOVED,
            side=Side.CLIENT,
            count=holding.count,
            sentence=say("%(noun)s: %(count)d", noun=noun, count=holding.count),
        )


def _names(nodes: tuple[Node, ...]) -> str:
    return ", ".join(node.name for node in nodes)


VERB_TITLES = {
    Verb.DISCONNECT: say("Disconnect client"),
    Verb.DEACTIVATE: say("Deactivate"),
    Verb.REACTIVATE: say("Reactivate"),
    Verb.SUSPEND: say("Suspend"),
    Verb.UNSUSPEND: say("Lift suspension"),
    Verb.DELETE: say("Delete client"),
}
