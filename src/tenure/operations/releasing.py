"""Money an invoice has no more room for is taken off it: it becomes credit, and settles what else is open (R44, R46)."""

from django.db.models import Case, IntegerField, Value, When

from tenure.core.invoicing import PaymentMethod
from tenure.records.models import Allocation, Invoice

# What a credit note settles of its own invoice is let go last.
NOTES_LAST = Case(
    When(payment__method=PaymentMethod.CREDIT_NOTE.value, then=Value(1)),
    default=Value(0),
    output_field=IntegerField(),
)


def release(invoice: Invoice, units: int) -> None:
    """Lets go so many minor units of what was paid, the newest money first. The caller holds the client's lock."""
    left = units
    rows = Allocation.objects.filter(invoice=invoice).alias(last=NOTES_LAST)
    for allocation in rows.order_by("last", "-payment__received_on", "-payment_id"):
        taken = min(left, allocation.amount)
        left -= taken
        if taken == allocation.amount:
            allocation.delete()
        elif taken:
            allocation.amount -= taken
            allocation.save(update_fields=["amount"])
    invoice.paid -= units
    invoice.save(update_fields=["paid"])
