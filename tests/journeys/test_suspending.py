"""A customer is suspended, a location goes on holiday, and each comes back by itself or by hand (R4, R6, R41)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Locator, Page, expect

from tenure.core.actions import Verb
from tenure.operations.planned_stops import turn_planned_stops
from tenure.records.models import Stop
from tenure.records.policies import today_of
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import at, at_step, follow, main, press, sees, sees_not, told, turn_to
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import fresh

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DAY = timedelta(days=1)


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


@pytest.fixture
def today(world: HaulerWorld) -> date:
    return today_of(world.firm, timezone.now())


def said(day: date) -> str:
    """A day as the pages write it."""
    return str(date_format(day, "j F Y"))


def why(page: Page) -> Locator:
    """The panel that says why something is stopped."""
    return main(page).get_by_role("region", name="Why is it stopped?")


def choose_under_dots(page: Page, name: str, item: str) -> None:
    """Chooses an item under the three dots of a customer or a location."""
    page.get_by_role("button", name=f"Actions for {name}", exact=True).click()
    page.locator(".menu:popover-open").get_by_role("link", name=item, exact=True).click()


def test_a_customer_is_suspended_from_a_day_with_a_reason_and_lifted_by_hand_r41(
    world: HaulerWorld, today: date, room: OpenRoom
) -> None:
    page = room(world.mina).tab(f"/clients/{world.mill_lane.id}/suspensions/")
    sees(page, "Never suspended")
    follow(page, "Suspend")
    at(page, "Suspend Mill Lane Foods")
    at_step(page, "Dates")
    expect(page.get_by_label("From")).to_have_value(str(today))
    page.get_by_label("From").fill(str(today - DAY))
    press(page, "Continue")
    sees(page, "A suspension begins today or later, and ends after it has begun.")
    page.get_by_label("From").fill(str(today))
    press(page, "Continue")
    at_step(page, "Reason")
    page.get_by_label("Type").select_option("Unpaid invoices")
    page.get_by_role("textbox", name="Reason").fill("Two bills are open")
    press(page, "Suspend")
    told(page, "Mill Lane Foods is suspended.")
    expect(main(page).get_by_role("heading", level=1).locator(".bad-text")).to_be_visible()
    for words in (
        "Mill Lane Foods is suspended.",
        f"Since {said(today)}, by Mina Okafor.",
        "Type: Unpaid invoices.",
        "Reason: Two bills are open.",
        "Until somebody lifts it.",
        "May be lifted by Mina Okafor, Olive Reed.",
    ):
        expect(why(page)).to_contain_text(words)
    page.goto(f"/services/{world.weekly.id}/")
    expect(why(page)).to_contain_text("Mill Lane Foods is suspended.")
    why(page).get_by_role("link", name="Lift suspension").click()
    at(page, "Lift the suspension of Mill Lane Foods")
    press(page, "Lift suspension")
    told(page, "The suspension of Mill Lane Foods is lifted.")
    expect(why(page)).to_have_count(0)
    turn_to(page, "Suspensions")
    row = main(page).get_by_role("row").filter(has_text="Unpaid invoices")
    for words in ("Over", "Two bills are open", "by Mina Okafor", said(today)):
        expect(row).to_contain_text(words)


def test_a_vacation_is_planned_moved_and_ends_early_r41(
    world: HaulerWorld, today: date, room: OpenRoom
) -> None:
    begin, end = today + 10 * DAY, today + 24 * DAY
    page = room(world.mina).tab(f"/clients/{world.mill_lane.id}/")
    choose_under_dots(page, "Depot", "Vacation hold")
    page.get_by_label("Collections stop on").fill(str(begin))
    page.get_by_label("Collections begin again on").fill(str(begin - DAY))
    press(page, "Continue")
    sees(page, "A suspension begins today or later, and ends after it has begun.")
    page.get_by_label("Collections begin again on").fill(str(end))
    page.get_by_label("Reason").fill("Kitchen closed")
    press(page, "Continue")
    at(page, "Suspend Depot")
    expect(page.get_by_label("Type")).to_have_value("vacation")
    sees(page, f"Depot is suspended from {said(begin)}.")
    press(page, "Suspend")
    told(page, f"Depot (Mill Lane Foods) is suspended from {said(begin)}.")
    page.goto(f"/locations/{world.depot.id}/")
    sees(page, f"Collections stop from {said(begin)} to {said(end - DAY)} and begin again on {said(end)}.")
    page.goto(f"/clients/{world.mill_lane.id}/")
    coming = main(page).get_by_role("region", name="Coming up")
    expect(coming).to_contain_text("Depot is suspended")
    main(page).get_by_label("Day", exact=True).fill(str(begin))
    press(page, "Show")
    then = main(page).get_by_role("region", name=f"On {said(begin)}")
    expect(then.get_by_role("listitem").filter(has_text="Weekly bins")).to_contain_text("Suspended")
    expect(then.get_by_role("listitem").filter(has_text="Parcels")).to_contain_text("Active")
    coming.get_by_role("link", name="Depot is suspended", exact=True).click()
    page.get_by_label("From").fill(str(today))
    press(page, "Save the days")
    told(page, "The days are changed.")
    sees(page, "Lift suspension")
    press(page, "Lift suspension")
    at(page, "Lift the suspension of Depot")
    press(page, "Lift suspension")
    told(page, "The suspension of Depot (Mill Lane Foods) is lifted.")
    assert not Stop.objects.filter(lifted_at=None).exists()


def test_a_vacation_begins_and_ends_by_itself_and_the_history_says_so_r41(
    world: HaulerWorld, today: date, room: OpenRoom
) -> None:
    page = room(world.mina).tab(f"/vacations/{world.shop.id}/")
    page.get_by_label("Collections stop on").fill(str(today + DAY))
    page.get_by_label("Collections begin again on").fill(str(today + 2 * DAY))
    press(page, "Continue")
    press(page, "Suspend")
    told(page, "Shop (Mill Lane Foods) is suspended from")
    assert turn_planned_stops(timezone.now() + DAY) == 1
    assert turn_planned_stops(timezone.now() + 2 * DAY) == 1
    page.goto(f"/clients/{world.mill_lane.id}/activity/")
    sees(page, "Planned suspension began", "Planned suspension ended")


def test_suspended_and_deactivated_lifting_one_leaves_the_other_r4(
    world: HaulerWorld, room: OpenRoom
) -> None:
    do(world, world.mina, Verb.SUSPEND, world.mill_lane.id)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = room(world.mina).tab("/clients/?tab=deactivated")
    row = main(page).get_by_role("row").filter(has_text="Mill Lane Foods")
    expect(row).to_have_class("row--suspended")
    expect(row).to_contain_text("Suspended")
    expect(row.locator(".icon--deactivated").first).to_be_visible()
    page.goto(f"/clients/{world.mill_lane.id}/")
    why(page).get_by_role("link", name="Lift suspension").click()
    press(page, "Lift suspension")
    told(page, "The suspension of Mill Lane Foods is lifted.")
    expect(why(page)).to_contain_text("Mill Lane Foods is deactivated.")
    sees_not(page, "Mill Lane Foods is suspended.")
    assert fresh(world.mill_lane).standing == "deactivated"
    page.goto("/clients/?tab=deactivated")
    row = main(page).get_by_role("row").filter(has_text="Mill Lane Foods")
    expect(row).to_have_class("row--deactivated")


def test_what_is_agreed_with_a_customer_is_written_on_its_billing_page_r41(
    world: HaulerWorld, room: OpenRoom
) -> None:
    page = room(world.olive).tab("/policy/edition/")
    page.get_by_label("Suspended when a bill is so many days late").fill("30")
    press(page, "Save the policy")
    sees(page, "When a bill is 30 days late")
    page.goto(f"/clients/{world.mill_lane.id}/billing/")
    page.get_by_label("Days late").fill("0")
    press(page, "Save the terms")
    expect(main(page).locator(".field__error")).to_have_count(1)
    page.get_by_label("Days late").fill("60")
    press(page, "Save the terms")
    told(page, "The credit terms are saved.")
    rule = main(page).get_by_role("region", name="Suspension by the rule")
    expect(rule).to_contain_text("Days late: your firm's rule30")
    expect(rule).to_contain_text("Days late: this customer60")
