"""The services at a location: adding one, and keeping its schedule and price right (R36, R38)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.endings import NO_END, Ending
from tenure.core.money import minor_digits
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid
from tenure.operations.growing import running
from tenure.operations.permission import firm_for
from tenure.operations.writing import write_changed
from tenure.outlets.recurrence import Recurrence, WrongRule, checked_rule
from tenure.records.homes import clients_by_target
from tenure.records.models import Location, Service
from tenure.records.scope import clients_of

LARGEST_PRICE = Decimal(10) ** 10
PRICE_DECIMALS = 4
WHOLE = Decimal(100)  # percent
LARGEST_QUANTITY = 1_000_000
YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a recurring service takes place: an iCalendar rule from a day on, in the location's hours, and its end."""

    rule: str
    start: date
    at: time | None = None
    ending: Ending = NO_END


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDetails:
    """What a person writes about a service; without a schedule it is on request.

    `price` is for a month, on request for a visit. `tax_rate` is in percent; None leaves the policy's.
    """

    name: str
    price: Decimal
    currency: str
    quantity: int = 1
    tax_rate: Decimal | None = None
    schedule: Schedule | None = None


SCHEDULED = frozenset(
    {"recurring", "rule", "start_date", "time_of_day", "end_date", "deactivate_on_end_date"}
)


def add_service(
    location_id: str, details: ServiceDetails, *, actor: Actor, at: datetime | None = None
) -> Service:
    """A new service at a location.

    Raises `NotAllowed`, `Missing`, and `Invalid` for a rule that names no day, an end date in the past, or where the
    location or what is above it is stopped.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    with changing(
        clients_by_target([location_id]).get(location_id, ""), among=clients_of(actor), at=at
    ) as client:
        location = Location.objects.get(pk=location_id)
        values = values_of(details, location.time_zone)
        facts = running(location_id, actor=actor, at=at)
        ends_ahead(details.schedule, facts.today)
        service = Service.objects.create(client=client, location=location, created_at=at, **values)
        note_on(client, "service_added", {"service": service.id}, by=actor.person, at=at)
    return service


def edit_service(
    service_id: str, details: ServiceDetails, *, actor: Actor, at: datetime | None = None
) -> tuple[str, ...]:
    """Writes what is known about a service anew; returns the names of the fields that changed.

    Raises as adding one does. The name and price of a stopped service can be corrected, its schedule cannot: it comes
    back with the return.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    with changing(
        clients_by_target([service_id]).get(service_id, ""), among=clients_of(actor), at=at
    ) as client:
        service = Service.objects.select_related("location").get(pk=service_id)
        values = values_of(details, service.location.time_zone)
        if any(getattr(service, name) != values[name] for name in SCHEDULED):
            ends_ahead(details.schedule, running(service_id, actor=actor, at=at).today)
        changed = write_changed(service, values)
        if changed:
            content = {"service": service_id, "fields": list(changed)}
            note_on(client, "service_edited", content, by=actor.person, at=at)
    return changed


def values_of(details: ServiceDetails, zone: str) -> dict[str, object]:
    """The columns of a service at a location in `zone`. Raises Invalid for what no service can be."""
    _checked(details)
    return {
        "name": details.name,
        "price": details.price,
        "currency": details.currency,
        "quantity": details.quantity,
        "tax_rate": details.tax_rate,
        **schedule_values(details.schedule, zone),
    }


def schedule_values(schedule: Schedule | None, zone: str) -> dict[str, object]:
    """The columns of a schedule alone. Raises Invalid for one that names no day."""
    if schedule is None:
        return {
            "recurring": False,
            "rule": "",
            "start_date": None,
            "time_of_day": None,
            "end_date": None,
            "deactivate_on_end_date": False,
        }
    _in_our_times(schedule)
    return {
        "recurring": True,
        "rule": _rule(schedule, zone),
        "start_date": schedule.start,
        "time_of_day": schedule.at,
        "end_date": schedule.ending.on,
        "deactivate_on_end_date": schedule.ending.on is not None and schedule.ending.deactivates,
    }


def _in_our_times(schedule: Schedule) -> None:
    for field, day in (("start_date", schedule.start), ("end_date", schedule.ending.on)):
        if day is not None and day.year not in YEARS:
            raise Invalid(
                say("Choose a day between %(first)d and %(last)d.", first=YEARS[0], last=YEARS[-1]),
                field=field,
            )


def _rule(schedule: Schedule, zone: str) -> str:
    try:
        rule = checked_rule(schedule.rule)
        Recurrence(rule=rule, start=schedule.start, at=schedule.at, zone=zone).first_day()
    except WrongRule as error:
        raise Invalid(
            say("The schedule names no day. Write it as an iCalendar rule, such as FREQ=WEEKLY;BYDAY=MO."),
            field="rule",
        ) from error
    return rule


def _checked(details: ServiceDetails) -> None:
    if not details.name.strip():
        raise Invalid(say("A service needs a name."), field="name")
    _price_checked(details)
    if not 1 <= details.quantity <= LARGEST_QUANTITY:
        raise Invalid(
            say("The quantity is at least one, and at most %(most)d.", most=LARGEST_QUANTITY),
            field="quantity",
        )
    try:
        minor_digits(details.currency)
    except ValueError as error:
        raise Invalid(say("A currency has three capital letters, such as EUR."), field="currency") from error


def _price_checked(details: ServiceDetails) -> None:
    if not 0 <= details.price < LARGEST_PRICE:
        raise Invalid(say("The price is zero or more."), field="price")
    if details.price != details.price.quantize(Decimal(1).scaleb(-PRICE_DECIMALS)):
        raise Invalid(say("A price has at most %(most)d decimals.", most=PRICE_DECIMALS), field="price")
    if details.tax_rate is not None and not 0 <= details.tax_rate <= WHOLE:
        raise Invalid(say("A tax rate is between 0 and 100 percent."), field="tax_rate")


def ends_ahead(schedule: Schedule | None, today: date) -> None:
    """An active service is never saved with an end date in the past (R38)."""
    on = schedule.ending.on if schedule is not None else None
    if on is not None and on < today:
        raise Invalid(
            say("The end date %(on)s is in the past. Remove it, or choose a later one.", on=on),
            field="end_date",
        )
