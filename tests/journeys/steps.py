"""What a person does on a page, in their own words: press, follow, choose, see."""

import re

from playwright.sync_api import FilePayload, Locator, Page, expect


def press(page: Page, name: str) -> None:
    """Presses the button of the page's content that says `name`."""
    main(page).get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follows the link of the page's content that says `name`."""
    main(page).get_by_role("link", name=name, exact=True).click()


def turn_to(page: Page, tab: str) -> None:
    """Opens the tab that says `tab`, whatever number stands beside it."""
    main(page).get_by_role("navigation").get_by_role(
        "link", name=re.compile(rf"^{re.escape(tab)}( \d+)?$")
    ).click()


def choose(page: Page, name: str) -> None:
    """Ticks the choice that begins with `name`."""
    main(page).get_by_role("radio", name=re.compile(re.escape(name))).check()


def main(page: Page) -> Locator:
    """The page's content, without navigation."""
    return page.get_by_role("main")


def sees(page: Page, *sentences: str) -> None:
    """The page's content says all of this, for anybody to see."""
    for sentence in sentences:
        expect(main(page).get_by_text(sentence).first).to_be_visible()


def sees_not(page: Page, *sentences: str) -> None:
    """None of this is on the page. Say first what is, so that the page has come."""
    for sentence in sentences:
        expect(main(page).get_by_text(sentence)).to_have_count(0)


def at(page: Page, heading: str) -> None:
    """The page with this heading has come."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def at_step(page: Page, name: str) -> None:
    """The wizard shows this step."""
    expect(page.locator("[aria-current=step] .steps__label")).to_have_text(name)


def told(page: Page, *sentences: str) -> None:
    """The banner after an act says all of this (R11)."""
    for sentence in sentences:
        expect(page.locator("#banners")).to_contain_text(sentence)


def manage(page: Page, client: str, word: str = "Manage") -> Locator:
    """Opens the menu in the row of a client, and gives it."""
    # In French a space stands before the colon.
    sentence = re.compile(rf"^{re.escape(word)}\s?: {re.escape(client)}$")
    page.get_by_role("button", name=sentence).click()
    menu = page.locator(".menu:popover-open")
    expect(menu).to_be_visible()
    return menu


def clients_listed(page: Page) -> list[str]:
    """The clients under the open tab, in their order."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page.locator("tbody .lead .who__name").all_inner_texts()


def product(page: Page, name: str) -> Locator:
    """The line of a product on the page of the subscription."""
    return main(page).locator(".product").filter(has_text=name)


def add_paper(page: Page, name: str) -> None:
    """Adds a small document under Add documents, and waits until it is stored and listed."""
    paper: FilePayload = {"name": name, "mimeType": "text/plain", "buffer": f"%PDF-1.7 {name}".encode()}
    main(page).locator("#add input[type=file]").set_input_files(paper)
    expect(page.locator(".adding__row", has_text=name)).to_have_attribute(
        "data-state", re.compile("stored|held")
    )
    expect(page.locator("#documents tbody")).to_contain_text(name)
