"""How stops and the documents that rest under them are said (R18, R20, R24)."""

from collections.abc import Iterator

from tenure.core import effects as e
from tenure.core.actions import DocumentScope
from tenure.core.actor import Side
from tenure.core.line import Line, Sign, names_of
from tenure.core.stops import StopKind
from tenure.core.wording import Message, say, say_many


def placed(effect: e.PlaceStop) -> Iterator[Line]:
    """The stop itself, and those placed below it."""
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


def lifted(effect: e.LiftStops) -> Line:
    """Which stops end."""
    sentence = {
        StopKind.DEACTIVATION: say("The deactivation of %(names)s ends.", names=names_of(effect.nodes)),
        StopKind.SUSPENSION: say("The suspension of %(names)s ends.", names=names_of(effect.nodes)),
    }[effect.kind]
    return Line(
        code="lift_stops", sign=Sign.REMOVED, side=Side.CLIENT, sentence=sentence, count=len(effect.stops)
    )


def held(effect: e.HoldDocuments) -> Line:
    """Which documents rest, and what becomes of new ones (R20)."""
    return Line(
        code="hold_documents",
        sign=Sign.CHANGED,
        side=Side.CLIENT,
        count=effect.count,
        sentence=say("Document extraction stops for %(names)s.", names=names_of(effect.nodes)),
        detail=_what_waits(effect.count),
    )


def _what_waits(count: int) -> Message:
    if not count:
        return say("No document waits now; new ones from either side are stored, not extracted.")
    return say_many(
        "%(count)d document waits now and is held; new ones from either side are stored, not extracted.",
        "%(count)d documents wait now and are held; new ones from either side are stored, not extracted.",
        count=count,
    )


def released(effect: e.ReleaseDocuments) -> Line:
    """How many of the held documents are sent on (R24)."""
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
