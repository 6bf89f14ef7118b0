"""The documents that wait for a person: counted, listed oldest first, and which comes before and after one (R20)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

from tenure.core.actor import Actor
from tenure.records.models import Document, DocumentState
from tenure.records.places import read_place, written
from tenure.records.scope import clients_of
from tenure.records.sql import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCheckPage:
    """Some documents with their clients; `previous` and `next` are cursors, empty at either end."""

    rows: tuple[Document, ...] = ()
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The ids of the documents to be checked around one; after the last comes the first that is left. Empty: none."""

    previous: str = ""
    next: str = ""
    left: int = 0


def to_check_count(actor: Actor) -> int:
    """How many documents of this actor's clients wait for a person: one query over the few that do."""
    return _waiting(actor).count()


def to_check_page(actor: Actor, *, cursor: str, limit: int) -> ToCheckPage:
    """One page, oldest first; a broken cursor means the beginning."""
    place = read_place(cursor)
    rows = _waiting(actor).select_related("client")
    sign = "-" if place is not None and place.back else ""
    if place is not None:
        rows = rows.filter(_beyond(place.at, place.id, back=place.back))
    met = list(rows.order_by(f"{sign}added_at", f"{sign}id")[: limit + 1])
    more, shown = len(met) > limit, met[:limit]
    if place is not None and place.back:
        shown.reverse()
        return _page(shown, before=more, after=bool(shown))
    return _page(shown, before=place is not None, after=more)


def neighbours_of(actor: Actor, document: Document, *, client: str = "") -> Neighbours:
    """Where to go from a document, among all the actor's clients or in one `client`; it need not wait itself."""
    rows = _waiting(actor).exclude(pk=document.pk)
    if client:
        rows = rows.filter(client=client)
    here = (document.added_at, document.id)
    before = rows.filter(_beyond(*here, back=True)).order_by("-added_at", "-id")
    after = rows.filter(_beyond(*here, back=False)).order_by("added_at", "id")
    following = _first(after) or _first(rows.order_by("added_at", "id"))
    return Neighbours(previous=_first(before), next=following, left=rows.count())


def _waiting(actor: Actor) -> QuerySet[Document]:
    return Document.objects.filter(state=DocumentState.REVIEW.value, client__in=clients_of(actor))


def _first(rows: QuerySet[Document]) -> str:
    return rows.values_list("id", flat=True).first() or ""


def _beyond(at: datetime, document: str, *, back: bool) -> Q:
    compared = LessThan if back else GreaterThan
    return Q(compared(Pair("added_at", "id"), Pair(Value(at), Value(document))))


def _page(rows: list[Document], *, before: bool, after: bool) -> ToCheckPage:
    return ToCheckPage(
        rows=tuple(rows),
        previous=written(rows[0].added_at, rows[0].id, back=True) if rows and before else "",
        next=written(rows[-1].added_at, rows[-1].id, back=False) if rows and after else "",
    )
