"""Bills and payments of a hauler's customer, as the office writes them, for tests of what follows from money."""

from datetime import datetime
from decimal import Decimal

from tenure.core.invoicing import PaymentMethod
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import draft_invoice, issue_invoice
from tenure.operations.payments import Received, record_payment
from tenure.records.models import Client, Firm, Invoice, Payment
from tests.tree_worlds import HaulerWorld
from tests.worlds import fresh


def rule_of(world: HaulerWorld, **rule: object) -> None:
    """The firm bills in pounds and suspends by this rule."""
    policy = {**fresh(world.firm).policy, "suspend_rule": rule}
    Firm.objects.filter(pk=world.firm.pk).update(policy=policy, currency="GBP")


def bill(
    world: HaulerWorld, price: str, *, at: datetime, client: Client | None = None, currency: str = "GBP"
) -> Invoice:
    """An issued invoice over one amount without tax; it is due after the profile's fourteen days."""
    line = LineDraft(
        description="Sacks", quantity=Decimal(1), unit_price=Decimal(price), tax_rate=Decimal(0), service=None
    )
    actor, to = world.actor(world.mina), client or world.mill_lane
    draft = draft_invoice(to.id, [line], currency=currency, actor=actor, at=at)
    return issue_invoice(draft.id, actor=actor, at=at)


def pay(world: HaulerWorld, amount: str, *, at: datetime, client: Client | None = None) -> Payment:
    """Money that came in on that day."""
    received = Received(amount=Decimal(amount), currency="GBP", on=at.date(), method=PaymentMethod.TRANSFER)
    return record_payment((client or world.mill_lane).id, received, actor=world.actor(world.mina), at=at)
