"""Parting for good, step by step as each article tells it (R9-R15)."""

import pytest
from playwright.sync_api import Page, expect

from tenure.records.models import SurveyAnswer
from tests.journeys.conftest import OpenRoom, ReadLetters
from tests.journeys.steps import (
    at,
    at_step,
    choose,
    clients_listed,
    follow,
    main,
    manage,
    press,
    sees,
    sees_not,
    told,
)
from tests.journeys.ways import disconnect_birch
from tests.worlds import practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PARTED = "Birch & Sons is disconnected"
PARTED_FROM = "Birch & Sons is disconnected from Northline Accounting"


@pytest.mark.parametrize("profile", ["practice", "practice-classic"])
def test_a_client_is_disconnected_from_its_business_settings_r9_r10_r11_r12(
    profile: str, room: OpenRoom, letters: ReadLetters
) -> None:
    world = practice_world(profile)
    page = room(world.mina).tab("/clients/")
    page.get_by_role("link", name="Birch & Sons").click()
    follow(page, "Business settings")
    follow(page, "Disconnect client")
    at(page, "Disconnect Birch & Sons")
    at_step(page, "What it means")
    sees(page, "For your firm", "For your client", "3 people at Northline Accounting lose access at once.")
    press(page, "Disconnect client")
    at_step(page, "Survey")
    choose(page, "Price")
    page.get_by_role("radio", name="3", exact=True).check()
    page.get_by_label("Anything to add?").fill("They asked for a smaller plan.")
    press(page, "Continue")
    at_step(page, "Account owner")
    choose(page, "Zoe Birch")
    press(page, "Disconnect client")
    at(page, "Clients")
    told(page, "Birch & Sons is disconnected.", "4 e-mails are on their way.")
    assert clients_listed(page) == ["Acme Trading Ltd", "Cedar Café", "Dune Surveying"]
    answer = SurveyAnswer.objects.get()
    assert (answer.reason, answer.score, answer.comment) == ("price", 3, "They asked for a smaller plan.")
    post = letters(world.olive)
    assert post.received() == [
        ("Ian Hall <ian.hall@example.com>", PARTED_FROM),
        ("Mina Okafor <mina.okafor@example.com>", PARTED),
        ("Olive Reed <olive.reed@example.com>", PARTED),
        ("Zoe Birch <zoe.birch@example.com>", PARTED_FROM),
    ]
    expect(post.read("zoe.birch").get_by_text("You keep your account, your users")).to_be_visible()
    expect(post.read("olive.reed").get_by_text("Mina Okafor disconnected Birch & Sons")).to_be_visible()


def test_skipping_the_survey_never_blocks_r10(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab(f"/clients/{world.birch.id}/settings/")
    follow(page, "Disconnect client")
    press(page, "Disconnect client")
    at_step(page, "Survey")
    press(page, "Skip")
    at_step(page, "Account owner")
    choose(page, "Zoe Birch")
    press(page, "Disconnect client")
    told(page, "Birch & Sons is disconnected.")
    assert not SurveyAnswer.objects.exists()


@pytest.mark.parametrize("profile", ["practice", "practice-classic", "cabinet"])
def test_a_self_paying_client_is_disconnected_from_its_subscription_without_a_survey_r9_r10_r15(
    profile: str, room: OpenRoom
) -> None:
    world = practice_world(profile)
    page = room(world.mina).tab(f"/clients/{world.acme.id}/subscription/")
    sees(page, "This client pays for itself.")
    buttons = main(page).get_by_role("link", name="Disconnect client")
    expect(buttons).to_have_count(1)
    sees_not(page, "Delete client", "Deactivate")
    buttons.click()
    at_step(page, "What it means")
    sees(page, "The client's own subscription is untouched.")
    press(page, "Disconnect client")
    at_step(page, "Account owner")
    expect(main(page).get_by_role("radio", name="Ann Acker")).to_be_checked()
    press(page, "Disconnect client")
    told(page, "Acme Trading Ltd is disconnected.")
    assert "Acme Trading Ltd" not in clients_listed(page)


def test_in_a_cabinet_a_client_is_disconnected_from_the_list_r9(room: OpenRoom) -> None:
    world = practice_world("cabinet")
    page = room(world.mina).tab("/clients/")
    manage(page, "Birch & Sons").get_by_role("link", name="Disconnect client").click()
    disconnect_birch(page)
    assert "Birch & Sons" not in clients_listed(page)


def test_the_firm_is_out_at_once_and_the_client_keeps_everything_r12_r13(room: OpenRoom) -> None:
    world = practice_world("practice")
    fay = room(world.fay).tab(f"/clients/{world.birch.id}/documents/")
    at(fay, "Birch & Sons")
    disconnect_birch(room(world.mina).tab(f"/disconnection/{world.birch.id}/"))
    fay.reload()
    sees(fay, "There is nothing here")
    zoe = room(world.zoe).tab("/")
    at(zoe, "Birch & Sons")
    sees(zoe, "No firm looks after this account now.", "How to go on")
    zoe.get_by_role("navigation").get_by_role("link", name="People", exact=True).click()
    at(zoe, "People")
    sees(zoe, "zoe.birch@example.com", "ian.hall@example.com")


def test_without_users_only_delete_is_offered_until_a_user_is_invited_r14_r25(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab(f"/clients/{world.cedar.id}/settings/")
    assert exits(page) == ["Delete client"]
    follow(page, "Invite a user")
    page.get_by_label("E-mail").fill("cora@cedar.example")
    page.get_by_label("Name").fill("Cora Cedar")
    press(page, "Send the invitation")
    sees(page, "Cora Cedar")
    follow(page, "Business settings")
    assert exits(page) == ["Disconnect client"]


def exits(page: Page) -> list[str]:
    """What the business settings offer under End or pause."""
    expect(main(page).get_by_role("heading", name="End or pause")).to_be_visible()
    return main(page).locator(".exits .button").all_inner_texts()
