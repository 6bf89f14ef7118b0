"""Bulk billing at every stage, for those who look at all pages: to choose, previewed, waiting, stopped, done, to send."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from tenure.core.actions import Verb
from tenure.operations.billing_run_preview import RunWish, preview_run
from tenure.operations.billing_run_work import work_on
from tenure.operations.billing_runs import start_run, stop_run
from tenure.records.models import BillingRun, Client, Service
from tests.billing_worlds import JUNE, MAY, billing_world, street
from tests.journeys.everything import Shown
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld

NEW = "/billing/new/"
ASKED = "?month=2026-05&who=all"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPages:
    """A firm with a run that is done and one that was stopped before it began."""

    world: HaulerWorld
    done: BillingRun
    stopped: BillingRun

    def shown(self) -> Iterator[Shown]:
        """What somebody who may bill can open."""
        yield Shown(name="billing_runs", address=reverse("billing_runs"))
        for asked in ("", "?month=2026-06&who=all", "?month=soon", f"{ASKED}&of=deactivated"):
            yield Shown(name="billing_run_new", address=f"{NEW}{asked}")
        for run in (self.done, self.stopped):
            yield Shown(name="billing_run", address=reverse("billing_run", args=[run.id]))
        yield Shown(
            name="billing_run", address=f"{reverse('billing_run', args=[self.done.id])}?of=no_services"
        )
        yield Shown(name="billing_run_letters", address=reverse("billing_run_letters", args=[self.done.id]))


def run_pages() -> RunPages:
    """Shops with and without an address, one of them deactivated, one with a service that costs nothing."""
    world = billing_world()
    shops = street(world.firm, 5)
    do(world, world.olive, Verb.DEACTIVATE, shops[0].id, at=JUNE)
    Client.objects.filter(id__in=[shop.id for shop in shops[1:3]]).update(email="books@shop.example")
    Service.objects.filter(client=shops[4]).update(price=0)
    done = _run(world, RunWish(month=MAY))
    work_on(done.id)
    stopped = _run(world, RunWish(month=MAY.replace(month=6)))
    stop_run(stopped.id, actor=world.actor(world.mina))
    return RunPages(world=world, done=done, stopped=stopped)


def _run(world: HaulerWorld, wish: RunWish) -> BillingRun:
    mina = world.actor(world.mina)
    return start_run(wish, digest=preview_run(wish, actor=mina).digest, actor=mina)
