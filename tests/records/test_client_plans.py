"""SQLite reads the client list by the index made for it: no walk over the firm, no sorting of it (R21)."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenure.records import find_clients
from tenure.records.queries import Sort, Tab, client_page
from tests.worlds import World, practice_world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL plans by statistics"),
]


@pytest.fixture
def world() -> World:
    return practice_world()


def plans(ask: Callable[[], object]) -> list[str]:
    """How the database goes about each query over clients that `ask` makes."""
    with CaptureQueriesContext(connection) as queries:
        ask()
    asked = [query["sql"] for query in queries.captured_queries if "records_client" in query["sql"]]
    with connection.cursor() as cursor:
        return [
            "; ".join(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())
            for sql in asked
        ]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("tab", Tab)
def test_a_page_is_read_in_the_order_of_its_index(world: World, tab: Tab, sort: Sort) -> None:
    actor = world.actor(world.olive)
    first = client_page(actor, standing=Tab.ALL, sort=sort, limit=1)
    assert first.next is not None
    for cursor in ("", first.next):
        for plan in plans(partial(client_page, actor, standing=tab, sort=sort, cursor=cursor)):
            assert plan.startswith("SEARCH records_client USING INDEX cli_")
            assert f"_by_{sort}" in plan
            assert "TEMP B-TREE" not in plan


def test_a_deep_page_starts_at_its_row(world: World) -> None:
    actor = world.actor(world.olive)
    first = client_page(actor, limit=1)
    (plan,) = plans(lambda: client_page(actor, cursor=first.next or ""))
    assert "AND (sort_name,id)>(?,?)" in plan


def test_a_rare_word_leads_straight_to_its_clients(world: World) -> None:
    (plan,) = plans(lambda: client_page(world.actor(world.olive), search="acme"))
    assert "(search_row=?)" in plan


def test_a_common_word_is_met_along_the_list(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_clients, "FEW", 0)
    (plan,) = plans(lambda: client_page(world.actor(world.olive), search="acme"))
    assert "cli_by_name" in plan
