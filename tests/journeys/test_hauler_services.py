"""Services come back as the article says, step by step, in its order; and what stands in the way says so (R36-R38)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tenure.core.actions import Answers, Verb
from tenure.core.stops import Restore
from tenure.records.models import Service, Stop
from tests.journeys.browsing import PHONE
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import at, choose, follow, main, press, sees, sees_not, told, turn_to
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, new_service

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ALONE = Answers(restore=Restore.OWN)


@pytest.fixture
def world() -> HaulerWorld:
    """Mill Lane and its depot are back; the depot's services are not."""
    world = hauler_world()
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    do(world, world.mina, Verb.REACTIVATE, world.mill_lane.id, ALONE)
    do(world, world.mina, Verb.REACTIVATE, world.depot.id, ALONE)
    return world


@pytest.mark.parametrize("size", [(1280, 820), PHONE])
def test_a_recurring_service_comes_back_with_toggle_and_end_date_in_one_save_r38(
    size: tuple[int, int], world: HaulerWorld, room: OpenRoom
) -> None:
    page = room(world.mina, size=size).tab(f"/clients/{world.mill_lane.id}/")
    # From the Services tab of the customer profile,
    turn_to(page, "Services")
    sees(page, "Configured Services", "All of them are deactivated.")
    # select the drop down that is defaulted to Active. Select Deactivated.
    chooser = page.get_by_label("Which services")
    expect(chooser).to_have_value("active")
    chooser.select_option(label="Deactivated")
    sees(page, "Every Monday")
    # Click into the service and toggle from Deactivated to Active.
    follow(page, "Weekly bins")
    expect(toggle(page)).not_to_be_checked()
    toggle(page).check()
    # Don't click Save Changes just yet: nothing has happened so far.
    sees(page, "Remove the end date, or choose a later one.")
    assert Stop.objects.filter(node=world.weekly.id, lifted_at=None).exists()
    # Now select the Schedule tab and remove the end date.
    page.get_by_role("tab", name="Schedule").click()
    end, tick = page.locator("[name=end_date]"), page.get_by_label("Deactivate on End Date")
    expect(end).to_have_value(timezone.localdate().isoformat())
    expect(tick).to_be_checked()
    page.get_by_role("button", name="Remove the end date").click()
    expect(end).to_have_value("")
    # This will automatically uncheck the 'Deactivate on End Date' check box.
    expect(tick).not_to_be_checked()
    expect(days(page, "After")).to_have_count(12)
    # Save Changes
    press(page, "Save changes")
    told(page, "Weekly bins (Mill Lane Foods) is reactivated.")
    expect(toggle(page)).to_be_checked()
    expect(main(page).locator("#collections li")).to_have_count(12)
    row = Service.objects.get(pk=world.weekly.pk)
    assert (row.end_date, row.deactivate_on_end_date) == (None, False)


def test_the_end_date_left_is_refused_with_the_reason_and_nothing_falls_back_r38(
    world: HaulerWorld, room: OpenRoom
) -> None:
    page = room(world.mina).tab(f"/services/{world.weekly.id}/")
    page.get_by_label("Price").fill("31.50")
    toggle(page).check()
    sees(page, "it would be deactivated again at once.")
    follow(page, "Open the schedule")
    expect(page.get_by_label("Deactivate on End Date")).to_be_visible()
    press(page, "Save changes")
    expect(main(page).locator(".field__error")).to_contain_text("Remove the end date, or choose a later one.")
    expect(toggle(page)).to_be_checked()
    expect(page.get_by_role("tab", name="Schedule")).to_have_attribute("aria-selected", "true")
    assert Stop.objects.filter(node=world.weekly.id, lifted_at=None).exists()
    page.locator("[name=end_date]").fill("")
    press(page, "Save changes")
    told(page, "is reactivated.")
    expect(page.get_by_label("Price")).to_have_value("31.50")


def test_one_on_request_has_no_end_date_to_remove_r38(world: HaulerWorld, room: OpenRoom) -> None:
    page = room(world.mina).tab(f"/clients/{world.mill_lane.id}/services/?state=deactivated")
    follow(page, "Skip on request")
    toggle(page).check()
    page.get_by_role("tab", name="Schedule").click()
    expect(page.locator("[name=end_date]")).to_be_hidden()
    press(page, "Save changes")
    told(page, "Skip on request (Mill Lane Foods) is reactivated.")


def test_without_scripts_the_same_steps_end_the_same(world: HaulerWorld, room: OpenRoom) -> None:
    page = room(world.mina, scripts=False).tab(f"/clients/{world.mill_lane.id}/services/")
    page.get_by_label("Which services").select_option(label="Deactivated")
    press(page, "Show")
    follow(page, "Weekly bins")
    toggle(page).check()
    page.locator("[name=end_date]").fill("")
    press(page, "Preview")
    expect(days(page, "After")).to_have_count(12)
    assert Stop.objects.filter(node=world.weekly.id, lifted_at=None).exists()
    press(page, "Save changes")
    told(page, "is reactivated.")
    assert not Service.objects.get(pk=world.weekly.pk).deactivate_on_end_date, "the server unticks as well"


