"""The tree below a client in rows: what a gathering finds, what the database refuses, how a node leads home (R32, R36)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenure.core.endings import Ending
from tenure.core.facts import Payer
from tenure.core.tree import Kind
from tenure.records.facts import CHUNK, Wanted, gather
from tenure.records.models import Business, Client, Firm, Location, Service, Subscription
from tenure.records.queries import client_of_node
from tests.tree_worlds import SPRING, HaulerWorld, hauler_world, new_service, solo_world
from tests.worlds import BOOKKEEPING, counted, subscribe

pytestmark = pytest.mark.django_db


def refused(write: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_a_gathering_finds_locations_services_and_how_they_end_r36() -> None:
    world = hauler_world()
    ending = date(2026, 12, 31)
    new_service(world.shop, "Cardboard", "FREQ=DAILY", end=ending, ends_itself=True)
    found = gather(world.actor(world.olive), [Wanted(target=world.weekly.id)], at=timezone.now())
    facts = found[world.weekly.id]
    assert facts.target is not None
    assert (facts.target.name, facts.target.kind, facts.client.id) == (
        "Weekly bins",
        Kind.SERVICE,
        world.mill_lane.id,
    )
    tree = {branch.node.name: (branch.parent, branch.ending) for branch in facts.branches}
    assert tree == {
        "Depot": (world.mill_lane.id, None),
        "Shop": (world.mill_lane.id, None),
        "Weekly bins": (world.depot.id, Ending()),
        "Monthly glass": (world.depot.id, Ending()),
        "Skip on request": (world.depot.id, None),
        "Parcels": (world.shop.id, Ending()),
        "Cardboard": (world.shop.id, Ending(on=ending, deactivates=True)),
    }


def test_a_product_hangs_in_its_business_r32() -> None:
    world = solo_world()
    facts = gather(world.actor(world.olive), [Wanted(target=world.bakery.id)], at=timezone.now())[
        world.bakery.id
    ]
    assert facts.target is not None
    assert [branch.payer for branch in facts.products_in(facts.target)] == [Payer.FIRM]
    assert len(facts.products_in(facts.client)) == 3


def test_every_node_leads_to_its_client_and_for_strangers_nowhere() -> None:
    solo, hauler = solo_world(), hauler_world()
    for node in (hauler.depot.id, hauler.weekly.id, hauler.skip.id):
        assert client_of_node(hauler.actor(hauler.olive), node) == hauler.mill_lane
        with pytest.raises(Client.DoesNotExist):
            client_of_node(solo.actor(solo.olive), node)
        assert gather(solo.actor(solo.olive), [Wanted(target=node)], at=timezone.now()) == {}
    assert client_of_node(solo.actor(solo.olive), solo.bakery.id) == solo.harpers


def test_each_business_has_a_product_once() -> None:
    world = solo_world()
    taken = Subscription.objects.filter(business=world.bakery).first()
    assert taken is not None
    refused(
        lambda: Subscription.objects.create(
            client=world.harpers,
            business=world.bakery,
            product=taken.product,
            product_name="x",
            payer="firm",
            since=taken.since,
        )
    )
    subscribe(world.harpers, BOOKKEEPING, business=world.bakery)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": "", "recurring": True},
        {"start_date": None},
        {"recurring": False},
        {"deactivate_on_end_date": True},
        {"price": "-0.01"},
        {"quantity": 0},
        {"name": ""},
    ],
    ids=",".join,
)
def test_a_service_is_scheduled_or_on_request_and_nothing_between_r36_r38(wrong: dict[str, object]) -> None:
    world = hauler_world()
    refused(lambda: Service.objects.filter(pk=world.weekly.pk).update(**wrong))


def test_a_business_has_a_name_and_a_location_a_time_zone() -> None:
    solo, hauler = solo_world(), hauler_world()
    refused(lambda: Business.objects.filter(pk=solo.bakery.pk).update(name=""))
    refused(lambda: Location.objects.filter(pk=hauler.depot.pk).update(time_zone=""))


def test_a_thousand_customers_with_three_locations_and_five_services_each_take_the_queries_of_ten() -> None:
    world = hauler_world()
    olive, now = world.actor(world.olive), timezone.now()
    wanted = [Wanted(target=client) for client in customers(world, CHUNK)]
    few = queries(lambda: gather(olive, wanted[:10], at=now))
    assert queries(lambda: gather(olive, wanted, at=now)) == few <= 12


def customers(world: HaulerWorld, count: int) -> list[str]:
    """The ids of many customers, each with three locations and five services."""
    clients = Client.objects.bulk_create(
        Client(firm=world.firm, name=f"Customer {n}", sort_name=f"customer {n}") for n in range(count)
    )
    places = Location.objects.bulk_create(
        Location(client=client, name=f"Yard {n}", time_zone="Europe/London")
        for client in clients
        for n in range(3)
    )
    Service.objects.bulk_create(
        Service(
            client_id=location.client_id,
            location=location,
            name=f"Bins {n}",
            recurring=True,
            rule="FREQ=WEEKLY",
            start_date=SPRING,
            currency="GBP",
        )
        for number, location in enumerate(places)
        for n in range(2 if number % 3 else 1)
    )
    Firm.objects.filter(pk=world.firm.pk).update(**counted(world.firm))
    return [client.id for client in clients]


def queries(ask: Callable[[], object]) -> int:
    """How many queries `ask` makes."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)
