"""Money comes in: what it settles is seen while one types, a double click records one, and it can be taken back (R46)."""

import pytest
from playwright.sync_api import expect

from tenure.records.models import Payment
from tests.journeys.browsing import PHONE
from tests.journeys.conftest import OpenRoom
from tests.journeys.money_pages import money_pages

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_payment_is_recorded_after_its_effect_was_seen(room: OpenRoom, scripts: bool) -> None:
    seen = money_pages()
    world, before = seen.world, Payment.objects.count()
    page = room(world.mina, scripts=scripts).tab(f"/clients/{world.mill_lane.id}/payments/new/")
    settles = page.locator("#outcome")
    expect(settles).to_contain_text("INV-000001")
    expect(page.get_by_label("Amount")).to_have_value("94.00")
    page.get_by_label("Amount").fill("30")
    if scripts:
        page.get_by_label("Amount").press("Tab")
        expect(settles).to_contain_text("64.00 GBP stays open")
        page.get_by_role("button", name="Record the payment").dblclick()
    else:
        page.get_by_role("button", name="Record the payment").click()
        expect(page.locator("main")).to_contain_text("Nothing was recorded.")
        expect(settles).to_contain_text("64.00 GBP stays open")
        page.get_by_role("button", name="Record the payment").click()
    expect(page.locator("main")).to_contain_text("Payment of 30.00 GBP")
    assert Payment.objects.count() == before + 1
    page.get_by_role("link", name="Take back…").click()
    expect(page.locator("main")).to_contain_text("94.00 GBP open")
    page.get_by_role("button", name="Take the payment back").click()
    expect(page.locator("main")).to_contain_text("It settles nothing, and is no credit.")


def test_a_customer_finds_out_on_the_phone_what_to_pay_and_where(room: OpenRoom) -> None:
    seen = money_pages()
    account = f"/account/{seen.world.mill_lane.id}/"
    page = room(seen.world.nadia, size=PHONE).tab(account)
    expect(page.locator("#to-pay")).to_contain_text("94.00 GBP")
    page.get_by_role("link", name="Open the invoices").click()
    page.get_by_role("link", name="INV-000001").click()
    pay = page.locator("#pay")
    for said in ("94.00 GBP", "GB33 BUKB 2020 1555 5555 55", "INV-000001"):
        expect(pay).to_contain_text(said)
