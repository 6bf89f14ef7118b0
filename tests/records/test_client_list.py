"""The client list: each client once, in order, both ways, at a constant number of queries (R21, R29)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenure.core.actor import Actor, Side
from tenure.core.facts import Payer
from tenure.records.models import Client, ClientStanding, Firm
from tenure.records.queries import ClientPage, Filters, Sort, Tab, client_page
from tests.worlds import LONG_AGO, World, new_firm, practice_world

pytestmark = pytest.mark.django_db


def member_of(firm: Firm) -> Actor:
    return Actor(person="usr_1", name="Olive", email="", side=Side.FIRM, firm=firm.id)


def fill(firm: Firm, count: int) -> None:
    """`count` clients with many equal names, times and numbers: ties are where paging goes wrong."""
    Client.objects.bulk_create(
        Client(
            firm=firm,
            name=f"Client {number % 7}",
            sort_name=f"client {number % 7}",
            search=f"client {number % 7} no{number}",
            standing=(ClientStanding.DEACTIVATED if number % 3 == 0 else ClientStanding.ACTIVE).value,
            suspended=number % 5 == 0,
            invited=number % 4 == 0,
            documents_held=number % 2,
            last_activity_at=LONG_AGO + timedelta(days=number % 6),
        )
        for number in range(count)
    )


def forwards(actor: Actor, tab: Tab, sort: Sort, limit: int, search: str = "") -> Iterator[ClientPage]:
    page = client_page(actor, standing=tab, sort=sort, limit=limit, search=search)
    yield page
    while page.next:
        page = client_page(actor, standing=tab, sort=sort, limit=limit, search=search, cursor=page.next)
        yield page


def ids(pages: list[ClientPage]) -> list[str]:
    return [row.id for page in pages for row in page.rows]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("tab", Tab)
@pytest.mark.parametrize("limit", [1, 7, 30])
def test_a_walk_meets_each_client_once_and_in_order(tab: Tab, sort: Sort, limit: int) -> None:
    firm = new_firm("Walked")
    fill(firm, 30)
    pages = list(forwards(member_of(firm), tab, sort, limit))
    shown = [row for page in pages for row in page.rows]
    belongs = {
        Tab.ACTIVE: Client.objects.filter(standing="active"),
        Tab.DEACTIVATED: Client.objects.filter(standing="deactivated"),
        Tab.SUSPENDED: Client.objects.filter(suspended=True),
        Tab.INVITED: Client.objects.filter(invited=True),
        Tab.ALL: Client.objects.all(),
    }[tab]
    in_order = sorted(belongs, key=lambda row: (getattr(row, sort.field), row.id), reverse=sort.descending)
    assert [row.id for row in shown] == [row.id for row in in_order]
    assert pages[0].previous is None


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("tab", [Tab.ACTIVE, Tab.ALL])
def test_the_way_back_shows_the_same_pages(tab: Tab, sort: Sort) -> None:
    firm = new_firm("Walked")
    fill(firm, 30)
    actor = member_of(firm)
    there = list(forwards(actor, tab, sort, 4))
    page, back = there[-1], [there[-1]]
    while page.previous:
        page = client_page(actor, standing=tab, sort=sort, limit=4, cursor=page.previous)
        back.insert(0, page)
    assert [[row.id for row in page.rows] for page in back] == [
        [row.id for row in page.rows] for page in there
    ]


def test_a_search_is_paged_too() -> None:
    firm = new_firm("Walked")
    fill(firm, 40)
    pages = list(forwards(member_of(firm), Tab.ALL, Sort.NAME, 3, search="client no3"))
    assert len(ids(pages)) == len(set(ids(pages))) == 11


def test_a_client_that_comes_or_goes_between_pages_disturbs_nobody_else() -> None:
    firm = new_firm("Walked")
    fill(firm, 12)
    actor = member_of(firm)
    first = client_page(actor, standing=Tab.ALL, limit=5)
    Client.objects.filter(id=first.rows[-1].id).delete()
    Client.objects.create(firm=firm, name="Aaa", sort_name="aaa")
    assert first.next is not None
    second = client_page(actor, standing=Tab.ALL, limit=20, cursor=first.next)
    assert len(second.rows) == 7
    assert not set(ids([first])) & set(ids([second]))


@pytest.mark.parametrize("tab", Tab)
@pytest.mark.parametrize("search", ["", "cl", "client no3"])
def test_ten_clients_and_a_thousand_take_the_same_queries(tab: Tab, search: str) -> None:
    small, large = new_firm("Small"), new_firm("Large")
    fill(small, 10)
    fill(large, 1000)
    taken = []
    for firm in (small, large):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client_page(member_of(firm), standing=tab, search=search, limit=50)
            assert all(row.owner is None for row in page.rows)
        taken.append(len(queries))
    assert taken[0] == taken[1]
    assert taken[0] <= 3


def test_the_filters_narrow_the_list() -> None:
    world = practice_world()
    actor = world.actor(world.olive)
    Client.objects.filter(pk=world.dune.pk).update(documents_held=3, locked_until=date(2027, 3, 21))

    def names(filters: Filters) -> list[str]:
        return [row.name for row in client_page(actor, standing=Tab.ALL, filters=filters).rows]

    assert names(Filters(payer=Payer.CLIENT)) == ["Acme Trading Ltd"]
    assert names(Filters(owner=world.zoe.id)) == ["Birch & Sons"]
    assert names(Filters(documents_held=True)) == ["Dune Surveying"]
    assert names(Filters(locked_on=date(2027, 3, 20))) == ["Dune Surveying"]
    assert names(Filters(locked_on=date(2027, 3, 21))) == []
    assert names(Filters(payer=Payer.FIRM, owner=world.ann.id)) == []
    assert names(Filters(owner="usr_\x00\ud800")) == []


def test_a_stranger_and_an_empty_list_get_an_empty_page() -> None:
    world = practice_world()
    assert client_page(world.actor(world.stan), standing=Tab.ALL) == ClientPage()
    assert client_page(world.actor(world.olive), standing=Tab.SUSPENDED) == ClientPage()


def test_a_bad_cursor_gives_the_first_page() -> None:
    world = practice_world()
    actor = world.actor(world.olive)
    assert client_page(actor, cursor="nonsense") == client_page(actor)


def test_a_user_lists_its_own_clients(world: World) -> None:
    assert [row.name for row in client_page(world.actor(world.zoe), standing=Tab.ALL).rows] == [
        "Birch & Sons"
    ]


@pytest.fixture
def world() -> World:
    return practice_world()
