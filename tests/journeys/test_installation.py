"""The real thing: pages and worker as processes, letters in the mailbox page and at a real mail server (R11, R57)."""

import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.browsing import Room, open_room
from tests.journeys.installation import PASSWORD, Installation, installed
from tests.journeys.steps import at, at_step, choose, clients_listed, follow, main, press, sees, told
from tests.outlets.post_office import PostOffice, body, open_post_office

pytestmark = pytest.mark.journey

BOOK = Path(__file__).parent.parent / "books/samples/xero-contacts.csv"
SECONDS = 60
BAKERY = "Harbour Lane Bakery Ltd"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("installation")) as installation:
        yield installation


@pytest.fixture
def olive(browser: Browser, installation: Installation) -> Iterator[Room]:
    """The administrator's browser."""
    here = open_room(browser, installation.address)
    page = here.tab("/")
    page.get_by_label("E-mail").fill("olive@northline.example")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    at(page, "Overview")
    yield here
    here.context.close()
    assert here.complaints == []


def test_from_a_client_book_to_a_client_that_joined_and_was_parted_with(
    browser: Browser, installation: Installation, olive: Room
) -> None:
    with installation.worker():
        page = olive.tab("/imports/")
        page.locator("input[type=file]").set_input_files(BOOK)
        press(page, "Continue")
        main(page).get_by_role("button", name="Show the preview").first.click()
        press(page, "Import 24 clients")
        at(page, "xero-contacts.csv")
        page.goto(f"/clients/?q={BAKERY}")
        follow(page, BAKERY)
        main(page).get_by_role("link", name=re.compile("^Users")).click()
        page.get_by_label("E-mail").fill("aoife@bakery.example")
        page.get_by_label("Name").fill("Aoife Hale")
        press(page, "Send the invitation")
        letter = the_letter(olive.tab(), "aoife@bakery.example", "invit")
        aoife = open_room(browser, installation.address)
        link = letter.frame_locator("iframe.paper").get_by_role("link").first.get_attribute("href")
        assert link is not None
        assert link.startswith(installation.address)
        joined = aoife.tab(link)
        joined.get_by_label("Password").fill("a loaf of fresh bread")
        press(joined, "Accept the invitation")
        sees(joined, "Northline Accounting looks after this account.")
        disconnect(page)
        joined.reload()
        sees(joined, "No firm looks after this account now.")
        aoife.context.close()
        parted = the_letter(olive.tab(), "aoife@bakery.example", "disconnected")
        text = parted.frame_locator("iframe.paper")
        expect(text.get_by_text("You keep your account, your users and your documents.")).to_be_visible()
        the_letter(olive.tab(), "olive@northline.example", "disconnected")


def test_letters_leave_through_a_real_mail_server(installation: Installation, olive: Room) -> None:
    with open_post_office() as office, installation.worker(TENURE_SMTP_URL=office.url):
        page = olive.tab("/team/")
        page.get_by_label("E-mail").fill("nils@northline.example")
        page.get_by_label("Name").fill("Nils Berg")
        main(page).get_by_role("radio", name="Administrator").check()
        press(page, "Send the invitation")
        told(page, "nils@northline.example")
        nils = main(page).get_by_role("row").filter(has_text="Nils Berg")
        look_until(page, "/outbox/?state=sent", nils)
        letter = letter_to(office, "nils@northline.example")
        assert letter["Subject"]
        assert f"{installation.address}/invitations/" in body(letter, "plain")
        assert f"{installation.address}/invitations/" in body(letter, "html")


def disconnect(page: Page) -> None:
    """Olive parts with the bakery."""
    page.goto(f"/clients/?q={BAKERY}")
    follow(page, BAKERY)
    main(page).get_by_role("link", name="Business settings").click()
    follow(page, "Disconnect client")
    press(page, "Disconnect client")
    press(page, "Skip")
    at_step(page, "Account owner")
    choose(page, "Aoife Hale")
    press(page, "Disconnect client")
    told(page, f"{BAKERY} is disconnected.", "2 e-mails are on their way.")
    assert BAKERY not in clients_listed(page)


def the_letter(page: Page, to: str, subject: str) -> Page:
    """Looks into the mailbox page until the letter is there, and opens it."""
    found = main(page).get_by_role("row").filter(has_text=to).filter(has_text=subject).get_by_role("link")
    look_until(page, f"/mailbox/?q={to}", found)
    found.first.click()
    expect(page.locator("iframe.paper")).to_be_visible()
    return page


def look_until(page: Page, address: str, there: Locator) -> None:
    """Opens the page again and again until it shows this: nothing on it changes by itself."""
    end = time.monotonic() + SECONDS
    page.goto(address)
    while there.count() == 0 and time.monotonic() < end:
        page.reload()
    expect(there.first).to_be_visible()


def letter_to(office: PostOffice, address: str) -> EmailMessage:
    """The one letter that arrived for this address."""
    letters = [letter for letter in office.letters if address in letter["To"]]
    assert len(letters) == 1
    return letters[0]
