"""The statement of account: opening balance, what happened, closing balance, for any days, as page and as file (R46)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tenure.core.invoicing import PaymentMethod
from tenure.operations.credit_notes import credit_invoice
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import draft_invoice, issue_invoice
from tenure.operations.payments import Received, record_payment, reverse_payment
from tenure.records.invoices import accounts_of
from tenure.records.models import Firm, Invoice
from tests.doors.web.test_payments import words
from tests.doors.web.walking import signed_in
from tests.tree_worlds import HaulerWorld, hauler_world

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)


@pytest.fixture
def world() -> HaulerWorld:
    """May: an invoice. June: another, a payment, a credit note, a payment taken back in July."""
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    mina = world.actor(world.mina)
    billed(world, "10.00", JUNE - timedelta(days=30))
    credited = billed(world, "24.50", JUNE)
    paid(world, "10.00", JUNE + timedelta(days=2))
    bounced = paid(world, "5.00", JUNE + timedelta(days=3))
    credit_invoice(credited.id, actor=mina, at=JUNE + timedelta(days=5))
    reverse_payment(bounced, actor=mina, at=JUNE + timedelta(days=25))
    billed(world, "7", JUNE, currency="JPY")
    return world


def billed(world: HaulerWorld, price: str, at: datetime, currency: str = "GBP") -> Invoice:
    line = LineDraft(description="Sacks", quantity=Decimal(1), unit_price=Decimal(price), tax_rate=Decimal(0))
    mina = world.actor(world.mina)
    draft = draft_invoice(world.mill_lane.id, [line], currency=currency, actor=mina, at=at)
    return issue_invoice(draft.id, actor=mina, at=at)


def paid(world: HaulerWorld, amount: str, at: datetime) -> str:
    received = Received(
        amount=Decimal(amount), currency="GBP", on=at.date(), method=PaymentMethod.CARD, reference="=1+1"
    )
    return record_payment(world.mill_lane.id, received, actor=world.actor(world.mina), at=at).id


def address(world: HaulerWorld, what: str = "") -> str:
    return f"/clients/{world.mill_lane.id}/statement/{what}"


def test_a_month_begins_and_ends_with_a_balance(world: HaulerWorld) -> None:
    mina = signed_in(world.mina)
    text = words(mina.get(address(world) + "?first=2026-06-01&last=2026-06-30").content.decode())
    for said in (
        "Opening balance 1 Jun 2026 10.00 GBP",
        "Invoice INV-000002",
        "34.50 GBP",
        "Payment =1+1 Card",
        "Credit note CN-000001",
        "paid in advance",
        "-5.00 GBP",
        "Statement in JPY",
        "7 JPY",
    ):
        assert said in text, (said, text)
    text = words(mina.get(address(world) + "?first=2026-07-01&last=2026-12-31").content.decode())
    assert "Payment taken back" in text


def test_the_closing_balance_of_today_is_what_is_owed(world: HaulerWorld) -> None:
    mina = signed_in(world.mina)
    last = mina.get(address(world, "export/") + f"?first=2020-01-01&last={date(2199, 1, 1)}")
    rows = b"".join(last.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    closing = [row.split(",") for row in rows if row.split(",")[1] == "Closing balance"]
    owed = accounts_of([world.mill_lane.id])[world.mill_lane.id]
    assert {row[7]: row[6] for row in closing} == {"GBP": "0.00", "JPY": "7"}
    assert {code: one.units for code, one in owed.items()} == {"JPY": 7} | (
        {"GBP": 0} if "GBP" in owed else {}
    )
    assert any(",'=1+1," in row for row in rows), "no spreadsheet runs a reference"
    assert any(",-5.00,GBP" in row for row in rows), "what is paid in advance is a number"


@pytest.mark.parametrize(
    "query", ["?first=2026-06-30&last=2026-06-01", "?first=nonsense", "?last=2026-13-01", "?first="]
)
def test_days_that_are_none_are_said_and_no_error(world: HaulerWorld, query: str) -> None:
    mina = signed_in(world.mina)
    answer = mina.get(address(world) + query)
    assert answer.status_code == 422
    assert mina.get(address(world, "export/") + query).status_code == 200


def test_an_empty_range_says_so(world: HaulerWorld) -> None:
    text = words(
        signed_in(world.fay).get(address(world) + "?first=2020-01-01&last=2020-02-01").content.decode()
    )
    assert "Nothing in these days" in text
