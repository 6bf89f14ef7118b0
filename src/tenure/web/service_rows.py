"""One service as a line of a list: price, schedule in words, from when to when, the next collection (R36, R37)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.text import capfirst

from tenure.core.facts import Facts
from tenure.core.standing import reached
from tenure.core.stops import StopKind
from tenure.operations.collections import Collection, first_collections
from tenure.records.service_list import ServicePage
from tenure.speech.schedules import schedule_in_words
from tenure.web.service_money import per_in_words, price_in_words, total_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """One service."""

    id: str
    name: str
    schedule: str
    price: str
    total: str
    per: str
    start: date | None
    end: date | None
    ends_itself: bool
    next: Collection | None
    suspended: bool
    deactivated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationRows:
    """A location with its services."""

    id: str
    name: str
    address: str
    time_zone: str
    suspended: bool
    deactivated: bool
    rows: tuple[ServiceRow, ...]


def rows_by_location(page: ServicePage, facts: Facts, *, at: datetime) -> Iterator[LocationRows]:
    """The rows of a page under their locations; nothing more is read for any of them."""
    suspended, deactivated = reached(facts, StopKind.SUSPENSION), reached(facts, StopKind.DEACTIVATION)
    first = first_collections(page.rows, facts, at=at)
    for _location_id, services in groupby(page.rows, key=lambda service: service.location_id):
        rows = list(services)
        place = rows[0].location
        yield LocationRows(
            id=place.id,
            name=place.name,
            address=_one_line((place.street, place.postal_code, place.city)),
            time_zone=place.time_zone,
            suspended=place.id in suspended,
            deactivated=place.id in deactivated,
            rows=tuple(
                ServiceRow(
                    id=row.id,
                    name=row.name,
                    schedule=capfirst(schedule_in_words(row.rule, row.start_date, row.time_of_day)),
                    price=price_in_words(row.price, row.currency),
                    total=total_in_words(row.price, row.currency, row.quantity),
                    per=per_in_words(recurring=row.recurring),
                    start=row.start_date,
                    end=row.end_date,
                    ends_itself=row.deactivate_on_end_date,
                    next=first[row.id],
                    suspended=row.id in suspended,
                    deactivated=row.id in deactivated,
                )
                for row in rows
            ),
        )


def _one_line(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
