"""An issued invoice that nobody has is made void; any other is taken back by a credit note (R46)."""

from decimal import Decimal

import pytest

from tenure.operations.credit_notes import credit_invoice
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.log import verify
from tenure.operations.void_invoices import void_invoice
from tenure.records.models import Firm, Invoice, LogEntry, Visit
from tests.operations.test_invoices import JUNE, TODAY, drafted, issued, line, owed, paid
from tests.tree_worlds import HaulerWorld, hauler_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    return world


def void(world: HaulerWorld, invoice: Invoice, reason: str = "Written twice.") -> Invoice:
    return void_invoice(invoice.id, reason=reason, actor=world.actor(world.mina), at=JUNE)


def test_a_void_invoice_keeps_its_number_owes_nothing_and_says_who_and_why(world: HaulerWorld) -> None:
    made = void(world, issued(world), "  Written twice. ")
    assert (made.shown_number, made.void_reason, made.voided_by) == (
        "INV-000001",
        "Written twice.",
        world.mina,
    )
    assert owed(world) is None
    assert issued(world).shown_number == "INV-000002", "no number is missing, none is used again"
    assert LogEntry.objects.get(event="invoice_voided").content["number"] == 1
    assert "Written twice" not in str(LogEntry.objects.get(event="invoice_voided").content)
    assert list(verify()) == []


def test_money_that_comes_later_does_not_settle_it(world: HaulerWorld) -> None:
    made = void(world, issued(world))
    paid(world, "12.00")
    made.refresh_from_db()
    assert made.paid == 0


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        ("draft", "no number yet"),
        ("void", "void already"),
        ("paid", "Write a credit note instead"),
        ("sent", "Write a credit note instead"),
        ("credited", "another credit note"),
        ("note", "is a credit note"),
    ],
)
def test_otherwise_it_is_refused_with_the_way_out(world: HaulerWorld, happened: str, said: str) -> None:
    mina = world.actor(world.mina)
    invoice = drafted(world) if happened == "draft" else issued(world)
    match happened:
        case "void":
            void(world, invoice)
        case "paid":
            paid(world, "1.00")
        case "sent":
            Invoice.objects.filter(pk=invoice.pk).update(sent_at=JUNE)
        case "credited" | "note":
            note = credit_invoice(invoice.id, lines=[line("1.00")], actor=mina, at=JUNE)
            invoice = note if happened == "note" else invoice
        case _:
            assert happened == "draft"
    with pytest.raises(Invalid, match=said):
        void(world, invoice)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_it_asks_for_a_reason(world: HaulerWorld, reason: str) -> None:
    with pytest.raises(Invalid) as asked:
        void(world, issued(world), reason)
    assert asked.value.field == "reason"


def test_what_it_billed_on_request_can_be_billed_again(world: HaulerWorld) -> None:
    visit = Visit.objects.create(client=world.mill_lane, service=world.skip, on=TODAY)
    billed = LineDraft(
        description="Skip",
        quantity=Decimal(1),
        unit_price=Decimal(80),
        tax_rate=Decimal(0),
        service=world.skip.id,
        visit=visit.id,
    )
    first = issued(world, billed)
    with pytest.raises(Invalid, match="billed already"):
        drafted(world, billed)
    void(world, first)
    visit.refresh_from_db()
    assert visit.line is None
    assert drafted(world, billed).total == 8000


def test_a_void_invoice_is_not_credited(world: HaulerWorld) -> None:
    made = void(world, issued(world))
    with pytest.raises(Invalid, match="is void"):
        credit_invoice(made.id, actor=world.actor(world.mina), at=JUNE)


def test_nobody_without_the_right_and_no_stranger_makes_one_void(world: HaulerWorld) -> None:
    invoice = issued(world)
    with pytest.raises(NotAllowed):
        void_invoice(invoice.id, reason="Oops", actor=world.actor(world.fay), at=JUNE)
    for nobody in ("inv_none", ""):
        with pytest.raises(Missing):
            void_invoice(nobody, reason="Oops", actor=world.actor(world.mina), at=JUNE)
