"""A customer is deactivated and comes back, step by step as the article numbers it: account, then locations (R34-R37)."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tenure.core.actions import Verb
from tenure.records.models import Stop
from tests.journeys.axe import findings
from tests.journeys.browsing import PHONE
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import at, follow, main, press, sees, sees_not, told, turn_to
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, new_location

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TABS = ("Account", "Services", "Billing")
QUESTION = (
    "You are about to deactivate this account; all services and locations in it will be deactivated. "
    "Do you wish to continue?"
)


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def three_dots(page: Page, name: str) -> Locator:
    """Opens the three dots of a customer or a location, and gives the menu."""
    page.get_by_role("button", name=f"Actions for {name}", exact=True).click()
    menu = page.locator(".menu:popover-open")
    expect(menu).to_be_visible()
    return menu


def choose_in(page: Page, name: str, item: str) -> Locator:
    """Chooses an item under the three dots that opens the pop-up, and gives the pop-up."""
    three_dots(page, name).get_by_role("link", name=item, exact=True).click()
    popup = page.get_by_role("dialog")
    expect(popup).to_be_visible()
    return popup


def open_profile(page: Page, name: str) -> None:
    """Opens the customer's profile from the list."""
    page.goto("/clients/")
    follow(page, name)
    at(page, name)


def in_locations(page: Page, tab: str) -> Locator:
    """The Locations card, turned to a tab of it."""
    card = main(page).get_by_role("region", name="Locations")
    card.get_by_role("link", name=tab).first.click()
    expect(card.locator(".tabs__tab[aria-current]")).to_contain_text(tab)
    return card


def test_an_account_is_deactivated_as_the_article_says_r34_r35_r36(
    world: HaulerWorld, room: OpenRoom
) -> None:
    page = room(world.mina).tab()
    open_profile(page, "Mill Lane Foods")
    for tab in TABS:
        turn_to(page, tab)
        menu = three_dots(page, "Mill Lane Foods")
        expect(menu.get_by_role("link", name="Deactivate", exact=True)).to_be_visible()
        expect(menu.get_by_role("link", name="Reactivate", exact=True)).to_have_count(0)
        page.keyboard.press("Escape")
    popup = choose_in(page, "Mill Lane Foods", "Deactivate")
    expect(popup).to_contain_text(QUESTION)
    expect(popup).to_contain_text("2 locations are stopped too.")
    expect(popup).to_contain_text("4 services are stopped too.")
    popup.get_by_role("button", name="Cancel").click()
    expect(popup).to_have_count(0)
    expect(page.get_by_role("button", name="Actions for Mill Lane Foods")).to_be_focused()
    assert not Stop.objects.exists()
    choose_in(page, "Mill Lane Foods", "Deactivate").get_by_role("button", name="Deactivate").click()
    told(page, "Mill Lane Foods is deactivated.")
    expect(main(page).get_by_role("heading", level=1).locator(".icon--deactivated")).to_be_visible()
    expect(main(page).locator(".page__subtitle")).to_contain_text("Deactivated")
    assert page.url.endswith("/billing/")
    page.goto("/clients/?tab=deactivated")
    row = main(page).get_by_role("row").filter(has_text="Mill Lane Foods")
    expect(row.locator(".icon--deactivated")).to_be_visible()


def test_the_account_comes_back_then_its_locations_r37(world: HaulerWorld, room: OpenRoom) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = room(world.mina).tab(f"/clients/{world.mill_lane.id}/")
    popup = choose_in(page, "Mill Lane Foods", "Reactivate")
    expect(popup.get_by_role("radio", name="This alone")).to_be_checked()
    popup.get_by_role("button", name="Reactivate").click()
    told(page, "Mill Lane Foods is reactivated.")
    sees(page, "2 locations and 4 services are still deactivated.")
    follow(page, "Reactivate the locations")
    card = in_locations(page, "Deactivated")
    popup = choose_in(page, "Depot", "Reactivate location")
    expect(popup).to_contain_text("3 parts below it stay stopped")
    popup.get_by_role("button", name="Reactivate").click()
    told(page, "Depot (Mill Lane Foods) is reactivated.")
    expect(card.get_by_role("link", name="Depot", exact=True)).to_have_count(0)
    expect(card.get_by_role("link", name="Shop", exact=True)).to_be_visible()
    in_locations(page, "Active")
    expect(card).to_contain_text("0 of 3 services active")
    sees(page, "1 location and 4 services are still deactivated.")


def test_all_that_is_left_comes_back_at_once_r39(world: HaulerWorld, room: OpenRoom) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = room(world.mina).tab(f"/clients/{world.mill_lane.id}/")
    choose_in(page, "Mill Lane Foods", "Reactivate").get_by_role("button", name="Reactivate").click()
    told(page, "Mill Lane Foods is reactivated.")
    follow(page, "Bring all back as it was")
    press(page, "Reactivate")
    told(page, "2 parts are reactivated.")
    at(page, "Mill Lane Foods")
    sees_not(page, "The return is not complete")
    assert not Stop.objects.filter(lifted_at=None).exists()


