"""The next days on which a service takes place, as things stand or as a plan would leave them (R38, R41)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.utils import timezone

from tenure.core.actor import Actor
from tenure.core.aftermath import after
from tenure.core.endings import Ending
from tenure.core.facts import Facts
from tenure.core.plan import Plan
from tenure.core.standing import stops_above
from tenure.core.stops import Stop
from tenure.operations.errors import Missing
from tenure.outlets.recurrence import Recurrence
from tenure.records.facts import Wanted, gather
from tenure.records.models import Service

A_YEAR_OF_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One time a service takes place: the location's day, and the moment (aware, its hours) unless it is all day."""

    day: date
    at: datetime | None


def next_collections(
    actor: Actor,
    service_id: str,
    *,
    plan: Plan | None = None,
    at: datetime | None = None,
    most: int = A_YEAR_OF_MONTHS,
) -> tuple[Collection, ...]:
    """The next collections of a service, from the location's today on; with a `plan` those it would leave.

    None where it is on request, over, or deactivated; a suspension leaves out its days. Raises Missing.
    """
    at = at or timezone.now()
    facts = gather(actor, [Wanted(target=service_id)], at=at).get(service_id)
    if facts is None or facts.target is None:
        raise Missing(service_id)
    service = Service.objects.select_related("location").get(pk=service_id)
    return collections_of(service, facts if plan is None else after(facts, plan), at=at, most=most)


def collections_of(
    service: Service, facts: Facts, *, at: datetime, most: int = A_YEAR_OF_MONTHS
) -> tuple[Collection, ...]:
    """The next collections under the stops of `facts`; the row, saved or not, has its location at hand."""
    above = stops_above(facts)
    stops = above.get(service.id, above.get(service.location_id, ()))
    branch = facts.branch(service.id)
    ending = branch.ending if branch is not None else ending_of(service)
    return tuple(islice(_collections(service, ending, stops, at), most))


def first_collections(
    services: Iterable[Service], facts: Facts, *, at: datetime
) -> dict[str, Collection | None]:
    """The next collection of each service of one customer, by id; no question to the database."""
    above = stops_above(facts)
    return {
        service.id: next(_collections(service, ending_of(service), above.get(service.id, ()), at), None)
        for service in services
    }


def ending_of(service: Service) -> Ending | None:
    """How the schedule of a row ends; None for one on request."""
    if not service.recurring:
        return None
    return Ending(on=service.end_date, deactivates=service.deactivate_on_end_date)


def _collections(
    service: Service, ending: Ending | None, stops: tuple[Stop, ...], at: datetime
) -> Iterator[Collection]:
    if ending is None or service.start_date is None:
        return
    zone = service.location.time_zone
    recurs = Recurrence(rule=service.rule, start=service.start_date, at=service.time_of_day, zone=zone)
    for day in recurs.days(since=at.astimezone(ZoneInfo(zone)).date()):
        if ending.on is not None and ending.on < day:
            return
        moment = recurs.moment(day) if service.time_of_day is not None else None
        if not any(stop.in_force(day) for stop in stops) and (moment is None or moment >= at):
            yield Collection(day=day, at=moment)
