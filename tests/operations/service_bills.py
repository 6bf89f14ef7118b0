"""Invoices in tests: what Mill Lane's services come to, issued; paid; sent."""

from datetime import UTC, datetime
from decimal import Decimal

from tenure.core.billing import Days, month_of
from tenure.core.invoicing import PaymentMethod
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import draft_invoice, issue_invoice
from tenure.operations.payments import Received, record_payment
from tenure.operations.service_lines import service_lines
from tenure.records.models import Client, Invoice, Payment
from tests.tree_worlds import HaulerWorld

JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)


def by_hand(price: str = "10.00", *, said: str = "Extra sacks") -> LineDraft:
    """A line that bills no service."""
    return LineDraft(description=said, quantity=Decimal(1), unit_price=Decimal(price), tax_rate=Decimal(20))


def issued_with(
    world: HaulerWorld, *lines: LineDraft, client: Client | None = None, at: datetime = JUNE
) -> Invoice:
    """An issued invoice with these lines."""
    actor = world.actor(world.mina)
    client = client or world.mill_lane
    draft = draft_invoice(client.id, lines, currency="GBP", actor=actor, at=at)
    return issue_invoice(draft.id, actor=actor, at=at)


def billed(world: HaulerWorld, *more: LineDraft, period: Days | None = None, at: datetime = JUNE) -> Invoice:
    """An issued invoice for Mill Lane's services of a period, the month of `at` unless told."""
    return billed_to(world, world.mill_lane, period or month_of(at.date()), *more, at=at)


def billed_to(world: HaulerWorld, client: Client, period: Days, *more: LineDraft, at: datetime) -> Invoice:
    """An issued invoice for a customer's services of a period."""
    known = Client.objects.get(pk=client.pk)
    lines = service_lines(known, period, running_now=False, at=at).lines["GBP"]
    return issued_with(world, *lines, *more, client=client, at=at)


def pay(world: HaulerWorld, amount: str, *, client: Client | None = None, at: datetime = JUNE) -> Payment:
    """Money that came in."""
    received = Received(amount=Decimal(amount), currency="GBP", on=at.date(), method=PaymentMethod.TRANSFER)
    client = client or world.mill_lane
    return record_payment(client.id, received, actor=world.actor(world.mina), at=at)
