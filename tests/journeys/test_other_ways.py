"""The same journeys for other people: without a mouse, on a phone, in the dark, in another language (R3)."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsing import PHONE
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import at, at_step, choose, clients_listed, follow, main, press, product, sees, told
from tests.worlds import practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

MOST_TABS = 60


def test_a_client_is_disconnected_without_a_mouse(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab("/clients/")
    tab_to(page, page.get_by_role("link", name="Skip to the content"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Manage: Birch & Sons"))
    page.keyboard.press("Enter")
    verb = page.locator(".menu:popover-open").get_by_role("link", name="Disconnect client")
    for _item in range(MOST_TABS):
        if verb.evaluate("item => item === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    at_step(page, "What it means")
    tab_to(page, main(page).get_by_role("button", name="Disconnect client"))
    page.keyboard.press("Enter")
    at_step(page, "Survey")
    tab_to(page, main(page).get_by_role("radio", name="Price"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Anything to add?"))
    page.keyboard.type("By hand.")
    tab_to(page, main(page).get_by_role("button", name="Continue"))
    page.keyboard.press("Enter")
    at_step(page, "Account owner")
    tab_to(page, main(page).get_by_role("radio").first)
    page.keyboard.press("Space")
    tab_to(page, main(page).get_by_role("button", name="Disconnect client"))
    page.keyboard.press("Enter")
    told(page, "Birch & Sons is disconnected.")
    assert "Birch & Sons" not in clients_listed(page)


def test_escape_closes_a_menu_and_gives_the_focus_back(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab("/clients/")
    button = page.get_by_role("button", name="Manage: Birch & Sons")
    button.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".menu:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu:popover-open")).to_have_count(0)
    expect(button).to_be_focused()


def test_a_product_is_deactivated_on_a_phone(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina, size=PHONE).tab("/")
    page.get_by_role("button", name="Menu", exact=True).tap()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Clients").tap()
    at(page, "Clients")
    fits(page)
    page.get_by_role("link", name="Birch & Sons").tap()
    main(page).get_by_role("link", name=re.compile("^Subscription")).tap()
    expect(product(page, "Bookkeeping")).to_be_visible()
    fits(page)
    product(page, "Bookkeeping").get_by_role("link", name="Deactivate").tap()
    for step, button in (
        ("Survey", "Skip"),
        ("The wait", "Yes, proceed with deactivation"),
        ("Summary", "Continue"),
    ):
        at_step(page, step)
        fits(page)
        main(page).get_by_role("button", name=button).tap()
    at_step(page, "Account owner")
    fits(page)
    main(page).get_by_role("radio", name="Zoe Birch").tap()
    main(page).get_by_role("button", name="Continue").tap()
    at_step(page, "Notify the client")
    fits(page)
    main(page).get_by_role("button", name="Deactivate").tap()
    told(page, "Bookkeeping (Birch & Sons) is deactivated.")
    fits(page)


def test_the_language_is_changed_in_the_middle_of_a_wizard_and_stays_r3(room: OpenRoom) -> None:
    world = practice_world("practice")
    here = room(world.mina)
    page = here.tab(f"/disconnection/{world.birch.id}/")
    press(page, "Disconnect client")
    at_step(page, "Survey")
    page.get_by_role("button", name="Mina Okafor").click()
    page.get_by_role("button", name="Français").click()
    at_step(page, "Questionnaire")
    at(page, "Détacher Birch & Sons")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    sees(here.tab("/clients/"), "Les personnes et les entreprises")


def test_the_look_is_changed_without_leaving_the_page_and_nothing_typed_is_lost(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab(f"/disconnection/{world.birch.id}/?step=survey")
    light = ground(page)
    page.get_by_label("Anything to add?").fill("Half a sentence")
    page.get_by_role("button", name="Mina Okafor").click()
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert ground(page) != light
    expect(page.get_by_label("Anything to add?")).to_have_value("Half a sentence")
    elsewhere = room(world.mina).tab("/clients/")
    expect(elsewhere.locator("html")).to_have_attribute("data-theme", "dark")


def test_without_scripts_a_client_is_found_and_disconnected(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina, scripts=False).tab("/clients/")
    page.get_by_role("searchbox").fill("birch")
    press(page, "Search")
    assert clients_listed(page) == ["Birch & Sons"]
    follow(page, "Birch & Sons")
    main(page).get_by_role("link", name="Business settings").click()
    follow(page, "Disconnect client")
    press(page, "Disconnect client")
    press(page, "Skip")
    choose(page, "Zoe Birch")
    press(page, "Disconnect client")
    told(page, "Birch & Sons is disconnected.")


def tab_to(page: Page, wanted: Locator) -> None:
    """Presses Tab until the focus is there, and it can be seen to be there."""
    for _key in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("wanted => wanted === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    assert wanted.evaluate("wanted => wanted.matches(':focus-visible')")


def fits(page: Page) -> None:
    """Nothing stands out of the page to the right."""
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{page.url} is {width} pixels too wide"


def ground(page: Page) -> str:
    """The colour of the page's ground."""
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour
