"""People on the client's own pages: invited, given a role, removed, leaving; who may not is told whom to ask (R48, R49)."""

import pytest
from django.test import Client as Browser

from tenure.core.facts import UserState
from tenure.records.models import Client, ClientRole, ClientUser, Invitation, OutboxMail, Person
from tests.doors.web.walking import signed_in
from tests.worlds import World, fresh, new_person, place, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture
def tess(world: World) -> Person:
    """A standard user of Birch, which Zoe owns."""
    tess = new_person("Tess Birch")
    place(world.birch, tess, UserState.JOINED, ClientRole.STANDARD)
    return tess


def at(client: Client, rest: str = "people/") -> str:
    return f"/account/{client.id}/{rest}"


def seat(client: Client, person: Person) -> ClientUser:
    return ClientUser.objects.get(client=client, person=person)


def text(browser: Browser, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_everybody_who_joined_sees_who_uses_the_account(world: World, tess: Person) -> None:
    shown = text(signed_in(tess), at(world.birch))
    assert "Zoe Birch owns this account." in shown
    assert "Account owner" in shown
    assert "Invited" in shown
    assert "Invite somebody" not in shown
    assert "Hand over the account" not in shown


def test_an_administrator_invites_and_the_firms_outbox_does_not_list_the_letter(world: World) -> None:
    browser = signed_in(world.zoe)
    form = {"email": "Nina@Birch.example", "name": "Nina Cole", "role": "administrator"}
    answer = browser.post(at(world.birch), form, follow=True)
    assert "An invitation leaves for" in answer.content.decode()
    letter = OutboxMail.objects.get(kind="invite_user")
    assert (letter.firm_id, letter.client_id, letter.context["actor_name"]) == (
        None,
        world.birch.id,
        "Zoe Birch",
    )
    assert fresh(world.birch).users_invited == 2


@pytest.mark.parametrize(
    ("email", "role"),
    [("zoe.birch@example.com", "standard"), ("nobody", "standard"), ("a@b.example", "owner")],
)
def test_what_cannot_be_used_comes_back_with_what_was_typed(world: World, email: str, role: str) -> None:
    answer = signed_in(world.zoe).post(at(world.birch), {"email": email, "name": "Typed Name", "role": role})
    assert answer.status_code == 422
    assert "Typed Name" in answer.content.decode()


def test_an_invitation_is_sent_again_and_withdrawn(world: World) -> None:
    browser, ian = signed_in(world.zoe), seat(world.birch, world.ian)
    browser.post(at(world.birch, f"people/{ian.id}/letter/"))
    assert Invitation.objects.filter(client=world.birch, withdrawn_at=None).count() == 1
    browser.post(at(world.birch, f"people/{ian.id}/withdrawal/"))
    assert not ClientUser.objects.filter(pk=ian.pk).exists()
    assert browser.post(at(world.birch, f"people/{ian.id}/withdrawal/")).status_code == 404


def test_a_role_is_changed_on_a_page_of_its_own(world: World, tess: Person) -> None:
    browser, url = signed_in(world.zoe), at(world.birch, f"people/{seat(world.birch, tess).id}/role/")
    assert "Sees and adds documents." in text(browser, url)
    assert browser.post(url, {"role": "king"}).status_code == 422
    answer = browser.post(url, {"role": "administrator"}, follow=True)
    assert "Tess Birch is now Administrator." in answer.content.decode()
    assert seat(world.birch, tess).role == "administrator"


def test_somebody_is_removed_and_loses_the_account_at_once(world: World, tess: Person) -> None:
    theirs, browser = signed_in(tess), signed_in(world.zoe)
    assert theirs.get(at(world.birch)).status_code == 200
    url = at(world.birch, f"people/{seat(world.birch, tess).id}/removal/")
    assert "All access to the account ends at once" in text(browser, url)
    answer = browser.post(url, follow=True)
    assert "Tess Birch no longer uses this account." in answer.content.decode()
    assert theirs.get(at(world.birch)).status_code == 404
    assert OutboxMail.objects.get(kind="user_removed").to_address == tess.email


def test_leaving_is_everybodys_own_but_not_the_owners(world: World, tess: Person) -> None:
    url = at(world.birch, f"people/{seat(world.birch, tess).id}/removal/")
    answer = signed_in(tess).post(url, follow=True)
    assert "You have left Birch &amp; Sons." in answer.content.decode()
    own = at(world.birch, f"people/{seat(world.birch, world.zoe).id}/removal/")
    shown = text(signed_in(world.zoe), own)
    assert "Hand over the ownership first." in shown
    assert "What changes" not in shown
    assert signed_in(world.zoe).post(own).status_code == 409
    assert fresh(world.birch).owner == world.zoe


def test_a_standard_user_is_told_whom_to_ask(world: World, tess: Person) -> None:
    browser, zoe = signed_in(tess), seat(world.birch, world.zoe)
    for answer in (
        browser.post(at(world.birch), {"email": "a@b.example", "role": "standard"}),
        browser.get(at(world.birch, f"people/{zoe.id}/role/")),
        browser.post(at(world.birch, f"people/{zoe.id}/removal/")),
        browser.get(at(world.birch, "people/ownership/")),
    ):
        assert answer.status_code == 403
        assert "Zoe Birch" in answer.content.decode()


@pytest.mark.parametrize("rest", ["people/", "people/ownership/", "people/ownership/answer/"])
def test_another_account_is_no_page(world: World, rest: str) -> None:
    for person in (world.dora, world.olive, world.ian):
        assert signed_in(person).get(at(world.birch, rest)).status_code == 404
    assert Browser().get(at(world.birch, rest))["Location"].startswith("/accounts/login/")


def test_somebody_of_another_account_cannot_be_reached_through_ones_own(world: World) -> None:
    foreign = seat(world.dune, world.dora)
    for rest in ("role/", "removal/"):
        assert signed_in(world.zoe).get(at(world.birch, f"people/{foreign.id}/{rest}")).status_code == 404
        assert signed_in(world.zoe).post(at(world.birch, f"people/{foreign.id}/{rest}")).status_code == 404
