"""A service company with suspensions of every kind, for those who look at all pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.records.models import Firm, Stop
from tenure.records.policies import today_of
from tests.journeys.everything import Shown
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, new_service

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionPages:
    """The world, and its pages."""

    world: HaulerWorld

    def shown(self) -> Iterator[Shown]:
        """What a member of the firm can open about suspensions, the rule and the state on a day."""
        world = self.world
        for client in (world.mill_lane.id, world.forge.id):
            for name in ("client", "client_suspensions", "client_billing", "client_day"):
                yield Shown(name=name, address=reverse(name, args=[client]))
        today = today_of(world.firm, timezone.now())
        for days in (-200, 12):
            on = f"?on={today + days * DAY}"
            yield Shown(name="client", address=reverse("client", args=[world.mill_lane.id]) + on)
            yield Shown(name="client_day", address=reverse("client_day", args=[world.mill_lane.id]) + on)
        for stop in Stop.objects.order_by("id"):
            yield Shown(name="suspension", address=reverse("suspension", args=[stop.id]))
        for node in (world.weekly.id, world.forge.id):
            yield Shown(name="why", address=reverse("why", args=[node]))
        for location in (world.depot, world.shop):
            yield Shown(name="vacation_hold", address=reverse("vacation_hold", args=[location.id]))
            yield Shown(name="location", address=reverse("location", args=[location.id]))
        for step in ("dates", "reason"):
            yield Shown(
                name="verb", address=f"{reverse('verb', args=[Verb.SUSPEND, world.forge.id])}?step={step}"
            )


def suspension_pages() -> SuspensionPages:
    """Mill Lane owes; its depot's holiday is planned, its shop's is over and another holds; a service ends soon."""
    world = hauler_world()
    today = today_of(world.firm, timezone.now())
    rule = {"days_late": 30, "credit_limit": "500.00"}
    Firm.objects.filter(pk=world.firm.pk).update(policy={**world.firm.policy, "suspend_rule": rule})
    new_service(world.depot, "Until next week", "FREQ=DAILY", end=today + 7 * DAY, ends_itself=True)
    holiday = Answers(
        since=today + 10 * DAY, until=today + 24 * DAY, type="vacation", reason="Kitchen closed"
    )
    do(world, world.mina, Verb.SUSPEND, world.depot.id, holiday)
    do(world, world.mina, Verb.SUSPEND, world.shop.id, Answers(type="access"))
    do(world, world.olive, Verb.UNSUSPEND, world.shop.id)
    do(world, world.mina, Verb.SUSPEND, world.shop.id, Answers(type="vacation", until=today + 3 * DAY))
    do(
        world,
        world.mina,
        Verb.SUSPEND,
        world.mill_lane.id,
        Answers(type="unpaid", reason="Two bills are open"),
    )
    return SuspensionPages(world=world)
