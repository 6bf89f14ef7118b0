"""Erasing for good: only where nobody uses the account, and only by its name (R14, R25-R27)."""

import pytest
from playwright.sync_api import Page, expect

from tenure.records.models import Client, ErasureCertificate, Person
from tests.journeys.conftest import OpenRoom, ReadLetters
from tests.journeys.spoken import speaking
from tests.journeys.steps import at, at_step, clients_listed, follow, main, manage, press, sees, told
from tests.worlds import fresh, practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PROFILES = ("practice", "practice-classic", "cabinet")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_client_without_users_is_deleted_by_typing_its_name_r25_r26_r27(
    profile: str, room: OpenRoom, letters: ReadLetters
) -> None:
    world = practice_world(profile)
    page = room(world.mina).tab("/clients/")
    offered = manage(page, "Cedar Café").locator(".menu__item--danger")
    assert offered.all_inner_texts() == ["Delete client"]
    offered.click()
    at(page, "Delete Cedar Café")
    at_step(page, "What it means")
    sees(page, "Invite a user first, and the data is not lost", "Cedar Café and all its data are erased")
    expect(main(page).get_by_role("link", name="Export everything")).to_be_visible()
    press(page, "Delete client")
    at_step(page, "Confirm by name")
    name = page.get_by_label("Type the client's name")
    name.fill("Cedar Cafe")
    press(page, "Delete client")
    sees(page, "The name you typed is not the client's name.", "Type exactly: Cedar Café")
    expect(name).to_have_value("Cedar Cafe")
    assert Client.objects.filter(pk=world.cedar.id).exists()
    name.fill("Cedar Café")
    press(page, "Delete client")
    told(page, "Cedar Café is deleted for good.")
    assert "Cedar Café" not in clients_listed(page)
    assert not Client.objects.filter(pk=world.cedar.id).exists()
    assert letters(world.olive).receivers() == ["Mina Okafor", "Olive Reed"]


def test_what_was_erased_stands_on_a_certificate_without_the_client_r27(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab(f"/deletion/{world.cedar.id}/")
    delete_cedar(page)
    certificate = ErasureCertificate.objects.get()
    page.go_back()
    at(page, "A client was erased for good")
    sees(page, "Certificate of erasure", "Products", certificate.hash)
    expect(main(page)).not_to_contain_text("Cedar")
    page.goto("/clients/?tab=all&q=Cedar")
    sees(page, "Nothing found")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_inviting_a_user_first_turns_delete_into_disconnect_r25(language: str, room: OpenRoom) -> None:
    world, say = practice_world("practice"), speaking(language)
    Person.objects.update(locale=language)
    page = room(fresh(world.mina), language=language).tab(f"/deletion/{world.cedar.id}/")
    follow(page, say("Invite a user"))
    page.get_by_label(say("E-mail")).fill("cora@cedar.example")
    page.get_by_label(say("Name")).fill("Cora Cedar")
    press(page, say("Send the invitation"))
    # The delete page turns into disconnect the moment a user is invited.
    told(page, say("An invitation leaves for %(email)s.", email="cora@cedar.example"))
    sees(page, say("%(client)s has users, so it cannot be deleted.", client="Cedar Café"))
    follow(page, say("Disconnect client"))
    press(page, say("Disconnect client"))
    press(page, say("Skip"))
    expect(main(page).get_by_role("radio", name="Cora Cedar")).to_be_checked()
    press(page, say("Disconnect client"))
    told(page, say("%(name)s is disconnected.", name="Cedar Café"), "Cora Cedar")


def test_a_self_paying_client_is_never_deleted_r15_r25(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab(f"/deletion/{world.acme.id}/")
    sees(page, "Acme Trading Ltd pays for its own subscription.", "can only be disconnected")


def delete_cedar(page: Page) -> None:
    """From the first page of the wizard to the banner."""
    press(page, "Delete client")
    page.get_by_label("Type the client's name").fill("Cedar Café")
    press(page, "Delete client")
    told(page, "Cedar Café is deleted for good.")