def test_under_a_deactivated_location_the_toggle_says_what_to_do_first_r37(
    world: HaulerWorld, room: OpenRoom
) -> None:
    page = room(world.mina).tab(f"/services/{world.parcels.id}/")
    expect(toggle(page)).to_be_disabled()
    follow(page, "Bring back Shop first.")
    at(page, "Reactivate Shop")
    press(page, "Reactivate")
    page.goto(f"/services/{world.parcels.id}/")
    expect(toggle(page)).to_be_enabled()


def test_deactivating_shows_what_it_means_and_keeps_its_verb_r36(world: HaulerWorld, room: OpenRoom) -> None:
    do(world, world.mina, Verb.REACTIVATE, world.weekly.id)
    page = room(world.mina).tab(f"/services/{world.weekly.id}/")
    toggle(page).uncheck()
    sees(page, "1 recurring service gets the end date")
    expect(days(page, "Before")).to_have_count(12)
    assert not Stop.objects.filter(node=world.weekly.id, lifted_at=None).exists()
    press(page, "Deactivate")
    told(page, "Weekly bins (Mill Lane Foods) is deactivated.")
    sees(page, "Why is it stopped?")


def test_a_schedule_shows_its_days_while_it_is_changed_r38(world: HaulerWorld, room: OpenRoom) -> None:
    do(world, world.mina, Verb.REACTIVATE, world.weekly.id)
    page = room(world.mina).tab(f"/services/{world.weekly.id}/")
    page.get_by_role("tab", name="Schedule").click()
    page.get_by_label("How often").select_option(label="Monthly, on a weekday")
    page.get_by_label("Which one").select_option(label="last")
    page.get_by_label("Weekday", exact=True).select_option(label="Friday")
    expect(days(page, "After").first).to_contain_text("Fri")
    expect(days(page, "Before").first).to_contain_text("Mon")
    press(page, "Save changes")
    told(page, "Saved.")
    sees(page, "Every month on the last Friday")


def test_a_new_service_is_added_instead_r38(world: HaulerWorld, room: OpenRoom) -> None:
    page = room(world.mina).tab(f"/clients/{world.mill_lane.id}/services/")
    follow(page, "Add service")
    page.get_by_label("Name").fill("Cardboard")
    page.get_by_label("Price").fill("18")
    page.get_by_label("Currency").fill("gbp")
    page.get_by_label("Thursday").check()
    expect(main(page).locator("#collections li")).to_have_count(12)
    press(page, "Add service")
    told(page, "Cardboard is added.")
    sees(page, "Depot · Every Thursday · 18.00 GBP")


def test_as_it_was_brings_back_the_schedule_with_its_end_date_r39(world: HaulerWorld, room: OpenRoom) -> None:
    later = timezone.localdate() + timedelta(days=60)
    service = new_service(world.depot, "Until spring", "FREQ=DAILY", end=later, ends_itself=True)
    do(world, world.mina, Verb.DEACTIVATE, service.id)
    page = room(world.mina).tab(f"/services/{service.id}/")
    follow(page, "Reactivate")
    at(page, "Reactivate Until spring")
    choose(page, "As it was")
    press(page, "Continue")
    expect(page.locator("[name=end_date]")).to_have_value(later.isoformat())
    expect(page.get_by_label("Deactivate on End Date")).to_be_checked()
    expect(days(page, "After")).to_have_count(12)
    press(page, "Reactivate")
    told(page, "Until spring (Mill Lane Foods) is reactivated.")
    page.get_by_role("tab", name="Schedule").click()
    expect(page.locator("[name=end_date]")).to_have_value(later.isoformat())


def test_an_end_date_that_is_over_asks_for_an_answer_r38(world: HaulerWorld, room: OpenRoom) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    service = new_service(world.depot, "Autumn leaves", "FREQ=DAILY", end=yesterday, ends_itself=True)
    do(world, world.mina, Verb.DEACTIVATE, service.id, at=timezone.now() - timedelta(days=5))
    page = room(world.mina).tab(f"/reactivation/{service.id}/")
    choose(page, "As it was")
    press(page, "Continue")
    sees(page, "it would be deactivated again at once.", "Remove the end date, or choose a later one.")
    press(page, "Reactivate")
    told(page, "Autumn leaves (Mill Lane Foods) is reactivated.")
    assert Service.objects.get(pk=service.pk).end_date is None


def test_who_may_not_reads_and_is_told_whom_to_ask_r7(world: HaulerWorld, room: OpenRoom) -> None:
    page = room(world.fay).tab(f"/services/{world.weekly.id}/")
    sees(page, "Ask an administrator of your account: Olive Reed.")
    expect(toggle(page)).to_be_disabled()
    sees_not(page, "Save changes")


def toggle(page: Page) -> Locator:
    """The switch between Deactivated and Active."""
    return page.get_by_role("switch", name="Active")


def days(page: Page, column: str) -> Locator:
    """The collections under Before or After."""
    heading = page.get_by_role("heading", name=column, exact=True)
    return main(page).locator(".days > div").filter(has=heading).get_by_role("listitem")
