"""The suspensions of a customer: those that hold or are planned, and all there ever were (R41)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tenure.core.actor import Actor
from tenure.core.stops import StopKind
from tenure.core.tree import Kind
from tenure.records.branches import names_of
from tenure.records.models import Client, Stop
from tenure.records.scope import clients_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """One suspension from beginning to end. `until` is the day it was to end by itself, `lifted_at` when it did end.

    `lifting` is the transition that ended it, by the verb and the person it names; none where its day came.
    """

    id: str
    client: str
    node: str
    name: str
    kind: Kind
    type: str
    reason: str
    since: date
    until: date | None
    by: str
    placing: str
    lifted_at: datetime | None
    lifted_by: str
    lifted_verb: str
    lifting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspensions:
    """Some suspensions, the latest first; `earlier` is where the next begin, empty after the first ever."""

    rows: tuple[Suspension, ...]
    earlier: str


def suspensions_of(actor: Actor, client: Client, *, before: str = "", most: int = 30) -> Suspensions:
    """The history of a client and all below it, as far as the actor's firm made it (section 11)."""
    rows = _theirs(actor).filter(client=client)
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id")[: most + 1])
    shown = tuple(_suspensions(found[:most], client))
    return Suspensions(rows=shown, earlier=shown[-1].id if len(found) > most else "")


def suspension_of(actor: Actor, stop: str) -> Suspension | None:
    """One suspension; None for a stranger's and for what is none."""
    row = _theirs(actor).filter(pk=stop).select_related("client").first()
    return next(_suspensions([row], row.client), None) if row is not None else None


def _theirs(actor: Actor) -> QuerySet[Stop]:
    own = Stop.objects.filter(kind=StopKind.SUSPENSION.value, client__in=clients_of(actor))
    if actor.firm is not None:
        own = own.filter(cause__firm=actor.firm)
    return own.select_related("cause", "lifted_by").defer("cause__plan", "lifted_by__plan")


def _suspensions(rows: Iterable[Stop], client: Client) -> Iterator[Suspension]:
    names = names_of(client.id)
    return (_suspension(row, names.get(row.node, client.name)) for row in rows)


def _suspension(row: Stop, name: str) -> Suspension:
    lifting = row.lifted_by
    return Suspension(
        id=row.id,
        client=row.client_id,
        node=row.node,
        name=name,
        kind=Kind(row.node_kind),
        type=row.type,
        reason=row.reason,
        since=row.since,
        until=row.until,
        by=row.cause.actor_name,
        placing=row.cause_id,
        lifted_at=row.lifted_at,
        lifted_by=lifting.actor_name if lifting is not None else "",
        lifted_verb=lifting.verb if lifting is not None else "",
        lifting=lifting.id if lifting is not None else "",
    )
