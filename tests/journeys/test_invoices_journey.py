"""The article's questions about invoices of a deactivated customer, and an invoice by hand from line to number (R43)."""

from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tenure.core.actions import Verb
from tenure.core.invoicing import PaymentMethod
from tenure.operations.payments import Received, record_payment
from tenure.records.models import Firm, Invoice
from tests.journeys.browsing import PHONE
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import follow, main, press, sees, sees_not, told, turn_to
from tests.operations.acting import do
from tests.operations.test_invoices import issued, line
from tests.tree_worlds import HaulerWorld, hauler_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    return world


def last_line(page: Page) -> Locator:
    """The line that is being written."""
    return page.locator(".draft__line").last


def write(page: Page, what: str, price: str) -> None:
    """Fills in the last line."""
    last_line(page).get_by_label("Description").fill(what)
    last_line(page).get_by_label("Price").fill(price)
    last_line(page).get_by_label("Tax in %").fill("20")


@pytest.mark.parametrize("size", [(1280, 820), PHONE])
def test_you_may_manually_create_invoices_if_they_have_an_unpaid_invoice_and_they_carry_no_services_r43(
    size: tuple[int, int], world: HaulerWorld, room: OpenRoom
) -> None:
    # ... or have unpaid invoices already existing on the account.
    issued(world, line("50.00"), at=timezone.now())
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = room(world.mina, size=size).tab(f"/clients/{world.mill_lane.id}/")
    turn_to(page, "Billing")
    follow(page, "New invoice")
    # The invoices created within a deactivated profile do not include services as those services are deactivated as well.
    sees(page, "Mill Lane Foods is deactivated: this invoice carries no services.")
    sees_not(page, "Fill in the services")
    write(page, "Removal of the bins", "40.00")
    page.get_by_label("Note").fill("With thanks.")
    expect(page.locator("#sums")).to_contain_text("48.00 GBP")
    press(page, "Save draft")
    told(page, "The draft is saved.")
    follow(page, "Issue")
    sees(page, "Next number", "INV-000002")
    press(page, "Issue")
    told(page, "INV-000002 is issued.")
    sees(page, "Removal of the bins", "48.00 GBP")
    made = Invoice.objects.get(number=2)
    assert made.lines.get().service is None


def test_you_may_manually_create_invoices_if_they_have_an_account_balance_r43(
    world: HaulerWorld, room: OpenRoom
) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = room(world.mina).tab(f"/clients/{world.mill_lane.id}/billing/")
    # Nothing is open: the button says so before anything is typed.
    sees(page, "Mill Lane Foods is deactivated, owes nothing and has no unpaid invoice")
    expect(main(page).get_by_role("link", name="New invoice")).to_have_count(0)
    # What was paid too much is a balance too.
    received = Received(
        amount=Decimal(30), currency="GBP", on=timezone.localdate(), method=PaymentMethod.TRANSFER
    )
    record_payment(world.mill_lane.id, received, actor=world.actor(world.mina))
    page.reload()
    follow(page, "New invoice")
    write(page, "Removal of the bins", "20.00")
    press(page, "Save draft")
    follow(page, "Issue")
    sees(page, "Settled by credit at once", "24.00 GBP")
    press(page, "Issue")
    told(page, "INV-000001 is issued.")
    sees(page, "Paid")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_invoice_is_filled_from_services_corrected_issued_and_taken_back_r46(
    scripts: bool, world: HaulerWorld, room: OpenRoom
) -> None:
    page = room(world.mina, scripts=scripts).tab(f"/clients/{world.mill_lane.id}/billing/")
    follow(page, "New invoice")
    page.get_by_label("Month").fill("2026-06")
    press(page, "Fill in the services")
    sees(page, "3 lines were filled in.", "Skip on request, Depot: no visit waits to be billed.")
    press(page, "Add a line")
    expect(page.locator(".draft__line")).to_have_count(4)
    write(page, "Extra sacks", "10.00")
    page.locator(".draft__line").first.get_by_role("button").click()
    expect(page.locator(".draft__line")).to_have_count(3)
    expect(last_line(page).get_by_label("Description")).to_have_value("Extra sacks")
    press(page, "Save draft")
    # 24.50 for each of two services, and 12.00.
    sees(page, "Draft invoice", "61.00 GBP")
    follow(page, "Issue")
    press(page, "Issue")
    told(page, "INV-000001 is issued.")
    follow(page, "Credit note")
    page.get_by_label("Chosen lines and amounts").check()
    page.get_by_label("Extra sacks").check()
    page.get_by_label("Reason").fill("Not delivered")
    press(page, "Issue the credit note")
    told(page, "CN-000001 is issued. It takes back INV-000001.")
    follow(page, "Open the invoice")
    sees(page, "Part paid", "49.00 GBP")


def test_an_invoice_nobody_has_is_made_void_and_keeps_its_number_r46(
    world: HaulerWorld, room: OpenRoom
) -> None:
    invoice = issued(world, at=timezone.now())
    page = room(world.mina).tab(f"/invoices/{invoice.id}/")
    follow(page, "Void")
    page.get_by_label("Reason").fill("Written twice.")
    press(page, "Void")
    told(page, "INV-000001 is void and owes nothing.")
    sees(page, "By Mina Okafor.", "Written twice.")
