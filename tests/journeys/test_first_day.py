"""A firm's first day: set-up on an empty installation, the first client by hand, and its client book (R57)."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from tenure.operations.import_work import run_waiting
from tenure.records.models import Client, Firm
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import (
    at,
    choose,
    clients_listed,
    follow,
    main,
    press,
    sees,
    sees_not,
    told,
    turn_to,
)
from tests.worlds import practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SAMPLES = Path(__file__).parent.parent / "books/samples"


def test_an_empty_installation_leads_to_its_first_firm_and_first_client(room: OpenRoom) -> None:
    page = room().tab("/clients/")
    at(page, "Welcome. Let us set up your firm.")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/London")
    page.get_by_label("Name of the firm").fill("Northline Accounting")
    choose(page, "Accounting practice (classic)")
    page.get_by_label("Your name").fill("Olive Reed")
    page.get_by_label("E-mail").fill("olive@northline.example")
    page.get_by_label("Password", exact=True).fill("a river in spring")
    page.get_by_label("Password again").fill("a river in sprig")
    press(page, "Set up the firm")
    sees(page, "This is not the same password.")
    expect(page.get_by_label("Name of the firm")).to_have_value("Northline Accounting")
    page.get_by_label("Password", exact=True).fill("a river in spring")
    page.get_by_label("Password again").fill("a river in spring")
    press(page, "Set up the firm")
    told(page, "Northline Accounting is ready. Add your first client.")
    assert Firm.objects.get().policy["origin"] == "practice-classic"
    follow(page, "Add a client")
    page.get_by_label("Name", exact=True).fill("Birch & Sons")
    page.get_by_label("E-mail of the first user").fill("zoe@birch.example")
    page.get_by_label("Name of the first user").fill("Zoe Birch")
    page.get_by_label("Prepare").check()
    press(page, "Add the client")
    at(page, "Birch & Sons")
    page.goto("/clients/")
    turn_to(page, "Invited")
    assert clients_listed(page) == ["Birch & Sons"]


@pytest.mark.parametrize(
    ("book", "created", "refused", "listed"),
    [
        ("xero-contacts", 24, 3, "O'Rourke & Daughters"),
        ("quickbooks-customers", 18, 0, "Blue Mesa Plumbing"),
        ("cabinet-clients", 10, 0, "Hôtel de l'Évêché"),
    ],
)
def test_a_client_book_is_previewed_imported_reported_and_undone_r57(
    book: str, created: int, refused: int, listed: str, room: OpenRoom
) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab("/imports/")
    page.locator("input[type=file]").set_input_files(SAMPLES / f"{book}.csv")
    expect(main(page)).to_contain_text(f"{book}.csv")
    press(page, "Continue")
    at(page, "What do the columns mean?")
    sees(page, f"{created + refused} rows")
    main(page).get_by_role("button", name="Show the preview").first.click()
    the_worker_looks(page, "What the import would do")
    happens = page.get_by_role("region", name="What happens")
    expect(happens).to_contain_text(re.compile(rf"\b{created}\s*clients are added to your book"))
    expect(happens).to_contain_text(re.compile(rf"\b{refused}\s*rows are refused and left out"))
    assert Client.objects.count() == 4
    press(page, f"Import {created} clients")
    the_worker_looks(page, f"{book}.csv")
    expect(main(page).locator(".stat").filter(has_text="Created")).to_contain_text(str(created))
    page.goto(f"/clients/?q={listed}")
    assert listed in clients_listed(page)
    page.goto("/imports/")
    follow(page, f"{book}.csv")
    follow(page, "Undo the import")
    sees(page, f"{created} clients are erased")
    press(page, "Undo the import")
    the_worker_looks(page, f"{book}.csv")
    sees(page, f"{created} removed again, 0 put back, 0 kept")
    assert Client.objects.count() == 4


def test_a_refused_row_says_why_and_a_row_that_changes_shows_both_values_r57(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab("/imports/")
    bring_in(
        page, "Name,Email,Phone\nBirch & Sons,office@birch.example,0113 496 0000\n,nobody@example.com,\n"
    )
    main(page).get_by_role("button", name="Show the preview").first.click()
    the_worker_looks(page, "What the import would do")
    turn_to(page, "Changes")
    expect(main(page).get_by_role("row").filter(has_text="Birch & Sons")).to_contain_text("0113 496 0000")
    turn_to(page, "Refused")
    sees(page, "The row has no client name.")
    press(page, "Discard the file")
    told(page, "The file is discarded. No client was touched.")


def test_what_is_no_client_book_is_refused_in_words_r57(room: OpenRoom) -> None:
    world = practice_world("practice")
    page = room(world.mina).tab("/imports/")
    bring_in(page, "\x00\x01\x02PNG\x00\x00")
    expect(page.locator(".field__error")).to_be_visible()
    sees_not(page, "What do the columns mean?")
    at(page, "Import a client book")


def bring_in(page: Page, text: str) -> None:
    """Chooses a file with this text, and goes on."""
    book = FilePayload(name="book.csv", mimeType="text/csv", buffer=text.encode())
    page.locator("input[type=file]").set_input_files(book)
    press(page, "Continue")


def the_worker_looks(page: Page, heading: str) -> None:
    """What the page does not do at once the worker does, and the page sees it by itself."""
    there = page.get_by_role("heading", level=1, name=heading, exact=True)
    expect(there.or_(main(page).get_by_role("progressbar")).first).to_be_visible()
    run_waiting(timezone.now())
    at(page, heading)
