"""The page of one invoice: its lines as stored, tax by tax, its state, what settled it (R46)."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tenure.operations.credit_notes import credit_invoice
from tenure.operations.invoice_lines import LineDraft
from tenure.records.models import Firm
from tests.doors.web.walking import signed_in
from tests.operations.test_invoices import drafted, issued, line, paid
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import new_firm, new_member, new_person

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    return world


def shown(world: HaulerWorld, invoice: str, who: str = "mina") -> str:
    answer = signed_in(getattr(world, who)).get(f"/invoices/{invoice}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_shows_the_stored_lines_and_each_tax_rate(world: HaulerWorld) -> None:
    invoice = issued(world, line("1000.005", quantity="2"), line("3.10", tax="5"), at=NOW)
    page = shown(world, invoice.id)
    assert "Invoice INV-000001" in page
    assert "Issued" in page
    for words in (
        "1,000.005 GBP",
        "2,000.01 GBP",
        "Tax 20% on 2,000.01 GBP",
        "Tax 5% on 3.10 GBP",
        "400.00 GBP",
    ):
        assert words in page
    assert "Nothing has been paid on it yet." in page


def test_a_draft_owes_nothing_and_says_so(world: HaulerWorld) -> None:
    page = shown(world, drafted(world, at=NOW).id)
    assert "It has no number yet and owes nothing." in page


def test_payments_and_credit_notes_stand_on_the_invoice_they_settled(world: HaulerWorld) -> None:
    invoice = issued(world, at=NOW)
    paid(world, "5.00", at=NOW)
    part = LineDraft(
        description="One sack", quantity=Decimal(1), unit_price=Decimal("1.00"), tax_rate=Decimal(20)
    )
    note = credit_invoice(invoice.id, lines=[part], actor=world.actor(world.mina), at=NOW)
    page = shown(world, invoice.id)
    assert "Part paid" in page
    assert "Bank transfer" in page
    assert "5.80 GBP" in page
    assert "CN-000001" in page
    assert "This note takes back INV-000001" in shown(world, note.id)


def test_strangers_and_nonsense_find_nothing(world: HaulerWorld) -> None:
    invoice = issued(world, at=NOW)
    elsewhere, quinn = new_firm("Southside Skips", "hauler"), new_person("Quinn South")
    new_member(elsewhere, quinn, "administrator")
    stranger = signed_in(quinn)
    assert stranger.get(f"/invoices/{invoice.id}/").status_code == 404
    for odd in ("inv_0", "%00", "é", "1", "a" * 300):
        assert signed_in(world.mina).get(f"/invoices/{odd}/").status_code == 404
