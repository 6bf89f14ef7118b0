"""Credit meets debt: what a client has paid and nothing used yet settles its oldest open invoices (R46)."""

from tenure.core.settlement import Credit, settlement
from tenure.records.invoices import credits_of, open_invoices
from tenure.records.models import Allocation, Client, Invoice, Payment
from tenure.records.payments import debt_of


def settle(client: Client, currency: str) -> None:
    """Uses the client's credit in one currency, oldest money for oldest debt. The caller holds the client's lock."""
    owed = {invoice.id: invoice for invoice in open_invoices(client, currency)}
    funds = {payment.id: (payment, left) for payment, left in credits_of(client, currency)}
    found = settlement(
        [Credit(payment=id_, units=left) for id_, (_payment, left) in funds.items()],
        [debt_of(invoice) for invoice in owed.values()],
    )
    for use in found.uses:
        settle_with(funds[use.payment][0], use.units, owed[use.invoice])


def settle_with(payment: Payment, left: int, invoice: Invoice) -> int:
    """Uses up to `left` of a payment for one invoice; returns how much it took."""
    amount = min(left, invoice.total - invoice.paid)
    if amount <= 0:
        return 0
    allocation, fresh = Allocation.objects.get_or_create(
        payment=payment, invoice=invoice, defaults={"amount": amount}
    )
    if not fresh:
        allocation.amount += amount
        allocation.save(update_fields=["amount"])
    invoice.paid += amount
    invoice.save(update_fields=["paid"])
    return amount
