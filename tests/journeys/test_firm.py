"""The firm itself: who may do what, by which policy, and what its letters became (R5, R7, R8, R10)."""

import pytest
from playwright.sync_api import expect

from tenure.core.actions import Answers, Survey, Verb
from tenure.records.models import Firm
from tests.journeys.conftest import OpenRoom, ReadLetters
from tests.journeys.steps import at, at_step, choose, follow, main, manage, press, sees, told, turn_to
from tests.operations.acting import do
from tests.worlds import fresh, practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_right_that_is_given_opens_the_verb_at_once_and_taken_away_closes_it_r7_r8(room: OpenRoom) -> None:
    world = practice_world("practice")
    fay = room(world.fay).tab(f"/clients/{world.birch.id}/settings/")
    sees(fay, "Ask an administrator of your account")
    olive = room(world.olive).tab("/team/")
    turn_to(olive, "Roles and rights")
    main(olive).get_by_role("link", name="Copy Staff").click()
    olive.get_by_label("Name of the role").fill("Assistant")
    main(olive).get_by_role("checkbox", name="Disconnect").check()
    press(olive, "Save")
    olive.goto("/team/")
    manage(olive, "Fay Lindqvist").get_by_role("link", name="Change the role").click()
    choose(olive, "Assistant")
    press(olive, "Change the role")
    told(olive, "Fay Lindqvist is now Assistant.")
    fay.reload()
    follow(fay, "Disconnect client")
    at_step(fay, "What it means")
    olive.goto("/team/")
    manage(olive, "Fay Lindqvist").get_by_role("link", name="Remove from the team").click()
    press(olive, "Remove from the team")
    told(olive, "Fay Lindqvist")
    press(fay, "Disconnect client")
    expect(main(fay)).not_to_contain_text("Account owner")
    expect(main(fay)).not_to_contain_text("Birch & Sons")


def test_the_only_administrator_stays_r7(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.olive).tab("/team/")
    menu = manage(page, "Olive Reed")
    for item in menu.locator(".menu__item").all():
        expect(item).to_be_disabled()


def test_a_policy_that_contradicts_itself_is_refused_with_its_reason_and_nothing_typed_is_lost_r5(
    room: OpenRoom,
) -> None:
    world = practice_world("practice")
    page = room(world.olive).tab("/policy/")
    follow(page, "Change the policy")
    deactivation = page.get_by_role("region", name="Deactivate", exact=True)
    deactivation.get_by_label("The wait").select_option("Not a step")
    press(page, "Save the policy")
    sees(page, "Nothing was saved: these rules contradict each other.", "no step in which it is acknowledged")
    assert fresh(world.firm).policy_version == world.firm.policy_version
    expect(deactivation.get_by_label("The wait")).to_have_value("")
    deactivation.get_by_label("Wait in months").fill("0")
    press(page, "Save the policy")
    at(page, "Policy")
    assert Firm.objects.get(pk=world.firm.id).policy_version == world.firm.policy_version + 1
    mina = room(world.mina).tab(f"/clients/{world.birch.id}/subscription/")
    main(mina).get_by_role("link", name="Deactivate").first.click()
    steps = main(mina).locator(".steps__label")
    expect(steps).to_have_text(["Survey", "Summary", "Account owner", "Notify the client"])


def test_who_may_not_change_the_policy_reads_it_and_whom_to_ask_r7(room: OpenRoom) -> None:
    world = practice_world("cabinet")
    page = room(world.fay).tab("/policy/")
    sees(page, "You can read the policy, not change it. Ask an administrator of your account: Olive Reed.")
    expect(main(page).get_by_role("link", name="Change the policy")).to_have_count(0)


def test_starting_again_from_another_profile_shows_the_differences_first_r5(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.olive).tab("/policy/edition/")
    follow(page, "Accounting practice (classic)")
    sees(page, "Nothing is saved yet. This is what would change.")
    press(page, "Start again from this profile")
    at(page, "Policy")
    assert Firm.objects.get(pk=world.firm.id).policy["origin"] == "practice-classic"


def test_surveys_are_read_by_those_who_may_r10(room: OpenRoom) -> None:
    world = practice_world("practice")
    survey = Survey(reason="unpaid_fees", score=4, comment="Three invoices since spring.")
    do(world, world.mina, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id, survey=survey))
    sees(room(world.olive).tab("/surveys/"), "Unpaid fees", "Three invoices since spring.")
    fay = room(world.fay).tab("/surveys/")
    expect(main(fay)).not_to_contain_text("Three invoices since spring.")


def test_the_outbox_shows_what_became_of_each_letter_and_its_words_r11(
    room: OpenRoom, letters: ReadLetters
) -> None:
    world = practice_world("practice")
    do(world, world.mina, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id))
    page = room(world.olive).tab("/outbox/")
    row = main(page).get_by_role("row").filter(has_text="Zoe Birch")
    expect(row).to_contain_text("Waiting")
    letters(world.olive).leave()
    page.reload()
    expect(row).to_contain_text("Sent")
    row.get_by_role("link").first.click()
    paper = page.frame_locator("iframe.paper")
    expect(paper.get_by_text("You keep your account, your users and your documents.")).to_be_visible()
