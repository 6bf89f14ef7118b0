"""The next days on which a service takes place, as things stand or as a plan would leave them (R38, R41)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.utils import timezone

from tenure.core.actor import Actor
from tenure.core.aftermath import after
from tenure.core.facts import Facts
from tenure.core.plan import Plan
from tenure.core.standing import lineage
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
    return tuple(islice(_collections(service, facts if plan is None else after(facts, plan), at), most))


def _collections(service: Service, facts: Facts, at: datetime) -> Iterator[Collection]:
    branch = facts.branch(service.id)
    if branch is None or branch.ending is None or service.start_date is None:
        return
    zone = service.location.time_zone
    recurs = Recurrence(rule=service.rule, start=service.start_date, at=service.time_of_day, zone=zone)
    for day in recurs.days(since=at.astimezone(ZoneInfo(zone)).date()):
        if branch.ending.on is not None and branch.ending.on < day:
            return
        moment = recurs.moment(day) if service.time_of_day is not None else None
        if _takes_place(facts, service.id, day) and (moment is None or moment >= at):
            yield Collection(day=day, at=moment)


def _takes_place(facts: Facts, service: str, day: date) -> bool:
    branch = facts.branch(service)
    path = set(lineage(facts, branch.node)) if branch is not None else set()
    stops = (*facts.stops, *facts.planned)
    return not any(stop.node.id in path and stop.in_force(day) for stop in stops)
