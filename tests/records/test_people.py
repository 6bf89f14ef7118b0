"""Who a person is depends on where they stand: in a firm, at a client, or nowhere (R7, R8, R48)."""

import pytest

from tenure.core.actor import Right, Side
from tenure.records.models import Member, Person
from tenure.records.people import (
    actor_at_clients,
    actor_at_firm,
    actor_near,
    client_places,
    firm_places,
    person_of,
    team_of,
)
from tests.worlds import World, new_member, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def test_rights_come_from_the_role(world: World) -> None:
    assert world.actor(world.olive).rights == frozenset(Right)
    assert world.actor(world.mina).may(Right.DISCONNECT)
    assert world.actor(world.fay).rights == frozenset()
    assert world.actor(world.fay).side is Side.FIRM


def test_a_right_that_no_longer_exists_grants_nothing(world: World) -> None:
    role = Member.objects.get(person=world.fay).role
    role.rights = ["fly", "team"]
    role.save()
    assert world.actor(world.fay).rights == {Right.TEAM}


def test_a_stranger_is_nobody_here(world: World) -> None:
    assert actor_at_firm(world.stan.id, world.firm.id) is None
    assert actor_at_firm(world.stan.id, world.firm.slug) is None
    assert actor_near(world.stan.id, world.birch.id) is None
    assert actor_at_clients(world.stan.id) is None


def test_somebody_who_may_not_sign_in_is_nobody(world: World) -> None:
    Person.objects.filter(pk=world.mina.pk).update(is_active=False)
    assert actor_at_firm(world.mina.id, world.firm.id) is None
    assert person_of(world.mina.email) is None


def test_a_member_is_found_near_a_client_and_its_products(world: World) -> None:
    product = world.birch.subscriptions.first()
    assert product is not None
    for node in (world.birch.id, product.id):
        actor = actor_near(world.olive.id, node)
        assert actor is not None
        assert actor.firm == world.firm.id
    assert actor_near(world.olive.id, "cli_nothing") is None
    assert actor_near(world.olive.id, "nonsense") is None


def test_a_user_is_found_near_its_own_client_only(world: World) -> None:
    actor = actor_near(world.zoe.id, world.birch.id)
    assert actor is not None
    assert (actor.side, actor.firm, actor.clients) == (Side.CLIENT, None, (world.birch.id,))
    assert actor_near(world.zoe.id, world.acme.id) is None


def test_an_invited_person_is_not_yet_a_user(world: World) -> None:
    assert actor_at_clients(world.ian.id) is None
    assert client_places(world.ian.id) == ()


def test_one_sign_in_may_have_several_places(world: World) -> None:
    new_member(world.southbank, world.zoe, "staff")
    assert [(p.slug, p.role) for p in firm_places(world.zoe.id)] == [("southbank", "Staff")]
    assert [(p.client, p.owner) for p in client_places(world.zoe.id)] == [(world.birch.id, True)]


def test_a_team_is_listed_by_name(world: World) -> None:
    assert [str(member.person) for member in team_of(world.firm.id)] == [
        "Fay Lindqvist",
        "Mina Okafor",
        "Olive Reed",
    ]


def test_an_address_finds_its_person(world: World) -> None:
    assert person_of(" ZOE.Birch@example.com") == world.zoe
    assert person_of("nobody@example.com") is None
