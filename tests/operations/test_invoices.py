"""Invoices by hand: drafts, numbers without gaps, payments, credit, and what a deactivated customer gets (R43, R46)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from tenure.core.actions import Verb
from tenure.core.credit import Balance
from tenure.core.invoicing import PaymentMethod
from tenure.operations.credit_notes import credit_invoice
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import discard_draft, draft_invoice, edit_draft, issue_invoice
from tenure.operations.payments import Received, record_payment, reverse_payment
from tenure.records.balances import balance_of
from tenure.records.models import Firm, Invoice, NumberSeries, Payment
from tenure.records.people import actor_at_firm
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world
from tests.worlds import new_firm, new_member, new_person

pytestmark = pytest.mark.django_db
JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)
TODAY = date(2026, 6, 10)


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    return world


def line(
    price: str = "10.00", *, tax: str = "20", quantity: str = "1", service: str | None = None
) -> LineDraft:
    return LineDraft(
        description="Extra sacks",
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        tax_rate=Decimal(tax),
        service=service,
    )


def drafted(world: HaulerWorld, *lines: LineDraft, at: datetime = JUNE) -> Invoice:
    return draft_invoice(
        world.mill_lane.id, lines or (line(),), currency="GBP", actor=world.actor(world.mina), at=at
    )


def issued(world: HaulerWorld, *lines: LineDraft, at: datetime = JUNE) -> Invoice:
    return issue_invoice(drafted(world, *lines, at=at).id, actor=world.actor(world.mina), at=at)


def paid(world: HaulerWorld, amount: str, *, at: datetime = JUNE) -> Payment:
    received = Received(amount=Decimal(amount), currency="GBP", on=at.date(), method=PaymentMethod.TRANSFER)
    return record_payment(world.mill_lane.id, received, actor=world.actor(world.mina), at=at)


def owed(world: HaulerWorld) -> Balance | None:
    return balance_of([world.mill_lane.id, world.forge.id]).get(world.mill_lane.id)


def test_a_draft_is_written_corrected_and_issued_for_good(world: HaulerWorld) -> None:
    draft = drafted(world, line("33.335"), line("0.10", quantity="3", tax="5"))
    assert (draft.net, draft.tax, draft.total, draft.number) == (3364, 667 + 2, 4033, None)
    edited = edit_draft(draft.id, [line("20.00")], actor=world.actor(world.mina), at=JUNE)
    assert (edited.total, edited.lines.count()) == (2400, 1)
    invoice = issue_invoice(draft.id, actor=world.actor(world.mina), at=JUNE)
    assert (invoice.shown_number, invoice.issued_on, invoice.due_on) == (
        "INV-000001",
        TODAY,
        TODAY + timedelta(days=14),
    )
    for change in (
        lambda: edit_draft(invoice.id, [line()], actor=world.actor(world.mina)),
        lambda: discard_draft(invoice.id, actor=world.actor(world.mina)),
        lambda: issue_invoice(invoice.id, actor=world.actor(world.mina)),
    ):
        with pytest.raises(Invalid, match="is issued"):
            change()


def test_numbers_have_no_gaps_after_a_discarded_draft_or_a_rollback(world: HaulerWorld) -> None:
    issued(world)
    discard_draft(drafted(world).id, actor=world.actor(world.mina), at=JUNE)
    with transaction.atomic():
        issued(world)
        transaction.set_rollback(True)
    assert [issued(world).number for _n in range(2)] == [2, 3]
    assert NumberSeries.objects.get().following == 4


def test_payments_settle_the_oldest_debt_and_what_is_left_is_credit(world: HaulerWorld) -> None:
    first, second = issued(world), issued(world, line("20.00"), at=JUNE + timedelta(days=3))
    assert owed(world) == Balance(owed=Decimal("36.00"), oldest_due=date(2026, 6, 24))
    paid(world, "15.00")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.paid, second.paid) == (1200, 300)
    assert owed(world) == Balance(owed=Decimal("21.00"), oldest_due=date(2026, 6, 27))
    paid(world, "30.00")
    assert owed(world) is None
    third = issued(world)
    assert (third.paid, third.total) == (900, 1200)
    assert owed(world) == Balance(owed=Decimal("3.00"), oldest_due=third.due_on)


def test_a_payment_taken_back_opens_what_it_settled(world: HaulerWorld) -> None:
    invoice, payment = issued(world), paid(world, "12.00")
    reverse_payment(payment.id, actor=world.actor(world.mina), at=JUNE)
    invoice.refresh_from_db()
    assert invoice.paid == 0
    with pytest.raises(Invalid, match="already"):
        reverse_payment(payment.id, actor=world.actor(world.mina), at=JUNE)


def test_a_credit_note_settles_its_invoice_and_leaves_the_rest_as_credit(world: HaulerWorld) -> None:
    invoice = issued(world)
    paid(world, "5.00")
    note = credit_invoice(invoice.id, actor=world.actor(world.mina), at=JUNE)
    invoice.refresh_from_db()
    assert (note.shown_number, note.total, invoice.paid) == ("CN-000001", 1200, 1200)
    assert owed(world) is None
    assert issued(world).paid == 500
    with pytest.raises(Invalid, match="all of it"):
        credit_invoice(invoice.id, lines=[line("0.01")], actor=world.actor(world.mina), at=JUNE)
    with pytest.raises(Invalid, match="credit note itself"):
        credit_invoice(note.id, actor=world.actor(world.mina), at=JUNE)


def test_a_deactivated_customer_is_billed_by_hand_only_while_something_is_open(world: HaulerWorld) -> None:
    issued(world)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    assert drafted(world).total == 1200
    with pytest.raises(Invalid, match="carry no services"):
        drafted(world, line(service=world.weekly.id))
    paid(world, "12.00")
    with pytest.raises(Invalid, match="nothing to bill"):
        drafted(world)
    paid(world, "1.00")
    assert drafted(world).number is None, "credit is open too"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (line("-1.00"), "less than zero"),
        (line(quantity="0"), "more than zero"),
        (line(tax="101"), "between 0 and 100"),
        (line(service="srv_nobodys"), "does not have"),
    ],
)
def test_what_cannot_be_billed_is_refused(world: HaulerWorld, wrong: LineDraft, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        drafted(world, wrong)
    assert not Invoice.objects.exists()


def test_nobody_without_the_right_and_no_stranger_writes_or_sees_one(world: HaulerWorld) -> None:
    invoice = issued(world)
    with pytest.raises(NotAllowed):
        draft_invoice(world.mill_lane.id, [line()], currency="GBP", actor=world.actor(world.fay))
    elsewhere, quinn = new_firm("Southside Skips", "hauler"), new_person("Quinn South")
    new_member(elsewhere, quinn, "administrator")
    stranger = actor_at_firm(quinn.id, elsewhere.id)
    assert stranger is not None
    with pytest.raises(Missing):
        credit_invoice(invoice.id, actor=stranger)
    with pytest.raises(Missing):
        draft_invoice(world.mill_lane.id, [line()], currency="GBP", actor=stranger)
