"""Billing runs whose workers are killed, doubled, or work while customers are deactivated: the same invoices (R42)."""

import os
import random
import time
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tenure.core.actions import Verb
from tenure.core.invoicing import PaymentMethod
from tenure.operations import billing_run_chunk, billing_run_hold
from tenure.operations.billing_run_work import run_waiting, work_on
from tenure.operations.clock import Clock
from tenure.operations.log import verify
from tenure.operations.payments import Received, record_payment
from tenure.records.models import (
    Allocation,
    BillingRun,
    Client,
    Invoice,
    LeftOut,
    NumberSeries,
    RunState,
    Visit,
)
from tests.billing_worlds import JUNE, billing_world, invoices_as_rows, started, street
from tests.operations.acting import do
from tests.operations.killing import beside
from tests.tree_worlds import HaulerWorld

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

# How often a run is killed; RACE_ROUNDS=50 for the full proof.
KILLS = int(os.environ.get("RACE_ROUNDS", "12"))
SHOPS, AT_A_TIME = 60, 5
LATER = JUNE + timedelta(minutes=5)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> HaulerWorld:
    """A street with a visit, some credit and somebody deactivated, billed a few at a time."""
    monkeypatch.setattr(billing_run_chunk, "CHUNK", AT_A_TIME)
    world = billing_world()
    shops = street(world.firm, SHOPS)
    do(world, world.olive, Verb.DEACTIVATE, shops[7].id, at=JUNE)
    Visit.objects.create(client=world.mill_lane, service=world.skip, on=date(2026, 5, 7), quantity=2)
    money = Received(amount=Decimal(15), currency="GBP", on=date(2026, 5, 1), method=PaymentMethod.CASH)
    record_payment(shops[30].id, money, actor=world.actor(world.mina), at=JUNE)
    return world


def to_its_end() -> None:
    """What a worker does, until nothing is left."""
    while BillingRun.objects.filter(state__in=billing_run_hold.AT_WORK).exists():
        if not run_waiting(Clock(JUNE)):
            time.sleep(0.01)


def everything(world: HaulerWorld) -> tuple[object, ...]:
    """What a run leaves behind, without ids of its own."""
    run = BillingRun.objects.get()
    assert run.state == RunState.DONE
    left_out = list(LeftOut.objects.order_by("client_id").values_list("client_id", "reason"))
    visits = list(Visit.objects.order_by("id").values_list("id", "line__invoice__number", "line__position"))
    used = list(Allocation.objects.order_by("id").values_list("payment_id", "invoice__number", "amount"))
    told = (run.done, run.invoiced, run.left_out_count, run.totals)
    following = NumberSeries.objects.get(code="INV").following
    return invoices_as_rows(world.firm), left_out, visits, used, told, following


def forget() -> None:
    """As if there had been no run."""
    Allocation.objects.all().delete()
    Visit.objects.update(line=None)
    LeftOut.objects.all().delete()
    Invoice.objects.all().delete()
    BillingRun.objects.all().delete()
    NumberSeries.objects.all().delete()


def test_a_run_killed_at_any_moment_and_resumed_ends_in_the_same_invoices(world: HaulerWorld) -> None:
    mina = world.actor(world.mina)
    started(mina)
    began = time.monotonic()
    beside(to_its_end).wait()
    whole = time.monotonic() - began
    expected = everything(world)
    chance, amid = random.Random(42), 0  # noqa: S311 - the same moments each time
    for _kill in range(KILLS):
        forget()
        run = started(mina)
        worker = beside(to_its_end)
        worker.wait_for(chance.uniform(0, whole))
        worker.kill()
        run.refresh_from_db()
        amid += 0 < run.done < SHOPS
        work_on(run.id, clock=Clock(LATER))
        assert everything(world) == expected
    assert amid, "some are killed between the first customers and the last"
    assert list(verify([world.firm.id])) == []


def test_two_workers_at_once_make_no_double(world: HaulerWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    mina = world.actor(world.mina)
    started(mina)
    beside(to_its_end).wait()
    expected = everything(world)
    # Leases that are over as soon as they begin: each takes the run out of the other's hands.
    monkeypatch.setattr(billing_run_hold, "HELD_FOR", timedelta(milliseconds=-1))
    for _round in range(3):
        forget()
        started(mina)
        workers = [beside(to_its_end), beside(to_its_end)]
        for worker in workers:
            worker.wait()
        assert everything(world) == expected
    assert list(verify([world.firm.id])) == []


def test_who_is_deactivated_before_its_turn_gets_no_invoice(world: HaulerWorld) -> None:
    run = started(world.actor(world.mina))
    worker, late = beside(to_its_end), list[Client]()
    for shop in _some(world):
        do(world, world.olive, Verb.DEACTIVATE, shop.id, at=JUNE)
        run.refresh_from_db()
        if run.after < shop.id:
            late.append(shop)
    worker.wait()
    run.refresh_from_db()
    billed = set(Invoice.objects.values_list("client_id", flat=True))
    left_out = set(LeftOut.objects.values_list("client_id", flat=True))
    everybody = set(Client.objects.filter(firm=world.firm).values_list("id", flat=True))
    assert billed | left_out == everybody
    assert not billed & left_out
    # Deactivated while the run stood before them: then their turn came after it.
    assert LeftOut.objects.filter(client__in=late, reason="deactivated").count() == len(late)
    numbers = list(Invoice.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(billed) + 1))
    assert run.totals["GBP"] == sum(Invoice.objects.values_list("total", flat=True))
    assert list(verify([world.firm.id])) == []


def _some(world: HaulerWorld) -> list[Client]:
    """Every fifth shop from the far end of the street, so that some turns are still to come."""
    shops = Client.objects.filter(firm=world.firm, name__startswith="Shop", standing="active")
    return list(shops.order_by("-id")[::5])
