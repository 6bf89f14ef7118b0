"""Who may not, sees no button and reads whom to ask; who is a stranger, sees nothing (R7, R8, R12)."""

import re

import pytest
from playwright.sync_api import expect

from tenure.records.models import Client, Transition
from tests.journeys.browsing import sent_by_hand
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import at, follow, main, manage, sees, sees_not, turn_to
from tests.worlds import practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

VERBS = ("Disconnect client", "Deactivate", "Deactivate client", "Reactivate", "Delete client")
PAGES = ("", "users/", "subscription/", "documents/", "activity/", "settings/", "decision/", "export/")


@pytest.mark.parametrize("profile", ["practice", "practice-classic", "cabinet"])
def test_without_the_right_no_verb_is_seen_and_the_page_says_whom_to_ask_r7(
    profile: str, room: OpenRoom
) -> None:
    world = practice_world(profile)
    page = room(world.fay).tab("/clients/")
    sees(page, "You can look at clients, not end or pause them. Ask an administrator", "Olive Reed")
    menu = manage(page, "Birch & Sons")
    assert menu.get_by_role("link").all_inner_texts() == ["Open", "Subscription"]
    page.keyboard.press("Escape")
    follow(page, "Birch & Sons")
    for tab in ("Subscription", "Business settings"):
        turn_to(page, tab)
        sees(page, "Ask an administrator of your account: Olive Reed")
        sees_not(page, *VERBS)


def test_the_server_refuses_alike_and_nothing_changes_r8(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.fay).tab(f"/disconnection/{world.birch.id}/")
    sees(page, "You do not have the right to do this.", "Ask an administrator of your account: ")
    answer = sent_by_hand(page, f"/disconnection/{world.birch.id}/?step=owner", {"owner": world.zoe.id})
    assert "You do not have the right to do this." in answer
    assert not Transition.objects.exists()
    assert Client.objects.get(pk=world.birch.id).firm_id == world.firm.id


def test_for_a_stranger_a_client_is_not_there_r12(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.stan).tab()
    addresses = [f"/clients/{world.birch.id}/{part}" for part in PAGES]
    for address in (*addresses, f"/disconnection/{world.birch.id}/", f"/account/{world.birch.id}/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404, address
        at(page, "There is nothing here")
        expect(main(page)).not_to_contain_text("Birch")


def test_somebody_at_a_client_reaches_no_page_of_the_firm_r8(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.zoe).tab()
    for address in (
        "/clients/",
        f"/clients/{world.birch.id}/",
        f"/disconnection/{world.birch.id}/",
        "/team/",
    ):
        page.goto(address)
        expect(page).to_have_url(re.compile(rf"/account/{world.birch.id}/$"))
        sees(page, "Northline Accounting looks after this account.")


def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back_r8(room: OpenRoom) -> None:
    practice_world("practice")
    page = room().tab("/clients/?tab=deactivated")
    at(page, "Sign in")
    page.get_by_label("E-mail").fill("mina.okafor@example.com")
    page.get_by_label("Password").fill("correct horse battery")
    main(page).get_by_role("button", name="Sign in", exact=True).click()
    at(page, "Clients")
    assert page.url.endswith("/clients/?tab=deactivated")
