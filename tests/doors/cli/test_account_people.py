"""People of a client at the terminal: listed, invited, and the account handed over (R14, R49)."""

import pytest

from tenure.core.facts import UserState
from tenure.records.models import ClientRole, ClientUser, OwnerRequest, Person
from tests.doors.cli.conftest import Tenure
from tests.worlds import World, fresh, new_person, place, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture
def tess(world: World) -> Person:
    tess = new_person("Tess Birch")
    place(world.birch, tess, UserState.JOINED, ClientRole.STANDARD)
    return tess


def test_users_are_listed_for_both_sides_and_for_nobody_else(world: World, tenure: Tenure) -> None:
    for person in (world.zoe, world.olive):
        users = tenure("users", world.birch.id, "--as", person.email, "--json").json["users"]
        assert [(one["name"], one["role"], one["state"]) for one in users] == [
            ("Zoe Birch", "owner", "joined"),
            ("Ian Hall", "standard", "invited"),
        ]
    assert "Zoe Birch" in tenure("users", world.birch.id, "--as", world.zoe.email).out
    for email in (world.stan.email, world.dora.email, "nobody@example.com"):
        assert tenure("users", world.birch.id, "--as", email).code == 3


def test_somebody_is_invited_by_those_who_may(world: World, tess: Person, tenure: Tenure) -> None:
    said = tenure(
        "invite", world.birch.id, "n@birch.example", "--as", world.zoe.email, "--role", "administrator"
    )
    assert (said.code, "An invitation leaves for n@birch.example." in said.out) == (0, True)
    assert ClientUser.objects.get(person__email="n@birch.example").role == "administrator"
    again = tenure("invite", world.birch.id, "n@birch.example", "--as", world.olive.email, "--json")
    assert (again.code, again.json["refusals"][0]["code"]) == (3, "not_possible")
    assert tenure("invite", world.birch.id, "m@birch.example", "--as", tess.email).code == 3
    assert tenure("invite", world.birch.id, "nobody", "--as", world.zoe.email).code == 3


def test_an_account_is_handed_over(world: World, tess: Person, tenure: Tenure) -> None:
    owner, asked = ("--as", world.zoe.email), ("--as", tess.email)
    birch = world.birch.id
    assert "Nothing has been done yet." in tenure("hand-over", birch, *owner, "--to", tess.email).out
    assert not OwnerRequest.objects.exists()
    offered = tenure("hand-over", birch, *owner, "--to", tess.email, "--yes", "--json")
    assert offered.json["offer"]["email"] == tess.email
    assert tenure("hand-over", birch, *owner, "--answer", "accept", "--yes").code == 3
    assert "Tess Birch is asked to become the owner." in tenure("hand-over", birch, *owner).out
    assert tenure("hand-over", birch, *asked, "--answer", "decline", "--yes").code == 0
    tenure("hand-over", birch, *owner, "--to", tess.email, "--yes")
    assert tenure("hand-over", birch, *owner, "--answer", "again", "--yes").code == 0
    assert tenure("hand-over", birch, *asked, "--answer", "accept", "--yes").code == 0
    assert fresh(world.birch).owner == tess


@pytest.mark.parametrize(
    "typed", [("--to", "a@b.example", "--answer", "cancel"), ("--answer", "perhaps")], ids=["both", "unknown"]
)
def test_what_nobody_can_follow_is_wrong_usage(world: World, typed: tuple[str, ...], tenure: Tenure) -> None:
    assert tenure("hand-over", world.birch.id, "--as", world.zoe.email, *typed, "--yes").code == 2
    assert tenure("hand-over", "birch", "--as", world.zoe.email).code == 2
