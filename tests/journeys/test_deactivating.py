"""A pause, in the order of steps that each article gives (R17-R22)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.formats import date_format
from playwright.sync_api import expect

from tenure.records.models import LogEntry, Stop, Wait
from tests.journeys.browsing import sent_by_hand
from tests.journeys.conftest import OpenRoom, ReadLetters
from tests.journeys.steps import (
    add_paper,
    at,
    at_step,
    choose,
    clients_listed,
    follow,
    main,
    manage,
    press,
    product,
    sees,
    told,
    turn_to,
)
from tests.journeys.ways import deactivate_bookkeeping, deactivate_prepare
from tests.worlds import practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_in_a_practice_each_product_is_deactivated_by_its_own_button_r17_r18_r19_r22(
    room: OpenRoom, letters: ReadLetters
) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab(f"/clients/{world.birch.id}/settings/")
    follow(page, "Subscription")
    expect(main(page).get_by_role("link", name="Deactivate", exact=True)).to_have_count(2)
    product(page, "Bookkeeping").get_by_role("link", name="Deactivate").click()
    at(page, "Deactivate Bookkeeping")
    at_step(page, "Survey")
    press(page, "Skip")
    at_step(page, "The wait")
    sees(page, "You cannot reactivate Bookkeeping for 4 months.")
    press(page, "Yes, proceed with deactivation")
    at_step(page, "Summary")
    sees(page, "Bookkeeping is deactivated.", "Document extraction stops for Bookkeeping.")
    press(page, "Continue")
    at_step(page, "Account owner")
    choose(page, "Zoe Birch")
    press(page, "Continue")
    at_step(page, "Notify the client")
    expect(page.get_by_label("Tell the client by e-mail")).to_be_checked()
    press(page, "Deactivate")
    at(page, "Birch & Sons")
    wait = Wait.objects.get()
    until = date_format(wait.until, "DATE_FORMAT")
    days_left = (wait.until - datetime.now(ZoneInfo(world.firm.time_zone)).date()).days
    told(page, "Bookkeeping (Birch & Sons) is deactivated.", until, "4 e-mails are on their way.")
    back = product(page, "Bookkeeping").get_by_role("button", name="Reactivate")
    expect(back).to_be_disabled()
    expect(back).to_have_accessible_description(
        f"Bookkeeping can be reactivated from {until}, in {days_left} days."
    )
    post = letters(world.olive)
    assert post.receivers() == ["Ian Hall", "Mina Okafor", "Olive Reed", "Zoe Birch"]
    expect(post.read("zoe.birch").get_by_text("You keep access to your account")).to_be_visible()


def test_the_client_is_told_only_if_that_is_chosen_the_firm_always_r19(
    room: OpenRoom, letters: ReadLetters
) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab(f"/clients/{world.birch.id}/subscription/")
    product(page, "Bookkeeping").get_by_role("link", name="Deactivate").click()
    for button in ("Skip", "Yes, proceed with deactivation", "Continue"):
        press(page, button)
    choose(page, "Ian Hall")
    press(page, "Continue")
    page.get_by_label("Tell the client by e-mail").uncheck()
    expect(page.locator("#plan").get_by_text("An e-mail goes to 2 users of the client.")).to_have_count(0)
    press(page, "Deactivate")
    told(page, "2 e-mails are on their way.", "Ian Hall is asked to become account owner")
    assert letters(world.olive).receivers() == ["Mina Okafor", "Olive Reed"]


def test_no_call_goes_round_the_greyed_button_and_the_refusal_is_kept_r8_r22(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab(f"/clients/{world.birch.id}/subscription/")
    deactivate_bookkeeping(page)
    stop = Stop.objects.get()
    around = f"/reactivation/{stop.node}/"
    page.goto(around)
    sees(page, "This cannot be done now", "Bookkeeping can be reactivated from", "Nothing was changed.")
    assert "This cannot be done now" in sent_by_hand(page, around, {"digest": stop.cause.digest})
    assert Stop.objects.get(lifted_at=None) == stop
    assert LogEntry.objects.filter(event="refused").count() == 1


def test_in_a_classic_practice_there_is_no_wait_and_no_owner_r17_r18(
    room: OpenRoom, letters: ReadLetters
) -> None:
    world = practice_world("practice-classic")
    page = room(world.mina).tab(f"/clients/{world.birch.id}/subscription/")
    product(page, "Prepare").get_by_role("link", name="Deactivate").click()
    at_step(page, "Survey")
    choose(page, "Seasonal pause")
    press(page, "Continue")
    at_step(page, "What it means")
    sees(page, "You can bring it back at any time.")
    press(page, "Continue")
    at_step(page, "Notify the client")
    press(page, "Deactivate")
    told(page, "Prepare (Birch & Sons) is deactivated.")
    expect(product(page, "Prepare").get_by_role("link", name="Reactivate")).to_be_visible()
    assert not Wait.objects.exists()
    assert letters(world.olive).receivers() == ["Ian Hall", "Mina Okafor", "Olive Reed", "Zoe Birch"]


def test_in_a_cabinet_the_whole_client_is_deactivated_from_the_list_r5_r17_r21(room: OpenRoom) -> None:
    world = practice_world("cabinet")
    page = room(world.mina).tab("/clients/")
    manage(page, "Birch & Sons").get_by_role("link", name="Deactivate client").click()
    at(page, "Deactivate Birch & Sons")
    at_step(page, "What it means")
    press(page, "Deactivate")
    at_step(page, "Survey")
    press(page, "Skip")
    at_step(page, "Notify the client")
    press(page, "Deactivate")
    told(page, "Birch & Sons is deactivated.")
    page.goto("/clients/")
    assert "Birch & Sons" not in clients_listed(page)
    turn_to(page, "Deactivated")
    expect(main(page).get_by_role("link", name="Acme Trading Ltd")).to_have_count(0)
    assert clients_listed(page) == ["Birch & Sons"]
    follow(page, "Birch & Sons")
    sees(page, "Birch & Sons is deactivated.", "by Mina Okafor", "Until somebody lifts it.")


def test_with_one_of_two_products_deactivated_a_client_stays_active_with_a_badge(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab(f"/clients/{world.birch.id}/subscription/")
    deactivate_bookkeeping(page)
    page.goto("/clients/")
    row = main(page).get_by_role("row").filter(has_text="Birch & Sons")
    expect(row).to_contain_text("1 of 2 deactivated")
    expect(row).to_contain_text("Wait until")


def test_papers_added_meanwhile_by_either_side_are_stored_and_held_r20(room: OpenRoom) -> None:
    world = practice_world("practice-classic")
    page = room(world.mina).tab(f"/clients/{world.birch.id}/subscription/")
    deactivate_prepare(page)
    zoe = room(world.zoe).tab("/")
    sees(zoe, "Northline Accounting has deactivated Prepare.", "You keep your access and your documents.")
    zoe.goto(f"/account/{world.birch.id}/documents/")
    add_paper(zoe, "receipt.txt")
    turn_to(page, "Documents")
    add_paper(page, "invoice.txt")
    sees(page, "2 documents are held", "receipt.txt", "invoice.txt")
