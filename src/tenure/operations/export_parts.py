"""What hangs below a client, for its pack: businesses, locations, services with schedules, and every stop (R6, R27)."""

from collections.abc import Iterator

from django.db.models import QuerySet

from tenure.core.actor import Actor
from tenure.outlets.export import Entry, as_csv
from tenure.records.branches import names_of
from tenure.records.models import Business, Client, Location, Service, Stop

ROWS = 500
SERVICE = (
    "id", "location", "location_name", "name", "recurring", "rule", "start_date", "time_of_day", "time_zone",
    "end_date", "deactivate_on_end_date", "price", "currency", "quantity", "created_at",
)  # fmt: skip
STOP = (
    "id", "node", "node_kind", "node_name", "kind", "type", "since", "until", "locked_until", "planned", "reason",
    "placed_by", "placed_through", "lifted_at", "lifted_by", "lifted_through",
)  # fmt: skip


def entries_of_parts(client: Client, actor: Actor) -> Iterator[Entry]:
    """The files about what the client has; those without a line are left out."""
    if client.businesses.exists():
        yield Entry(name="businesses.csv", chunks=_businesses(client))
    if client.locations.exists():
        yield Entry(name="locations.csv", chunks=_locations(client))
    if client.services.exists():
        yield Entry(name="services.csv", chunks=_services(client))
    if stops_of(client, actor).exists():
        yield Entry(name="stops.csv", chunks=_stops(client, actor))


def stops_of(client: Client, actor: Actor) -> QuerySet[Stop]:
    """All stops of the client and of what hangs below it that the actor's firm placed, lifted ones too."""
    return Stop.objects.filter(client=client, cause__firm=actor.firm)


def _businesses(client: Client) -> Iterator[bytes]:
    header = ("id", "name", "company_number", "tax_number", "created_at")
    rows = Business.objects.filter(client=client).order_by("created_at", "id")
    return as_csv(header, rows.values_list(*header).iterator(ROWS))


def _locations(client: Client) -> Iterator[bytes]:
    header = ("id", "name", "street", "city", "postal_code", "country", "time_zone", "created_at")
    rows = Location.objects.filter(client=client).order_by("created_at", "id")
    return as_csv(header, rows.values_list(*header).iterator(ROWS))


def _services(client: Client) -> Iterator[bytes]:
    rows = Service.objects.filter(client=client).select_related("location").order_by("created_at", "id")
    return as_csv(
        SERVICE,
        (
            (
                row.id, row.location_id, row.location.name, row.name, _yes(row.recurring), row.rule, row.start_date,
                row.time_of_day, row.location.time_zone, row.end_date, _yes(row.deactivate_on_end_date), row.price,
                row.currency, row.quantity, row.created_at,
            )
            for row in rows.iterator(ROWS)
        ),
    )  # fmt: skip


def _stops(client: Client, actor: Actor) -> Iterator[bytes]:
    names = names_of(client.id) | {client.id: client.name}
    rows = stops_of(client, actor).select_related("cause", "lifted_by").order_by("since", "id")
    plain = rows.defer("cause__plan", "lifted_by__plan")
    return as_csv(
        STOP,
        (
            (
                row.id, row.node, row.node_kind, names.get(row.node, ""), row.kind, row.type, row.since, row.until,
                row.locked_until, _yes(row.planned), row.reason, row.cause.actor_name, row.cause_id, row.lifted_at,
                row.lifted_by.actor_name if row.lifted_by is not None else "", row.lifted_by_id,
            )
            for row in plain.iterator(ROWS)
        ),
    )  # fmt: skip


def _yes(value: bool) -> str:  # noqa: FBT001 - a cell
    return "yes" if value else "no"
