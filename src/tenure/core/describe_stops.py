"""How stops and the documents that rest under them are said (R18, R20, R24)."""

from collections.abc import Iterable, Iterator

from tenure.core import effects as e
from tenure.core.actions import DocumentScope
from tenure.core.actor import Side
from tenure.core.line import Line, Sign, names_of
from tenure.core.reading_time import Pace, reading_takes
from tenure.core.stops import StopKind
from tenure.core.tree import Kind, Node
from tenure.core.wording import Message, say, say_many


def placed(effect: e.PlaceStop) -> Iterator[Line]:
    """The stop itself, those placed below it, and what rests with it."""
    first, *more = effect.nodes
    yield Line(
        code="place_stop",
        sign=Sign.ADDED,
        side=Side.CLIENT,
        sentence=_begins(effect, first),
        detail=_holds_until(effect),
    )
    for kind, nodes in _by_kind(more):
        yield Line(
            code="place_stops_below",
            sign=Sign.ADDED,
            side=Side.CLIENT,
            count=len(nodes),
            sentence=_stopped_too(kind, len(nodes)),
            detail=_named(nodes),
        )
    for kind, nodes in _by_kind(effect.resting):
        yield Line(
            code="rests_below",
            sign=Sign.CHANGED,
            side=Side.CLIENT,
            count=len(nodes),
            sentence=_rests_too(kind, len(nodes)),
            detail=_named(nodes),
        )


def _begins(effect: e.PlaceStop, node: Node) -> Message:
    if effect.since is not None:
        return say("%(name)s is suspended from %(since)s.", name=node.name, since=effect.since)
    return {
        StopKind.DEACTIVATION: say("%(name)s is deactivated.", name=node.name),
        StopKind.SUSPENSION: say("%(name)s is suspended.", name=node.name),
    }[effect.kind]


def _holds_until(effect: e.PlaceStop) -> Message | None:
    if effect.locked_until is not None:
        return say("It can be reactivated from %(until)s.", until=effect.locked_until)
    if effect.until is not None:
        return say("It ends by itself on %(until)s.", until=effect.until)
    return None


def _by_kind(nodes: Iterable[Node]) -> Iterator[tuple[Kind, tuple[Node, ...]]]:
    found = tuple(nodes)
    for kind in Kind:
        if of_kind := tuple(node for node in found if node.kind is kind):
            yield kind, of_kind


def _stopped_too(kind: Kind, count: int) -> Message:
    return {
        Kind.BUSINESS: say_many(
            "%(count)d business is stopped too.", "%(count)d businesses are stopped too.", count=count
        ),
        Kind.LOCATION: say_many(
            "%(count)d location is stopped too.", "%(count)d locations are stopped too.", count=count
        ),
        Kind.SERVICE: say_many(
            "%(count)d service is stopped too.", "%(count)d services are stopped too.", count=count
        ),
    }.get(kind) or say_many(
        "%(count)d product is stopped too.", "%(count)d products are stopped too.", count=count
    )


def _rests_too(kind: Kind, count: int) -> Message:
    return {
        Kind.BUSINESS: say_many(
            "%(count)d business rests with it.", "%(count)d businesses rest with it.", count=count
        ),
        Kind.LOCATION: say_many(
            "%(count)d location rests with it.", "%(count)d locations rest with it.", count=count
        ),
        Kind.SERVICE: say_many(
            "%(count)d service rests with it.", "%(count)d services rest with it.", count=count
        ),
    }.get(kind) or say_many(
        "%(count)d product rests with it.", "%(count)d products rest with it.", count=count
    )


def _named(nodes: tuple[Node, ...]) -> Message | None:
    return say("%(names)s.", names=names_of(nodes)) if len(nodes) <= MOST_NAMED else None


MOST_NAMED = 8


def lifted(effect: e.LiftStops) -> Line:
    """Which stops end, or never begin."""
    names = names_of(effect.nodes[:MOST_NAMED])
    more = len(effect.nodes) - MOST_NAMED
    if effect.planned:
        sentence = say("The planned suspension of %(names)s does not take place.", names=names)
    else:
        sentence = {
            StopKind.DEACTIVATION: say("The deactivation of %(names)s ends.", names=names),
            StopKind.SUSPENSION: say("The suspension of %(names)s ends.", names=names),
        }[effect.kind]
    return Line(
        code="lift_stops",
        sign=Sign.REMOVED,
        side=Side.CLIENT,
        sentence=sentence,
        detail=say_many("And of %(count)d more.", "And of %(count)d more.", count=more) if more > 0 else None,
        count=len(effect.stops),
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


def released(effect: e.ReleaseDocuments, pace: Pace | None = None) -> Line:
    """How many of the held documents are sent on, and roughly how long reading them takes (R24)."""
    sentence = say_many(
        "%(count)d of %(held)d held documents is sent for extraction.",
        "%(count)d of %(held)d held documents are sent for extraction.",
        count=effect.count,
        held=effect.held,
    )
    return Line(
        code="release_documents",
        sign=Sign.CHANGED,
        side=Side.CLIENT,
        count=effect.count,
        sentence=sentence,
        detail=_which_and_how_long(effect, pace),
    )


def _which_and_how_long(effect: e.ReleaseDocuments, pace: Pace | None) -> Message | None:
    since = effect.choice.since if effect.choice.scope is DocumentScope.SINCE else None
    time = reading_takes(effect.count, pace) if pace is not None and effect.count else None
    if since is not None and time is not None:
        return say("Those added since %(since)s. %(time)s", since=since, time=time)
    return say("Those added since %(since)s.", since=since) if since is not None else time
