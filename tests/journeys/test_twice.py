"""Back button, double click, two tabs, a session that ends, facts that move: nothing twice, nothing typed lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tenure.core.actions import Answers, Verb
from tenure.records.models import OutboxMail, SurveyAnswer, Transition
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import add_paper, at, at_step, choose, main, press, product, sees, told
from tests.journeys.ways import disconnect_birch
from tests.operations.acting import do, product_of
from tests.worlds import PASSWORD, World, practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> World:
    return practice_world("practice")


def test_a_double_click_on_the_last_button_does_it_once(world: World, room: OpenRoom) -> None:
    page = room(world.mina).tab(f"/disconnection/{world.birch.id}/")
    press(page, "Disconnect client")
    press(page, "Skip")
    choose(page, "Zoe Birch")
    main(page).get_by_role("button", name="Disconnect client").dblclick()
    told(page, "Birch & Sons is disconnected.")
    assert Transition.objects.count() == 1
    assert OutboxMail.objects.count() == 4


def test_the_last_page_sent_from_two_tabs_does_it_once_and_says_so(world: World, room: OpenRoom) -> None:
    here = room(world.mina)
    page = here.tab(f"/disconnection/{world.birch.id}/")
    press(page, "Disconnect client")
    press(page, "Skip")
    other = here.tab(page.url)
    for tab in (page, other):
        choose(tab, "Zoe Birch")
    press(page, "Disconnect client")
    told(page, "Birch & Sons is disconnected.")
    press(other, "Disconnect client")
    told(other, "This was already done on", "It was not done again.")
    at(other, "Birch & Sons is disconnected.")
    assert Transition.objects.count() == 1


def test_the_back_button_after_the_end_leads_to_what_was_done(world: World, room: OpenRoom) -> None:
    page = room(world.mina).tab(f"/disconnection/{world.birch.id}/")
    disconnect_birch(page)
    page.go_back()
    at(page, "Birch & Sons is disconnected.")
    sees(page, "As it was confirmed")
    assert Transition.objects.count() == 1


def test_going_back_keeps_what_was_answered_and_the_new_answer_counts(world: World, room: OpenRoom) -> None:
    page = room(world.mina).tab(f"/disconnection/{world.birch.id}/?step=survey")
    comment = page.get_by_label("Anything to add?")
    comment.fill("First thought.")
    press(page, "Continue")
    at_step(page, "Account owner")
    page.go_back()
    expect(comment).to_have_value("First thought.")
    comment.fill("Second thought.")
    press(page, "Continue")
    choose(page, "Zoe Birch")
    press(page, "Disconnect client")
    told(page, "Birch & Sons is disconnected.")
    assert SurveyAnswer.objects.get().comment == "Second thought."


def test_a_session_that_ends_in_the_middle_loses_nothing_that_was_typed(world: World, room: OpenRoom) -> None:
    page = room(world.mina).tab(f"/disconnection/{world.birch.id}/?step=survey")
    choose(page, "Unpaid fees")
    page.get_by_label("Anything to add?").fill("Three invoices since spring.")
    Session.objects.all().delete()
    press(page, "Continue")
    at(page, "Sign in")
    page.get_by_label("E-mail").fill("mina.okafor@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    at_step(page, "Survey")
    sees(page, "You had been signed out.")
    expect(page.get_by_label("Anything to add?")).to_have_value("Three invoices since spring.")
    expect(main(page).get_by_role("radio", name="Unpaid fees")).to_be_checked()
    press(page, "Continue")
    at_step(page, "Account owner")


def test_a_plan_that_went_stale_is_shown_anew_and_nothing_is_done_r50(world: World, room: OpenRoom) -> None:
    page = room(world.mina).tab(f"/clients/{world.birch.id}/subscription/")
    at_the_last_page(page)
    zoe = room(world.zoe).tab(f"/account/{world.birch.id}/documents/")
    add_paper(zoe, "receipt.txt")
    press(page, "Deactivate")
    sees(page, "The facts have changed since you looked.", "1 document waits now and is held")
    expect(page.locator("#plan .effects__item").filter(has_text="1 document waits")).to_contain_text("New")
    assert not Transition.objects.exists()
    press(page, "Deactivate")
    told(page, "Bookkeeping (Birch & Sons) is deactivated.")


def test_of_two_people_at_once_the_second_reads_what_the_first_did(world: World, room: OpenRoom) -> None:
    page = room(world.mina).tab(f"/clients/{world.birch.id}/subscription/")
    at_the_last_page(page)
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)
    press(page, "Deactivate")
    sees(page, "This cannot be done now", "Bookkeeping has been stopped since")
    assert Transition.objects.count() == 1


def test_cancel_forgets_the_answers_and_changes_nothing(world: World, room: OpenRoom) -> None:
    page = room(world.mina).tab(f"/disconnection/{world.birch.id}/?step=survey")
    page.get_by_label("Anything to add?").fill("On second thought.")
    press(page, "Continue")
    press(page, "Cancel")
    at(page, "Birch & Sons")
    page.goto(f"/disconnection/{world.birch.id}/?step=survey")
    expect(page.get_by_label("Anything to add?")).to_have_value("")
    assert not Transition.objects.exists()


def at_the_last_page(page: Page) -> None:
    """Everything answered but the last button."""
    product(page, "Bookkeeping").get_by_role("link", name="Deactivate").click()
    for button in ("Skip", "Yes, proceed with deactivation", "Continue"):
        press(page, button)
    choose(page, "Zoe Birch")
    press(page, "Continue")
    at_step(page, "Notify the client")
