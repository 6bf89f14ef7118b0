"""What saving a service would do, before it is saved: the verb's plan, and the collections to come (R35, R38)."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Actor
from tenure.core.aftermath import after
from tenure.core.endings import NO_END, Ending
from tenure.core.facts import Facts
from tenure.core.plan import Plan
from tenure.core.stops import StopKind
from tenure.core.tree import Kind, kind_of
from tenure.core.wording import say
from tenure.operations.collections import Collection, collections_of, ending_of
from tenure.operations.errors import Invalid, Missing
from tenure.operations.growing import running
from tenure.operations.lifecycle import preview
from tenure.operations.services import (
    SCHEDULED,
    Schedule,
    ServiceDetails,
    ends_ahead,
    schedule_values,
    values_of,
)
from tenure.records.facts import Wanted, gather
from tenure.records.models import Location, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """What somebody wants a service to be: its details, and whether it is active."""

    service: str
    details: ServiceDetails
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a save would do. `plan` is the verb's, None where the toggle stays; it may refuse."""

    plan: Plan | None
    before: tuple[Collection, ...]
    after: tuple[Collection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A service as it stands, with the facts around it."""

    row: Service
    facts: Facts
    actor: Actor
    at: datetime

    @property
    def active(self) -> bool:
        """What its toggle shows: no deactivation of its own. What is above it is another matter."""
        own = (stop for stop in self.facts.stops if stop.node.id == self.row.id)
        return not any(stop.kind is StopKind.DEACTIVATION for stop in own)


def find_service(service_id: str, *, actor: Actor, at: datetime) -> Found:
    """The service with its location at hand. Raises Missing for strangers and for what is no service."""
    facts = gather(actor, [Wanted(target=service_id)], at=at).get(service_id)
    if facts is None or kind_of(service_id) is not Kind.SERVICE:
        raise Missing(service_id)
    row = Service.objects.select_related("location").get(pk=service_id)
    return Found(row=row, facts=facts, actor=actor, at=at)


def details_of(service: Service) -> ServiceDetails:
    """What is written about a service now."""
    schedule = None
    if service.recurring and service.start_date is not None:
        schedule = Schedule(
            rule=service.rule,
            start=service.start_date,
            at=service.time_of_day,
            ending=Ending(on=service.end_date, deactivates=service.deactivate_on_end_date),
        )
    return ServiceDetails(
        name=service.name,
        price=service.price,
        currency=service.currency,
        quantity=service.quantity,
        tax_rate=service.tax_rate,
        schedule=schedule,
    )


def look_at_saving(save: Save, *, actor: Actor, at: datetime | None = None) -> Look:
    """The verb's plan, and the next collections before and after. Nothing is written.

    Raises Missing, and Invalid for what could not be saved.
    """
    found = find_service(save.service, actor=actor, at=at or timezone.now())
    plan = plan_of(save, found)
    check(save, found, plan)
    then = found.facts if plan is None or plan.refused else after(found.facts, plan)
    before = collections_of(found.row, found.facts, at=found.at)
    if not save.active:
        return Look(plan=plan, before=before, after=collections_of(found.row, then, at=found.at))
    place = found.row.location
    written = Service(id=save.service, location=place, **values_of(save.details, place.time_zone))
    branches = tuple(
        replace(branch, ending=ending_of(written)) if branch.node.id == save.service else branch
        for branch in then.branches
    )
    stays = replace(then, branches=branches)
    return Look(plan=plan, before=before, after=collections_of(written, stays, at=found.at))


def before_and_after(
    plan: Plan, *, actor: Actor, at: datetime | None = None
) -> tuple[tuple[Collection, ...], tuple[Collection, ...]]:
    """The next collections of the service that a plan is about, as things stand and as it would leave them."""
    found = find_service(plan.target.id, actor=actor, at=at or timezone.now())
    then = after(found.facts, plan)
    return (
        collections_of(found.row, found.facts, at=found.at),
        collections_of(found.row, then, at=found.at),
    )


def look_at_new(
    location_id: str, schedule: Schedule | None, *, actor: Actor, at: datetime | None = None
) -> tuple[Collection, ...]:
    """When a service that does not exist yet would take place. Raises Missing, and Invalid as adding it would."""
    at = at or timezone.now()
    facts = running(location_id, actor=actor, at=at)
    location = Location.objects.filter(pk=location_id).first()
    if location is None:
        raise Missing(location_id)
    service = Service(location=location, **schedule_values(schedule, location.time_zone))
    ends_ahead(schedule, facts.today)
    return collections_of(service, facts, at=at)


def plan_of(save: Save, found: Found) -> Plan | None:
    """The plan of the verb that moves the toggle; None where it stays. A return comes with the end date typed."""
    if save.active is found.active:
        return None
    if not save.active:
        return preview(Action(verb=Verb.DEACTIVATE, target=save.service), found.actor, at=found.at)
    schedule = save.details.schedule
    ending = schedule.ending if schedule is not None and found.row.recurring else NO_END
    answers = Answers(ending=ending)
    return preview(
        Action(verb=Verb.REACTIVATE, target=save.service, answers=answers), found.actor, at=found.at
    )


def check(save: Save, found: Found, plan: Plan | None) -> None:
    """Raises Invalid for details that fit no service, or not this one as it would stand (R38)."""
    values = values_of(save.details, found.row.location.time_zone)
    moved = any(getattr(found.row, name) != values[name] for name in SCHEDULED)
    if moved and not save.active:
        raise Invalid(
            say("A deactivated service keeps its schedule. Set it to Active to change both in one save."),
            field="active",
        )
    if plan is not None:
        _comes_back_to_stay(save.details, found)
    elif moved:
        ends_ahead(save.details.schedule, running(save.service, actor=found.actor, at=found.at).today)


def _comes_back_to_stay(details: ServiceDetails, found: Found) -> None:
    """One that was on request and returns with a schedule does not return onto its end; the plan knows the others."""
    ending = details.schedule.ending if details.schedule is not None else NO_END
    if not found.row.recurring and ending.on is not None and ending.reached(found.facts.today):
        raise Invalid(
            say(
                "The end date of %(name)s is %(on)s: it would be deactivated again at once.",
                name=found.row.name,
                on=ending.on,
            ),
            field="end_date",
        )
