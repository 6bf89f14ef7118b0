"""A client's documents page by page, newest first, by how far they have come (R20)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.db.models.lookups import GreaterThan, LessThan

from tenure.records.models import Client, Document, DocumentState
from tenure.records.places import read_place, written
from tenure.records.sql import Pair

ROWS: Final = 50


class PaperTab(StrEnum):
    """Views of the list; every document is in `all` and in one more.

    `reading` are those that will be read without anybody's help; `stored` those that no product reads.
    """

    ALL = "all"
    READING = "reading"
    REVIEW = "review"
    READY = "ready"
    HELD = "held"
    FAILED = "failed"
    UNPACKED = "unpacked"
    STORED = "stored"


UNREAD: Final = Q(state__in=[DocumentState.RECEIVED.value, DocumentState.WAITING.value])
FOR_NOBODY: Final = Q(subscription__isnull=True) | Q(file="")
WHERE: Final = {
    PaperTab.STORED: UNREAD & FOR_NOBODY,
    PaperTab.READING: UNREAD & ~FOR_NOBODY | Q(state=DocumentState.PROCESSING.value),
    PaperTab.REVIEW: Q(state=DocumentState.REVIEW.value),
    PaperTab.READY: Q(state=DocumentState.READY.value),
    PaperTab.HELD: Q(state=DocumentState.HELD.value),
    PaperTab.FAILED: Q(state=DocumentState.FAILED.value),
    PaperTab.UNPACKED: Q(state=DocumentState.UNPACKED.value),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperQuery:
    """Which documents of a client: of one of its businesses, under one tab, from a place on."""

    tab: PaperTab = PaperTab.ALL
    business: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """Some documents; `previous` and `next` are cursors, empty at either end."""

    rows: tuple[Document, ...] = ()
    previous: str = ""
    next: str = ""


def paper_page(client: Client, query: PaperQuery, *, limit: int = ROWS) -> PaperPage:
    """One page of the list; a broken cursor means the beginning."""
    place = read_place(query.cursor)
    rows = _of(client, query.business).filter(WHERE.get(query.tab, Q()))
    sign = "" if place is not None and place.back else "-"
    if place is not None:
        beyond = GreaterThan if place.back else LessThan
        here = Pair(Value(place.at), Value(place.id))
        rows = rows.filter(Q(beyond(Pair("added_at", "id"), here)))
    rows = rows.select_related("added_by", "subscription__business", "mail")
    met = list(rows.order_by(f"{sign}added_at", f"{sign}id")[: limit + 1])
    more, shown = len(met) > limit, met[:limit]
    if place is not None and place.back:
        shown.reverse()
        return _page(shown, newer=more, older=bool(shown))
    return _page(shown, newer=place is not None, older=more)


def tab_counts(client: Client, *, business: str = "") -> dict[PaperTab, int]:
    """How many documents are under each tab; one query."""
    whens = [When(where, then=Value(tab.value)) for tab, where in WHERE.items()]
    tabs = Case(*whens, default=Value(PaperTab.ALL.value), output_field=CharField())
    rows = _of(client, business).annotate(tab=tabs).values("tab").annotate(number=Count("id")).order_by()
    found = {PaperTab(row["tab"]): row["number"] for row in rows}
    return {tab: found.get(tab, 0) for tab in PaperTab} | {PaperTab.ALL: sum(found.values())}


def _of(client: Client, business: str) -> QuerySet[Document]:
    rows = Document.objects.filter(client=client)
    return rows.filter(subscription__business=business) if business else rows


def _page(rows: list[Document], *, newer: bool, older: bool) -> PaperPage:
    return PaperPage(
        rows=tuple(rows),
        previous=written(rows[0].added_at, rows[0].id, back=True) if rows and newer else "",
        next=written(rows[-1].added_at, rows[-1].id, back=False) if rows and older else "",
    )
