"""Credit meets debt: what a client has paid and nothing used yet settles its oldest open invoices (R46)."""

from tenure.records.invoices import credits_of, open_invoices
from tenure.records.models import Allocation, Client, Invoice, Payment


def settle(client: Client, currency: str) -> None:
    """Uses the client's credit in one currency, oldest money for oldest debt. The caller holds the client's lock."""
    owed = list(open_invoices(client, currency))
    for payment, credit in credits_of(client, currency):
        left = credit
        for invoice in owed:
            left -= settle_with(payment, left, invoice)


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
