"""A document from the worker's hands to confirmed, by keyboard alone, beside its real picture (R20, R24)."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tenure.operations.document_reading import read_due
from tenure.outlets.extraction.reader import Reader
from tenure.records.models import Correction, Document, DocumentState
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import sees, told
from tests.operations.reading_documents import added
from tests.outlets.extraction import papers
from tests.worlds import World, fresh, practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FIRST = papers.pdf(("Thank you", "Total: GBP 120.00"), ("Second page", "Invoice number: 99-2026"))
SECOND = papers.pdf(("Many thanks", "Total: GBP 15.00"))


@pytest.fixture
def world() -> World:
    return practice_world()


def worker_reads() -> None:
    """The worker's own duty, with the real child process."""
    with Reader() as reader:
        read_due(timezone.now(), reader)


def focused(page: Page) -> str:
    """The id of what has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def picture_shown(page: Page, number: int) -> None:
    """The real page stands there, drawn."""
    image = page.locator(".folio__image")
    expect(image).to_have_attribute("src", re.compile(rf"/pages/{number}/"))
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500


def test_documents_are_checked_one_after_the_other_by_keyboard_alone(world: World, room: OpenRoom) -> None:
    first, second = added(world, FIRST, "first.pdf"), added(world, SECOND, "second.pdf")
    waiting = room(world.mina).tab("/documents/review/")
    waiting.goto(f"/documents/{first.id}/reading/?queue=all")
    sees(waiting, "Waiting to be read")
    waiting.locator(".nav__link", has_text="To check").focus()
    worker_reads()
    # The page shows by itself what came of it, and leaves the focus where it was.
    sees(waiting, "Please check this against the document")
    assert waiting.evaluate("document.activeElement.textContent.includes('To check')")
    waiting.close()

    page = room(world.mina).tab("/documents/review/")
    page.get_by_role("link", name="Check the first").focus()
    page.keyboard.press("Enter")
    picture_shown(page, 1)
    assert focused(page) == "field-supplier"
    expect(page.locator('[data-box="supplier"]')).to_have_class("place-box place-box--unsure place-box--on")
    page.keyboard.press("Control+A")
    page.keyboard.type("Paper & Ink Ltd")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    # The number stands on the second page: touching its field turns to it.
    assert focused(page) == "field-number"
    picture_shown(page, 2)
    page.keyboard.press("Enter")
    page.keyboard.type("3/11/2026")
    for _field in range(4):
        page.keyboard.press("Enter")
    assert focused(page) == "field-net"
    page.keyboard.type("100")
    page.keyboard.press("Enter")
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    expect(page.locator("#sums")).to_contain_text("Net and tax make the total: 120.00 GBP.")
    page.keyboard.press("Control+A")
    page.keyboard.type("130")
    expect(page.get_by_text("Read: 120.00")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#field-total")).to_have_value("120.00")
    page.keyboard.press("Control+Enter")

    told(page, "first.pdf is confirmed.")
    picture_shown(page, 1)
    assert second.id in page.url
    assert fresh(first).state == DocumentState.READY
    said = dict(Correction.objects.filter(document=first).values_list("field", "value"))
    assert said == {"supplier": "Paper & Ink Ltd", "date": "2026-11-03", "net": "100.00", "tax": "20.00"}
    page.keyboard.press("Control+Enter")
    sees(page, "Nothing to check")
    assert Document.objects.filter(state=DocumentState.REVIEW).count() == 0
