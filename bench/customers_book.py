"""An invented hauler of any size: customers with three locations and five services each, one of them with more."""

from bench.book import SINCE, Shelf, fill_shelf
from bench.filling import id_of, insert_select, numbers, typed_id
from tenure.records import models as m

LOCATIONS, SERVICES = 3, 5
RULES = ("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=TU,FR", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=DAILY")
# Further services are numbered behind all that customers have anyway.
FURTHER = 1_000_000_000


def fill_haulage(slug: str, *, start: int, count: int) -> Shelf:
    """A firm under the profile `hauler`; every fifth service of its customers is on request."""
    shelf = fill_shelf(slug, start=start, count=count, profile_name="hauler")
    client = f"({start} + n.i / {LOCATIONS})"
    place = {
        "id": typed_id("loc", f"{LOCATIONS} * {client} + n.i % {LOCATIONS}"),
        "client_id": typed_id("cli", client),
        "name": f"'Yard ' || (1 + n.i % {LOCATIONS})",
        "street": "(1 + n.i % 180) || ' Mill Lane'",
        "city": "'Columbus, OH'",
        "time_zone": "'America/New_York'",
        "created_at": SINCE,
    }
    insert_select(m.Location, place, numbers(count * LOCATIONS))
    client = f"({start} + n.i / {SERVICES})"
    given = {
        "id": typed_id("srv", f"{SERVICES} * {client} + n.i % {SERVICES}"),
        "client_id": typed_id("cli", client),
        "location_id": typed_id("loc", f"{LOCATIONS} * {client} + n.i % {LOCATIONS}"),
    }
    insert_select(m.Service, given | _bins("n.i"), numbers(count * SERVICES))
    return shelf


def give_more(shelf: Shelf, place: int, services: int) -> str:
    """The customer at this place of the shelf gets so many services in all; returns its id."""
    number = shelf.start + place
    more = services - SERVICES
    given = {
        "id": typed_id("srv", f"{FURTHER} + {place} * 1000 + n.i"),
        "client_id": f"'{id_of('cli', number)}'",
        "location_id": typed_id("loc", f"{LOCATIONS * number} + n.i % {LOCATIONS}"),
    }
    if more:
        # One on request has been counted already; a customer of this size has fixed days.
        insert_select(m.Service, given | _bins("5 * n.i + 1"), numbers(more))
    return id_of("cli", number)


def _bins(number: str) -> dict[str, str]:
    """The columns of a service: each fifth is on request."""
    recurring = f"({number}) % {SERVICES} > 0"
    rules = " ".join(f"WHEN {place} THEN '{rule}'" for place, rule in enumerate(RULES))
    return {
        "name": f"'Bins ' || (1 + ({number}) % {SERVICES})",
        "recurring": f"({recurring})",
        "rule": f"CASE WHEN {recurring} THEN CASE ({number}) % {len(RULES)} {rules} END ELSE '' END",
        "start_date": f"CASE WHEN {recurring} THEN date('2026-03-02') END",
        "time_of_day": "NULL",
        "end_date": "NULL",
        "price": "24.5",
        "currency": "'USD'",
        "created_at": SINCE,
    }
