"""People on the client's side: invited, joined, handed the account, in the browser (R14, R48, R49)."""

import pytest
from playwright.sync_api import expect

from tenure.core.facts import UserState
from tenure.records.models import ClientRole, ClientUser, Person
from tests.journeys.conftest import OpenRoom, ReadLetters
from tests.journeys.spoken import Say, speaking
from tests.journeys.steps import at, choose, follow, main, manage, press, sees, told
from tests.worlds import fresh, new_person, place, practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_somebody_is_invited_and_accepts_with_a_new_sign_in(room: OpenRoom, letters: ReadLetters) -> None:
    world = practice_world("practice")
    page = room(world.zoe).tab("/account/")
    page.get_by_role("link", name="People").click()
    sees(page, "Zoe Birch owns this account.")
    page.get_by_label("E-mail").fill("nina@birch.example")
    page.get_by_label("Name").fill("Nina Cole")
    page.get_by_label("Role").select_option("administrator")
    press(page, "Send the invitation")
    told(page, "An invitation leaves for nina@birch.example.")
    sees(page, "Nina Cole", "Invited")
    link = (
        letters(world.olive)
        .read("nina")
        .get_by_role("link", name="Accept the invitation")
        .get_attribute("href")
    )
    assert link is not None
    path = "/invitations/" + link.rstrip("/").rpartition("/")[2] + "/"
    # Mail scanners open links: looking consumes nothing.
    room().tab(path)
    theirs = room().tab(path)
    at(theirs, "Join Birch & Sons")
    sees(theirs, "Zoe Birch invites you.")
    theirs.get_by_label("Password").fill("a quiet river at noon")
    press(theirs, "Accept the invitation")
    told(theirs, "Welcome to Birch & Sons.")
    theirs.get_by_role("link", name="People").click()
    sees(theirs, "This is you")
    again = room().tab(path)
    sees(again, "This invitation was accepted already.")
    page.reload()
    expect(main(page).get_by_role("row", name="Nina Cole").get_by_text("Joined")).to_be_visible()


def test_a_link_for_somebody_else_says_so(room: OpenRoom, letters: ReadLetters) -> None:
    world = practice_world("practice")
    page = room(world.zoe).tab(f"/account/{world.birch.id}/people/")
    page.get_by_label("E-mail").fill(world.dora.email)
    press(page, "Send the invitation")
    told(page, world.dora.email)
    link = (
        letters(world.olive)
        .read("dora")
        .get_by_role("link", name="Accept the invitation")
        .get_attribute("href")
    )
    assert link is not None
    path = "/invitations/" + link.rstrip("/").rpartition("/")[2] + "/"
    wrong = room(world.ann).tab(path)
    sees(wrong, "This invitation is not for you.", "It is for dora.dune@example.com.")
    dora = room(world.dora).tab(path)
    press(dora, "Accept the invitation")
    told(dora, "Welcome to Birch & Sons.")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_hand_over_is_declined_then_the_second_choice_accepts(
    language: str, room: OpenRoom, letters: ReadLetters
) -> None:
    world, say = practice_world("practice"), speaking(language)
    tess, uma = new_person("Tess Birch"), new_person("Uma Birch")
    for person in (tess, uma):
        place(world.birch, person, UserState.JOINED, ClientRole.STANDARD)
    Person.objects.update(locale=language)
    page = room(fresh(world.zoe), language=language).tab(f"/account/{world.birch.id}/people/")
    follow(page, say("Hand over the account"))
    sees(page, say("From acceptance on they own the account"))
    choose(page, "Tess Birch")
    press(page, say("Offer the ownership"))
    asked = say("%(name)s is asked to become the owner. Until they accept, you are.", name="Tess Birch")
    told(page, asked)
    answer(room, tess, say, "Decline")
    page.reload()
    sees(page, say("%(name)s declined the ownership.", name="Tess Birch"))
    follow(page, say("Choose somebody else"))
    choose(page, "Uma Birch")
    press(page, say("Offer the ownership"))
    sees(page, say("%(name)s is asked to become the owner.", name="Uma Birch"))
    answer(room, uma, say, "Accept the ownership")
    assert fresh(world.birch).owner == uma
    page.reload()
    sees(page, say("%(name)s owns this account.", name="Uma Birch"))
    expect(main(page).get_by_role("link", name=say("Hand over the account"))).to_have_count(0)
    about = [(to.split(" <")[0], subject) for to, subject in letters(world.olive).received()]
    birch = {"client": "Birch & Sons"}
    for to, subject in (
        ("Zoe Birch", say("%(other)s declined the ownership of %(client)s", other="Tess Birch", **birch)),
        ("Uma Birch", say("You own the account of %(client)s", **birch)),
        ("Zoe Birch", say("%(other)s owns the account of %(client)s now", other="Uma Birch", **birch)),
    ):
        assert (to, subject) in about


def test_the_owner_hands_over_before_leaving(room: OpenRoom) -> None:
    world = practice_world("practice")
    tess = new_person("Tess Birch")
    place(world.birch, tess, UserState.JOINED, ClientRole.ADMINISTRATOR)
    seat = ClientUser.objects.get(client=world.birch, person=world.zoe)
    page = room(world.zoe).tab(f"/account/{world.birch.id}/people/{seat.id}/removal/")
    sees(page, "Hand over the ownership first.")
    follow(page, "Hand over the account")
    choose(page, "Tess Birch")
    press(page, "Offer the ownership")
    answer(room, tess, speaking("en"), "Accept the ownership")
    page.goto(f"/account/{world.birch.id}/people/")
    manage(page, "Zoe Birch").get_by_role("link", name="Leave the account").click()
    at(page, "Leave Birch & Sons")
    press(page, "Leave the account")
    at(page, "You belong nowhere yet")
    assert fresh(world.birch).owner == tess


def answer(room: OpenRoom, person: Person, say: Say, button: str) -> None:
    """From the first page, as a letter or a look at the account leads there."""
    page = room(fresh(person)).tab("/account/")
    follow(page, say("Accept or decline"))
    press(page, say(button))
    sentence = (
        say("You declined. The owner is told and can ask somebody else.")
        if button == "Decline"
        else say("You own the account of %(account)s now.", account="Birch & Sons")
    )
    told(page, sentence)
