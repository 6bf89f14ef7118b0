"""Every question about clients starts from somebody; foreign looks like missing (R8, R12)."""

import pytest

from tenure.core.actor import Actor, Side
from tenure.records.models import Firm
from tenure.records.queries import Counts, NoSuchClient, client_of_node, clients_of, counts
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

NOBODY = Actor(person="usr_nobody", name="Nobody", email="", side=Side.CLIENT)


@pytest.fixture
def world() -> World:
    return practice_world()


def test_a_member_sees_the_clients_of_its_firm(world: World) -> None:
    assert set(clients_of(world.actor(world.fay))) == {world.acme, world.birch, world.cedar, world.dune}
    assert not clients_of(world.actor(world.stan)).exists()


def test_a_user_sees_its_own_client(world: World) -> None:
    assert list(clients_of(world.actor(world.zoe))) == [world.birch]
    assert not clients_of(NOBODY).exists()


def test_a_node_leads_to_its_client(world: World) -> None:
    olive = world.actor(world.olive)
    product = world.birch.subscriptions.first()
    assert product is not None
    assert client_of_node(olive, world.birch.id) == world.birch
    assert client_of_node(olive, product.id) == world.birch


@pytest.mark.parametrize(
    "node",
    [
        "",
        "cli_",
        "cli_unknown",
        "sub_unknown",
        "loc_unknown",
        "usr_1",
        "cli_\x00",
        "cli_é",
        "cli_\ud800",
        "🦊",
    ],
)
def test_nonsense_leads_nowhere(world: World, node: str) -> None:
    with pytest.raises(NoSuchClient):
        client_of_node(world.actor(world.olive), node)


def test_a_foreign_client_looks_like_a_missing_one(world: World) -> None:
    for stranger in (world.actor(world.stan), world.actor(world.ann), NOBODY):
        with pytest.raises(NoSuchClient):
            client_of_node(stranger, world.birch.id)


def test_the_tabs_show_the_firms_counters(world: World) -> None:
    Firm.objects.filter(pk=world.firm.pk).update(
        clients_active=7, clients_deactivated=3, clients_suspended=2, clients_invited=1
    )
    numbers = counts(world.actor(world.olive))
    assert numbers == Counts(active=7, deactivated=3, suspended=2, invited=1)
    assert numbers.all == 10


def test_a_user_of_clients_gets_numbers_too(world: World) -> None:
    assert counts(world.actor(world.zoe)) == Counts(active=1, deactivated=0, suspended=0, invited=0)
    assert counts(NOBODY).all == 0
