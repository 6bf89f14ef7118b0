"""The businesses of a client, page by page: found by name or number, those that run or those that rest (R32)."""

import base64
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tenure.core.actor import Actor
from tenure.records.models import Business
from tenure.records.scope import clients_of
from tenure.records.words import plain

ROWS = 50
LONGEST_CURSOR = 1_200

type Place = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is written about one business."""

    id: str
    client: str
    name: str
    company_number: str
    tax_number: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessPage:
    """Some businesses by name, and the cursors of the pages beside them ("" where there is none)."""

    rows: tuple[Known, ...] = ()
    next: str = ""
    previous: str = ""


def business_page(
    actor: Actor,
    client: str,
    *,
    shown: Callable[[str], bool],
    search: str = "",
    cursor: str = "",
    limit: int = ROWS,
) -> BusinessPage:
    """One page of the businesses whose id is `shown` and that have every word of `search`; one query.

    A cursor that makes no sense gives the first page.
    """
    words = plain(search).split()
    found = sorted(
        (one for one in businesses_of(actor, client) if shown(one.id) and _fits(one, words)), key=_place
    )
    places = [_place(one) for one in found]
    back, here = _read(cursor)
    if back and here is not None:
        end = bisect_left(places, here)
        start = max(0, end - limit)
    else:
        start = bisect_right(places, here) if here is not None else 0
        end = start + limit
    rows = tuple(found[start:end])
    if not rows:
        return BusinessPage()
    return BusinessPage(
        rows=rows,
        next=_write(rows[-1], back=False) if end < len(found) else "",
        previous=_write(rows[0], back=True) if start else "",
    )


def businesses_of(actor: Actor, client: str) -> Sequence[Known]:
    """Every business of a client the actor may see, in no order; nothing for a stranger's."""
    rows = Business.objects.filter(client=client, client__in=clients_of(actor))
    return [_known(row) for row in rows]


def business_of(actor: Actor, client: str, business: str) -> Known | None:
    """One business of a client the actor may see; None for any other."""
    found = Business.objects.filter(pk=business, client=client, client__in=clients_of(actor)).first()
    return None if found is None else _known(found)


def reading_businesses(actor: Actor, client: str) -> list[tuple[str, str]]:
    """Id and name of the businesses of a client whose documents are extracted, or wait for it, by name (R30)."""
    reading = Business.objects.filter(
        client=client,
        client__in=clients_of(actor),
        subscriptions__extraction=True,
        subscriptions__until__isnull=True,
    )
    found = set(reading.values_list("id", "name"))
    return sorted(found, key=lambda one: (plain(one[1]), one[0]))


def _known(row: Business) -> Known:
    return Known(
        id=row.id,
        client=row.client_id,
        name=row.name,
        company_number=row.company_number,
        tax_number=row.tax_number,
        created_at=row.created_at,
    )


def _fits(one: Known, words: Sequence[str]) -> bool:
    text = plain(f"{one.name} {one.company_number} {one.tax_number}")
    return all(word in text for word in words)


def _place(one: Known) -> Place:
    return plain(one.name), one.id


def _write(one: Known, *, back: bool) -> str:
    packed = json.dumps([int(back), *_place(one)], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def _read(text: str) -> tuple[bool, Place | None]:
    if not text or len(text) > LONGEST_CURSOR:
        return False, None
    try:
        back, name, row = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError, RecursionError):
        return False, None
    return (bool(back), (name, row)) if isinstance(name, str) and isinstance(row, str) else (False, None)
