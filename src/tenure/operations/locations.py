"""The places where a customer is served: adding one, and keeping its address and hours right (R36, R37)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid
from tenure.operations.growing import running
from tenure.operations.permission import firm_for
from tenure.operations.writing import write_changed
from tenure.records.homes import clients_by_target
from tenure.records.models import Location
from tenure.records.scope import clients_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationDetails:
    """What a person writes about a location; `time_zone` is an IANA name such as Europe/London."""

    name: str
    time_zone: str
    street: str = ""
    city: str = ""
    postal_code: str = ""
    country: str = ""


def add_location(
    client_id: str, details: LocationDetails, *, actor: Actor, at: datetime | None = None
) -> Location:
    """A new location of a customer.

    Raises `NotAllowed`, `Missing`, and `Invalid` without a name, for an unknown time zone, or under a stopped customer.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    check_location(details)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        running(client.id, actor=actor, at=at)
        location = Location.objects.create(client=client, created_at=at, **asdict(details))
        note_on(client, "location_added", {"location": location.id}, by=actor.person, at=at)
    return location


def edit_location(
    location_id: str, details: LocationDetails, *, actor: Actor, at: datetime | None = None
) -> tuple[str, ...]:
    """Writes what is known about a location anew; returns the names of the fields that changed.

    Raises `NotAllowed`, `Missing`, and `Invalid` as adding one does. A stopped location can be corrected too.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    check_location(details)
    with changing(
        clients_by_target([location_id]).get(location_id, ""), among=clients_of(actor), at=at
    ) as client:
        changed = write_changed(Location.objects.get(pk=location_id), asdict(details))
        if changed:
            content = {"location": location_id, "fields": list(changed)}
            note_on(client, "location_edited", content, by=actor.person, at=at)
    return changed


def check_location(details: LocationDetails) -> None:
    """Raises Invalid without a name, or for an unknown time zone."""
    if not details.name.strip():
        raise Invalid(say("A location needs a name."), field="name")
    try:
        ZoneInfo(details.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid(
            say("“%(zone)s” is not a time zone; write it like Europe/London.", zone=details.time_zone),
            field="time_zone",
        ) from error