def test_as_it_was_shows_in_the_pop_up_what_comes_back_before_it_does_r39(
    world: HaulerWorld, room: OpenRoom
) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = room(world.mina).tab(f"/clients/{world.mill_lane.id}/")
    popup = choose_in(page, "Mill Lane Foods", "Reactivate")
    expect(popup).to_contain_text("6 parts below it stay stopped")
    popup.get_by_text("As it was").click()
    expect(popup).to_contain_text("The end dates of 3 recurring services are removed.")
    popup.get_by_role("button", name="Reactivate").click()
    told(page, "Mill Lane Foods is reactivated.")
    assert not Stop.objects.filter(lifted_at=None).exists()


def test_what_moved_meanwhile_is_shown_anew_in_the_pop_up(world: HaulerWorld, room: OpenRoom) -> None:
    page = room(world.mina).tab(f"/clients/{world.mill_lane.id}/")
    popup = choose_in(page, "Mill Lane Foods", "Deactivate")
    new_location(world.mill_lane, "Yard")
    popup.get_by_role("button", name="Deactivate").click()
    expect(popup).to_contain_text("The facts have changed since you looked.")
    expect(popup).to_contain_text("3 locations are stopped too.")
    assert not Stop.objects.exists()
    popup.get_by_role("button", name="Deactivate").click()
    told(page, "Mill Lane Foods is deactivated.")


def test_under_a_deactivated_account_a_location_says_what_to_do_first_r37(
    world: HaulerWorld, room: OpenRoom
) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = room(world.mina).tab(f"/clients/{world.mill_lane.id}/")
    in_locations(page, "Deactivated")
    menu = three_dots(page, "Depot")
    greyed = menu.get_by_role("button").filter(has_text="Reactivate location")
    expect(greyed).to_be_disabled()
    expect(greyed).to_contain_text("Bring back Mill Lane Foods first.")


def test_suspended_and_deactivated_is_red_with_the_icon_and_said_in_words_r4(
    world: HaulerWorld, room: OpenRoom
) -> None:
    do(world, world.mina, Verb.SUSPEND, world.mill_lane.id)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = room(world.mina).tab(f"/clients/{world.mill_lane.id}/")
    title = main(page).get_by_role("heading", level=1)
    expect(title.locator(".icon--deactivated")).to_be_visible()
    expect(title.locator(".bad-text")).to_have_text("Mill Lane Foods")
    expect(main(page).locator(".page__subtitle")).to_contain_text("Suspended")
    expect(main(page).locator(".page__subtitle")).to_contain_text("Deactivated")


def test_without_scripts_the_menus_word_is_a_page_of_its_own(world: HaulerWorld, room: OpenRoom) -> None:
    page = room(world.mina, scripts=False).tab(f"/clients/{world.mill_lane.id}/")
    three_dots(page, "Mill Lane Foods").get_by_role("link", name="Deactivate", exact=True).click()
    at(page, "Deactivate Mill Lane Foods")
    press(page, "Deactivate")
    told(page, "Mill Lane Foods is deactivated.")


def test_the_pop_up_is_used_without_a_mouse_and_fits_a_phone(world: HaulerWorld, room: OpenRoom) -> None:
    page = room(world.mina, size=PHONE).tab(f"/clients/{world.mill_lane.id}/")
    button = page.get_by_role("button", name="Actions for Mill Lane Foods", exact=True)
    button.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".menu:popover-open :focus")).to_be_visible()
    page.keyboard.press("Enter")
    popup = page.get_by_role("dialog")
    expect(popup.get_by_role("button", name="Cancel")).to_be_focused()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(button).to_be_focused()


def test_a_location_is_added_and_edited(world: HaulerWorld, room: OpenRoom) -> None:
    page = room(world.mina).tab(f"/clients/{world.forge.id}/")
    sees(page, "No location yet")
    follow(page, "Add location")
    page.get_by_label("Name").fill("Smithy")
    page.get_by_label("Street").fill("3 Anvil Lane")
    page.get_by_label("Country").select_option("France")
    page.get_by_label("Time zone").fill("Atlantis")
    press(page, "Add location")
    sees(page, "“Atlantis” is not a time zone; write it like Europe/London.")
    page.get_by_label("Time zone").fill("paris")
    press(page, "Add location")
    told(page, "Smithy was added.")
    sees(page, "3 Anvil Lane", "France", "Europe/Paris")
    three_dots(page, "Smithy").get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("City").fill("Lyon")
    press(page, "Save")
    told(page, "Saved.")
    sees(page, "Lyon")
