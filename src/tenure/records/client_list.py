"""A firm's client list, page by page: the same few queries for ten clients and for a million (R21, R29)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from django.db.models import Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

from tenure.core.actor import Actor
from tenure.core.facts import Payer
from tenure.records.cursors import Cursor, Sort, cursor_at, read_cursor
from tenure.records.find_clients import found
from tenure.records.models import Client, ClientStanding
from tenure.records.sql import Pair

MOST_ROWS = 200


class Tab(StrEnum):
    """The tabs of the list. Invited and suspended clients also stand under active or deactivated."""

    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    SUSPENDED = "suspended"
    INVITED = "invited"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows the list: `locked_on` keeps those whose wait is not over on that day, `owner` is an id."""

    payer: Payer | None = None
    owner: str | None = None
    locked_on: date | None = None
    documents_held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPage:
    """Some rows with their owners, and the cursors of the pages beside them (None where there is none)."""

    rows: tuple[Client, ...] = ()
    next: str | None = None
    previous: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """A way through the list: from a place or from the beginning, forwards or backwards."""

    sort: Sort
    cursor: Cursor | None
    steps: int

    @property
    def falling(self) -> bool:
        """Whether keys fall along the way."""
        return self.sort.descending != self.back

    @property
    def back(self) -> bool:
        """Whether it goes towards the beginning of the list."""
        return self.cursor is not None and self.cursor.back

    def along(self, clients: QuerySet[Client]) -> QuerySet[Client]:
        """The next rows of `clients` on this way."""
        sign = "-" if self.falling else ""
        return clients.filter(self._beyond()).order_by(sign + self.sort.field, sign + "id")[: self.steps]

    def key(self, client: Client) -> tuple[object, str]:
        """What rows are ordered by, as the database does it: by code points."""
        return getattr(client, self.sort.field), client.id

    def _beyond(self) -> Q:
        if self.cursor is None:
            return Q()
        passed = LessThan if self.falling else GreaterThan
        here = Pair(Value(self.cursor.key), Value(self.cursor.id))
        return Q(passed(Pair(self.sort.field, "id"), here))


def client_page(
    actor: Actor,
    *,
    standing: Tab = Tab.ACTIVE,
    search: str = "",
    sort: Sort = Sort.NAME,
    cursor: str = "",
    limit: int = 50,
    filters: Filters | None = None,
) -> ClientPage:
    """One page of the clients an actor may see. A cursor that makes no sense gives the first page.

    `limit` is at most 200. One query for a tab, two for all; on SQLite one more when searching.
    """
    rows = max(1, min(limit, MOST_ROWS))
    walk = _Walk(sort=sort, cursor=read_cursor(cursor, sort), steps=rows + 1)
    clients = found(actor, search).filter(_narrowed(filters or Filters())).select_related("owner")
    met = chain.from_iterable(walk.along(shelf) for shelf in _shelves(clients, standing))
    return _page(met, walk, rows)


def _page(met: Iterable[Client], walk: _Walk, limit: int) -> ClientPage:
    in_order = sorted(met, key=walk.key, reverse=walk.falling)
    more, rows = len(in_order) > limit, in_order[:limit]
    if walk.back:
        rows.reverse()
    if not rows:
        return ClientPage()
    before, after = (more, True) if walk.back else (walk.cursor is not None, more)
    return ClientPage(
        rows=tuple(rows),
        next=cursor_at(rows[-1], walk.sort, back=False) if after else None,
        previous=cursor_at(rows[0], walk.sort, back=True) if before else None,
    )


def _shelves(clients: QuerySet[Client], tab: Tab) -> list[QuerySet[Client]]:
    match tab:
        case Tab.ACTIVE | Tab.DEACTIVATED:
            return [clients.filter(standing=tab.value)]
        case Tab.SUSPENDED:
            return [clients.filter(suspended=True)]
        case Tab.INVITED:
            return [clients.filter(invited=True)]
        case Tab.ALL:
            # One query over both would have to sort them all: each index starts with the standing.
            return [clients.filter(standing=standing.value) for standing in ClientStanding]


def _narrowed(filters: Filters) -> Q:
    narrowed = Q()
    if filters.payer is not None:
        narrowed &= Q(payer=filters.payer.value)
    if filters.owner is not None:
        # Ids come from links: PostgreSQL takes no NUL, and nobody has an id with one.
        narrowed &= Q(owner_id=filters.owner if filters.owner.isprintable() else "")
    if filters.locked_on is not None:
        narrowed &= Q(locked_until__gt=filters.locked_on)
    if filters.documents_held:
        narrowed &= Q(documents_held__gt=0)
    return narrowed
