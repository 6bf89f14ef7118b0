"""Customers with three locations and five services each: mass work takes the queries of a few (R36, R40, R51)."""

from datetime import UTC, datetime

import pytest

from tenure.core.actions import Action, Verb
from tenure.operations.errors import Refused
from tenure.operations.lifecycle import Order, offers_for, perform_many, preview_many
from tenure.records.models import Client, Service, Source
from tests.operations.acting import do
from tests.records.test_trees import customers, queries
from tests.tree_worlds import HaulerWorld, hauler_world

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def stop_all(world: HaulerWorld, clients: list[str], verb: Verb) -> tuple[int, int]:
    """How many queries the previews and the deeds of `verb` took."""
    mina = world.actor(world.mina)
    actions = [Action(verb=verb, target=client) for client in clients]
    orders: list[Order] = []

    def look() -> None:
        plans = preview_many(actions, mina, at=NOVEMBER)
        orders.extend(
            Order(action=action, digest=plan.digest)
            for action, plan in zip(actions, plans, strict=True)
            if plan is not None
        )

    previewing = queries(look)
    performing = queries(lambda: perform_many(orders, mina, source=Source.WORKER, at=NOVEMBER))
    return previewing, performing


def test_a_hundred_customers_stop_and_return_with_the_queries_of_two(world: HaulerWorld) -> None:
    first, few, many = customers(world, 1), customers(world, 2), customers(world, 100)
    stop_all(world, first, Verb.DEACTIVATE)
    assert stop_all(world, many, Verb.DEACTIVATE) == stop_all(world, few, Verb.DEACTIVATE)
    assert Service.objects.filter(client__in=many, deactivate_on_end_date=True).count() == 500
    assert stop_all(world, many, Verb.REACTIVATE) == stop_all(world, few, Verb.REACTIVATE)


def test_many_customers_are_deactivated_in_one_go_each_on_its_own_merits_r40(world: HaulerWorld) -> None:
    mina, clients = world.actor(world.mina), customers(world, 3)
    do(world, world.mina, Verb.DEACTIVATE, clients[1], at=NOVEMBER)
    actions = [Action(verb=Verb.DEACTIVATE, target=client) for client in clients]
    orders = [
        Order(action=action, digest=plan.digest)
        for action, plan in zip(actions, preview_many(actions, mina, at=NOVEMBER), strict=True)
        if plan is not None
    ]
    outcomes = perform_many(orders, mina, source=Source.WEB, at=NOVEMBER)
    assert [isinstance(outcome.error, Refused) for outcome in outcomes] == [False, True, False]
    assert Client.objects.filter(id__in=clients, standing="deactivated").count() == 3
    assert Service.objects.filter(client__in=clients, deactivate_on_end_date=True).count() == 15


def test_a_profile_opens_with_the_same_queries_whatever_hangs_below(world: HaulerWorld) -> None:
    mina = world.actor(world.mina)
    [customer] = customers(world, 1)
    assert queries(lambda: offers_for(mina, customer)) == queries(lambda: offers_for(mina, world.forge.id))
