"""Money that came in for many invoices on one day of the past: each paid in full, written down as sets (R46)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tenure.core.actor import Actor, Right
from tenure.core.invoicing import PaymentMethod
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.records.invoices import OPEN
from tenure.records.models import Allocation, Client, Invoice, Payment
from tenure.records.policies import today_of

CHUNK = 1_000


def pay_invoices(invoices: Sequence[str], *, method: PaymentMethod, actor: Actor, at: datetime) -> int:
    """Records a payment for each of these invoices of the actor's firm that is open, over what is left of it.

    Returns how many there were. Raises NotAllowed.
    """
    firm_id = firm_for(actor, Right.BILLING, at=at)
    with transaction.atomic():
        firm = lock_firm(firm_id)
        wanted = Invoice.objects.filter(OPEN, id__in=invoices, firm=firm, client__firm=firm)
        lock_clients(wanted.values_list("client_id", flat=True))
        open_ones = list(wanted)
        payments = [
            Payment(
                firm=firm,
                client_id=invoice.client_id,
                currency=invoice.currency,
                amount=invoice.total - invoice.paid,
                received_on=today_of(firm, at),
                method=method.value,
                reference=invoice.shown_number,
                recorded_by_id=actor.person,
                created_at=at,
            )
            for invoice in open_ones
        ]
        Payment.objects.bulk_create(payments, batch_size=CHUNK)
        Allocation.objects.bulk_create(
            (
                Allocation(payment=payment, invoice=invoice, amount=payment.amount)
                for payment, invoice in zip(payments, open_ones, strict=True)
            ),
            batch_size=CHUNK,
        )
        Invoice.objects.filter(id__in=[invoice.id for invoice in open_ones]).update(paid=F("total"))
        _note(payments, actor, at)
    return len(payments)


def _note(payments: Sequence[Payment], actor: Actor, at: datetime) -> None:
    by = commitments([actor.person])[actor.person]
    Client.objects.filter(id__in=[payment.client_id for payment in payments]).update(last_activity_at=at)
    note(
        [
            Event(
                chain=payment.client_id or "",
                event="payment_recorded",
                content={
                    "payment": payment.id,
                    "amount": payment.amount,
                    "currency": payment.currency,
                    "by": by,
                },
            )
            for payment in payments
        ],
        at=at,
    )
