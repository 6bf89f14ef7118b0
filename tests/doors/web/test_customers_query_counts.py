"""One customer among ten or among a thousand, with five services or with hundreds: the queries are the same (R34, R36)."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tenure.core.actions import Verb
from tenure.records.models import Firm, Location, Service, Stop
from tests.doors.web.walking import signed_in
from tests.operations.acting import do, look
from tests.records.test_trees import customers, queries
from tests.tree_worlds import SPRING, HaulerWorld, hauler_world
from tests.worlds import counted

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 21, 10, tzinfo=UTC)
FEW, MANY = 10, 1_000
# Every page of one customer that has parts, and the lists of them.
PAGES = ("client", "client_services", "client_activity", "client_suspensions", "decision_help")


@pytest.fixture
def world() -> HaulerWorld:
    """Mina has stopped something before: her key in the log is made once."""
    world = hauler_world()
    do(world, world.mina, Verb.DEACTIVATE, world.forge.id, at=NOVEMBER)
    return world


def more_services(client: str, count: int) -> None:
    """So many more services for one customer, half at its first location, half at its second."""
    first, second = Location.objects.filter(client=client).order_by("id")[:2]
    Service.objects.bulk_create(
        Service(
            client_id=client,
            location=first if number % 2 else second,
            name=f"More bins {number}",
            recurring=True,
            rule="FREQ=WEEKLY",
            start_date=SPRING,
            currency="GBP",
        )
        for number in range(count)
    )


def opened(browser: Browser, client: str) -> dict[str, int]:
    """How many queries each page of the customer takes."""

    def get(address: str) -> Callable[[], None]:
        def ask() -> None:
            answer = browser.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            b"".join(answer) if answer.streaming else answer.content

        return ask

    location = Location.objects.filter(client=client).order_by("id").values_list("id", flat=True)[0]
    service = Service.objects.filter(location=location).order_by("id").values_list("id", flat=True)[0]
    addresses = [reverse(page, args=[client]) for page in PAGES]
    addresses += [reverse("location", args=[location]), reverse("service", args=[service])]
    addresses += [reverse("verb", args=[Verb.DEACTIVATE, client])]
    for address in addresses:
        get(address)()  # What is read once a process is not the page's.
    return {address.replace(client, "").replace(location, ""): queries(get(address)) for address in addresses}


def stopped_and_back(world: HaulerWorld, client: str) -> tuple[int, ...]:
    """How many queries looking, deactivating and reactivating take."""
    counts = []
    for verb in (Verb.DEACTIVATE, Verb.REACTIVATE):
        counts.append(queries(lambda verb=verb: look(world, world.mina, verb, client, at=NOVEMBER)))  # type: ignore[misc]
        counts.append(queries(lambda verb=verb: do(world, world.mina, verb, client, at=NOVEMBER)))  # type: ignore[misc]
    return tuple(counts)


def test_a_customer_among_a_thousand_takes_the_queries_of_one_among_ten(world: HaulerWorld) -> None:
    browser = signed_in(world.mina)
    first, second, third = customers(world, FEW)[:3]
    few = list(opened(browser, first).values()), stopped_and_back(world, first)
    customers(world, MANY - FEW)
    assert Service.objects.count() > 4 * MANY
    again = list(opened(browser, second).values()), stopped_and_back(world, third)
    assert again == few
    assert max(few[0]) <= 40
    counters = counted(world.firm)
    assert Firm.objects.filter(pk=world.firm.pk, **counters).exists(), counters


def test_hundreds_of_services_take_the_queries_of_five(world: HaulerWorld) -> None:
    browser = signed_in(world.mina)
    small, large = customers(world, 2)
    more_services(large, 400)
    assert list(opened(browser, large).values()) == list(opened(browser, small).values())
    assert stopped_and_back(world, large) == stopped_and_back(world, small)
    assert Stop.objects.filter(client=large).count() == 1 + 3 + 405
