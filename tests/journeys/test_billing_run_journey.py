"""The article's question on bulk billing: "Will deactivated customers still receive an invoice?" (R42, R43)."""

import pytest
from playwright.sync_api import Page, expect

from tenure.core.actions import Answers, Verb
from tenure.core.stops import Restore
from tenure.records.models import Invoice
from tests.billing_worlds import billing_world, street
from tests.journeys.conftest import OpenRoom
from tests.journeys.steps import at, follow, main, press, sees, told
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> HaulerWorld:
    world = billing_world()
    street(world.firm, 3)
    return world


def asks_for_may(page: Page) -> None:
    """From the navigation to the preview of May for everybody."""
    page.goto("/")
    page.get_by_role("link", name="Billing runs").click()
    at(page, "Billing runs")
    page.get_by_role("link", name="New run").first.click()
    at(page, "New billing run")
    page.get_by_label("Month").fill("2026-05")
    press(page, "Preview")


def test_a_deactivated_customer_receives_no_invoice_and_the_run_says_so_r42(
    world: HaulerWorld, room: OpenRoom
) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = room(world.mina).tab()
    asks_for_may(page)
    sees(page, "The account is deactivated.", "Make 3 invoices")
    main(page).get_by_role("link", name="Deactivated").click()
    sees(page, "Mill Lane Foods")
    assert not Invoice.objects.exists(), "looking writes nothing"
    press(page, "Make 3 invoices")
    at(page, "Billing of May 2026")
    told(page, "The run is done.")
    sees(page, "INV-000001", "INV-000003", "Shop 0002")
    expect(main(page).get_by_text("Mill Lane Foods")).to_have_count(0)
    main(page).get_by_role("link", name="Deactivated").click()
    sees(page, "Mill Lane Foods", "The account is deactivated.")
    assert not Invoice.objects.filter(client=world.mill_lane).exists()


def test_once_it_is_back_the_same_month_picks_it_up_and_doubles_nobody_r42(
    world: HaulerWorld, room: OpenRoom
) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    page = room(world.mina).tab()
    asks_for_may(page)
    press(page, "Make 3 invoices")
    at(page, "Billing of May 2026")
    do(world, world.mina, Verb.REACTIVATE, world.mill_lane.id, Answers(restore=Restore.AS_IT_WAS))
    asks_for_may(page)
    sees(page, "An earlier run has billed this period.", "Mill Lane Foods")
    press(page, "Make 1 invoice")
    sees(page, "INV-000004", "Mill Lane Foods")
    assert Invoice.objects.count() == 4


def test_if_somebody_is_deactivated_while_one_looks_the_new_preview_comes_first_r50(
    world: HaulerWorld, room: OpenRoom
) -> None:
    page = room(world.mina).tab()
    asks_for_may(page)
    sees(page, "Make 4 invoices")
    do(world, world.olive, Verb.DEACTIVATE, world.mill_lane.id)
    press(page, "Make 4 invoices")
    sees(page, "Something has changed since you looked.", "Make 3 invoices")
    assert not Invoice.objects.exists()
    press(page, "Make 3 invoices")
    at(page, "Billing of May 2026")
    follow(page, "Billing runs")
    sees(page, "May 2026")
