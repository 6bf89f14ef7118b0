"""Handing over an account page by page: offered, declined, offered to another, accepted (R49)."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from tenure.core.actions import Answers, Verb
from tenure.core.facts import UserState
from tenure.records.models import Client, ClientRole, ClientUser, OwnerRequest, Person
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
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


def at(client: Client, rest: str) -> str:
    return f"/account/{client.id}/{rest}"


def offer(world: World, to: Person) -> str:
    user = ClientUser.objects.get(client=world.birch, person=to)
    answer = signed_in(world.zoe).post(at(world.birch, "people/ownership/"), {"user": user.id}, follow=True)
    return str(answer.content.decode())


def test_declined_then_a_second_choice_who_accepts(world: World, tess: Person) -> None:
    uma = new_person("Uma Birch")
    place(world.birch, uma, UserState.JOINED, ClientRole.STANDARD)
    assert "Tess Birch is asked to become the owner." in offer(world, tess)
    theirs = signed_in(tess)
    assert "Zoe Birch offers you the ownership" in theirs.get(at(world.birch, "")).content.decode()
    assert "Accept the ownership" in theirs.get(at(world.birch, "people/ownership/answer/")).content.decode()
    declined = theirs.post(at(world.birch, "people/ownership/answer/"), {"answer": "decline"}, follow=True)
    assert "You declined." in declined.content.decode()
    assert (
        "Tess Birch declined the ownership."
        in signed_in(world.zoe).get(at(world.birch, "people/")).content.decode()
    )
    assert fresh(world.birch).owner == world.zoe
    offer(world, uma)
    signed_in(uma).post(at(world.birch, "people/ownership/answer/"), {"answer": "accept"})
    assert fresh(world.birch).owner == uma
    assert (
        "Hand over the account" not in signed_in(world.zoe).get(at(world.birch, "people/")).content.decode()
    )


def test_an_offer_is_sent_again_and_cancelled(world: World, tess: Person) -> None:
    offer(world, tess)
    browser = signed_in(world.zoe)
    again = browser.post(at(world.birch, "people/ownership/letter/"), follow=True).content.decode()
    assert "A new letter leaves for Tess Birch." in again
    cancelled = browser.post(at(world.birch, "people/ownership/withdrawal/"), follow=True).content.decode()
    assert "You remain the owner." in cancelled
    assert browser.post(at(world.birch, "people/ownership/withdrawal/")).status_code == 404
    late = signed_in(tess).post(at(world.birch, "people/ownership/answer/"), {"answer": "accept"})
    assert late.status_code == 409
    assert "not offered to you any more" in late.content.decode()


def test_an_expired_offer_says_so_to_both(world: World, tess: Person) -> None:
    offer(world, tess)
    made = OwnerRequest.objects.get()
    OwnerRequest.objects.update(expires_at=made.at - timedelta(minutes=1))
    assert (
        "This offer has expired"
        in signed_in(tess).get(at(world.birch, "people/ownership/answer/")).content.decode()
    )
    assert (
        signed_in(tess).post(at(world.birch, "people/ownership/answer/"), {"answer": "accept"}).status_code
        == 409
    )
    assert "The offer has expired." in signed_in(world.zoe).get(at(world.birch, "people/")).content.decode()


@pytest.mark.parametrize("user", ["", "nobody", "cus_00000000000000000000000000", "\x00"])
def test_nobody_is_chosen_who_does_not_use_the_account(world: World, tess: Person, user: str) -> None:
    answer = signed_in(world.zoe).post(at(world.birch, "people/ownership/"), {"user": user})
    assert answer.status_code == 422
    assert tess.name in answer.content.decode()


def test_whoever_is_not_asked_has_nothing_to_answer(world: World, tess: Person) -> None:
    page = signed_in(tess).get(at(world.birch, "people/ownership/answer/"))
    assert "Nothing is offered to you" in page.content.decode()
    for answer in ("accept", "decline", "", "\x00"):
        posted = signed_in(tess).post(at(world.birch, "people/ownership/answer/"), {"answer": answer})
        assert posted.status_code in {409, 422}
    assert fresh(world.birch).owner == world.zoe


def test_a_firms_request_is_seen_by_both_sides(world: World) -> None:
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=world.ian.id))
    theirs = signed_in(world.zoe).get(at(world.birch, "people/")).content.decode()
    assert "Ian Hall is asked to become the owner." in theirs
    assert "They become the owner when they accept their invitation." in theirs


def test_the_firm_sees_who_owns_and_who_is_asked(world: World, tess: Person) -> None:
    offer(world, tess)
    shown: str = Browser.get(signed_in(world.olive), f"/clients/{world.birch.id}/users/").content.decode()
    assert "Tess Birch is asked to become the owner." in shown
    assert "Zoe Birch" in shown
