"""A page and a gathering take the same few queries however many clients there are (R21, R29)."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenure.records.facts import CHUNK, Wanted, gather
from tenure.records.models import Subscription
from tenure.records.queries import Sort, Tab, client_page, counts
from tests.crowd import crowd
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 1_000


@pytest.fixture
def world() -> World:
    world = practice_world()
    crowd(world.firm, FEW)
    return world


def queries(ask: Callable[[], object]) -> int:
    """How many queries `ask` makes."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def test_the_list_takes_the_same_queries_at_ten_clients_and_at_a_thousand(world: World) -> None:
    olive = world.actor(world.olive)
    deep = client_page(olive, limit=3).next or ""
    asks: list[tuple[int, Callable[[], object]]] = [
        (1, lambda: client_page(olive)),
        (1, lambda: client_page(olive, cursor=deep, limit=3)),
        (1, lambda: client_page(olive, standing=Tab.DEACTIVATED, sort=Sort.ACTIVITY)),
        # "All" is two walks, merged.
        (2, lambda: client_page(olive, standing=Tab.ALL, sort=Sort.DOCUMENTS)),
        # On SQLite one more asks how common the word is.
        (2 if connection.vendor == "sqlite" else 1, lambda: client_page(olive, search="crowd.example")),
        (1, lambda: counts(olive)),
    ]
    expected = [number for number, _ask in asks]
    assert [queries(ask) for _number, ask in asks] == expected
    crowd(world.firm, MANY - FEW, start=FEW)
    assert [queries(ask) for _number, ask in asks] == expected


def test_facts_are_gathered_with_the_same_queries_for_ten_products_and_for_a_chunk(world: World) -> None:
    olive, now = world.actor(world.olive), timezone.now()
    crowd(world.firm, CHUNK - FEW, start=FEW)
    products = Subscription.objects.filter(client__search__contains="crowd").values_list("id", flat=True)
    wanted = [Wanted(target=product) for product in products]
    assert len(gather(olive, wanted, at=now)) == CHUNK
    few = queries(lambda: gather(olive, wanted[:FEW], at=now))
    assert queries(lambda: gather(olive, wanted, at=now)) == few <= 12
