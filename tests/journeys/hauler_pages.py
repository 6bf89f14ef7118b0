"""A service company with something on every page about customers and locations, for those who look at all pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from tenure.core.actions import Answers, Verb
from tenure.core.stops import Restore
from tenure.records.models import Client
from tests.journeys.everything import Shown
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, new_location, new_service
from tests.worlds import new_client, recount


@dataclass(frozen=True, slots=True, kw_only=True)
class HaulerPages:
    """The world, a customer that came back by itself, one that is deactivated and suspended, one with many places."""

    world: HaulerWorld
    back: Client
    both: Client
    many: Client

    def shown(self) -> Iterator[Shown]:
        """What a member of the firm can open about customers and their locations."""
        world = self.world
        yield Shown(name="clients", address="/clients/?tab=deactivated")
        for client in (world.mill_lane, world.forge, self.back, self.both, self.many):
            yield Shown(name="client", address=f"/clients/{client.id}/")
            yield Shown(name="client", address=f"/clients/{client.id}/?locations=deactivated")
        yield Shown(name="client", address=f"/clients/{self.many.id}/?q=nowhere")
        yield Shown(name="client_returns", address=reverse("client_returns", args=[self.back.id]))
        for client in (world.mill_lane, self.both):
            yield Shown(name="location_new", address=reverse("location_new", args=[client.id]))
        both_depot = self.both.locations.get()
        for location in (world.depot, world.shop, both_depot):
            yield Shown(name="location", address=reverse("location", args=[location.id]))
        yield Shown(name="location_details", address=reverse("location_details", args=[world.depot.id]))
        for verb, node in (
            (Verb.DEACTIVATE, world.mill_lane.id),
            (Verb.REACTIVATE, self.back.locations.get().id),
        ):
            yield Shown(name="verb", address=reverse("verb", args=[verb, node]))


def hauler_pages() -> HaulerPages:
    """Mill Lane's shop is on holiday; the others as `HaulerPages` says."""
    world = hauler_world()
    back, both, many = (
        new_client(world.firm, name, ()) for name in ("Quay Bakery", "Low Mill", "Corner Shops")
    )
    for client in (back, both):
        new_service(new_location(client, "Depot"), "Weekly bins", "FREQ=WEEKLY;BYDAY=MO")
        do(world, world.mina, Verb.DEACTIVATE, client.id)
    for number in range(25):
        new_location(many, f"Shop {number:02d}")
    recount(world.firm)
    do(world, world.mina, Verb.REACTIVATE, back.id, Answers(restore=Restore.OWN))
    do(world, world.mina, Verb.SUSPEND, both.id, Answers(type="unpaid"))
    do(world, world.mina, Verb.SUSPEND, world.shop.id, Answers(type="vacation"))
    return HaulerPages(world=world, back=back, both=both, many=many)
