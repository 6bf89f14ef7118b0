"""A customer with services of every kind and state, for those who look at all pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.records.models import Service
from tests.journeys.everything import Shown
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, new_location, new_service


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePages:
    """The world, and a service that waits under a deactivated location."""

    world: HaulerWorld
    under_a_stop: Service

    def shown(self) -> Iterator[Shown]:
        """What a member of the firm can open about services."""
        world = self.world
        address = reverse("client_services", args=[world.mill_lane.id])
        for query in ("", "?state=deactivated", "?state=all", "?q=nothing"):
            yield Shown(name="client_services", address=f"{address}{query}")
        yield Shown(name="client_services", address=reverse("client_services", args=[world.forge.id]))
        yield Shown(name="service_new", address=reverse("service_new", args=[world.mill_lane.id]))
        yield Shown(name="service_new", address=reverse("service_new", args=[world.forge.id]))
        for service in (world.weekly, world.monthly, world.skip, world.parcels, self.under_a_stop):
            yield Shown(name="service", address=reverse("service", args=[service.id]))
            yield Shown(name="service", address=f"{reverse('service', args=[service.id])}#tab-schedule")
        for verb, service in ((Verb.DEACTIVATE, world.parcels), (Verb.REACTIVATE, world.monthly)):
            yield Shown(name="verb", address=reverse("verb", args=[verb, service.id]))


def service_pages() -> ServicePages:
    """Monthly glass is deactivated, the depot on holiday, the yard deactivated with its garden waste."""
    world = hauler_world()
    yard = new_location(world.mill_lane, "Yard")
    season = new_service(yard, "Garden waste", "FREQ=WEEKLY;BYDAY=SA;BYMONTH=4,5,6,7,8,9")
    later = timezone.localdate() + timedelta(days=90)
    new_service(world.shop, "Until spring", "FREQ=DAILY", end=later, ends_itself=True)
    do(world, world.mina, Verb.DEACTIVATE, world.monthly.id)
    do(world, world.mina, Verb.DEACTIVATE, yard.id)
    do(world, world.mina, Verb.SUSPEND, world.depot.id, Answers(type="vacation"))
    return ServicePages(world=world, under_a_stop=season)
