"""Money that came in is written down, settles what is open, and can be taken back (R46)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.invoicing import PaymentMethod
from tenure.core.money import minor_digits, to_minor
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.permission import firm_for
from tenure.operations.settling import settle
from tenure.records.models import Invoice, Payment
from tenure.records.policies import today_of
from tenure.records.scope import clients_of

LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What somebody writes down about money that came in: on which day of the firm's, how much, how."""

    amount: Decimal
    currency: str
    on: date
    method: PaymentMethod
    reference: str = ""


def record_payment(
    client_id: str, received: Received, *, actor: Actor, at: datetime | None = None
) -> Payment:
    """Writes a payment down and settles the oldest open invoices; what is left stays as credit.

    Possible for deactivated and suspended clients too. Raises NotAllowed, Missing, and Invalid for an amount that is
    nothing, or a day that is still to come.
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    units = _units(received)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        if client.firm is None:
            raise Missing(client_id)
        if received.on > today_of(client.firm, at):
            raise Invalid(say("This day is still to come. Write down what has arrived."), "on")
        payment = Payment.objects.create(
            firm=client.firm,
            client=client,
            currency=received.currency,
            amount=units,
            received_on=received.on,
            method=received.method.value,
            reference=received.reference,
            recorded_by_id=actor.person,
            created_at=at,
        )
        settle(client, received.currency)
        content = {"payment": payment.id, "amount": units, "currency": received.currency}
        note_on(client, "payment_recorded", content, by=actor.person, at=at)
    return payment


def reverse_payment(payment_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Takes a payment back that bounced or was written down by mistake; what it settled is open again.

    Raises NotAllowed, Missing, and Invalid if it was taken back before.
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    home = (
        Payment.objects.filter(pk=payment_id, firm_id=actor.firm).values_list("client_id", flat=True).first()
    )
    with changing(home or "", among=clients_of(actor), at=at) as client:
        payment = Payment.objects.filter(pk=payment_id, client=client).first()
        if payment is None:
            raise Missing(payment_id)
        if payment.reversed_at is not None:
            raise Invalid(say("This payment was taken back already."))
        for allocation in payment.allocations.all():
            Invoice.objects.filter(pk=allocation.invoice_id).update(paid=F("paid") - allocation.amount)
        payment.allocations.all().delete()
        payment.reversed_at = at
        payment.save(update_fields=["reversed_at"])
        settle(client, payment.currency)
        note_on(client, "payment_reversed", {"payment": payment.id}, by=actor.person, at=at)


def _units(received: Received) -> int:
    try:
        minor_digits(received.currency)
    except ValueError as error:
        raise Invalid(say("A currency has three capital letters, such as EUR."), "currency") from error
    if not 0 < received.amount < LARGEST or not (units := to_minor(received.amount, received.currency)):
        raise Invalid(say("A payment is more than nothing."), "amount")
    return units
