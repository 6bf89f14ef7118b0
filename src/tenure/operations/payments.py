"""Money that came in is written down once, settles what is open, and can be taken back (R46)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.invoicing import PaymentMethod
from tenure.core.money import from_minor, minor_digits, to_minor
from tenure.core.settlement import Outcome, outcome_of_paying, outcome_of_taking_back
from tenure.core.wording import say
from tenure.operations.client_change import note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.money_change import moving_money
from tenure.operations.permission import firm_for
from tenure.operations.settling import settle
from tenure.records.ids import new_id
from tenure.records.models import Client, Invoice, Payment
from tenure.records.payments import debts_of, debts_without, funds_of
from tenure.records.policies import today_of
from tenure.records.scope import clients_of

LARGEST = Decimal(10) ** 12
FIRST_YEAR = 2000
OUTDATED = say("This form is not valid any more. Open it again.")
STAMP = re.compile(r"pay_[0-9a-hjkmnp-tv-z]{24}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What somebody writes down about money that came in: on which day of the firm's, how much, how."""

    amount: Decimal
    currency: str
    on: date
    method: PaymentMethod
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A payment as it is written down; `again` where it had been before, by the same stamp."""

    payment: Payment
    again: bool


def new_stamp() -> str:
    """What makes one payment one: a form carries it, and sent twice it is recorded once."""
    return new_id("pay")


def look_at_payment(
    client_id: str, received: Received, *, actor: Actor, at: datetime | None = None
) -> Outcome:
    """What recording it would settle. Nothing is written. Raises as recording does."""
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    client = clients_of(actor).select_related("firm").filter(pk=client_id).first()
    if client is None:
        raise Missing(client_id)
    return _outcome(client, received, _checked(client, received, at))


def record_payment(
    client_id: str, received: Received, *, actor: Actor, at: datetime | None = None
) -> Payment:
    """Writes a payment down and settles the oldest open invoices; what is left stays as credit.

    Possible for deactivated and suspended clients too. Raises NotAllowed, Missing, and Invalid for an amount that is
    nothing, or a day that is still to come.
    """
    return record_once(client_id, received, stamp=new_stamp(), actor=actor, at=at).payment


def record_once(
    client_id: str,
    received: Received,
    *,
    stamp: str,
    seen: str | None = None,
    actor: Actor,
    at: datetime | None = None,
) -> Recorded:
    """The same, at most once for a stamp. `seen` is the receipt of what was shown: Invalid("seen") if it would differ."""
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    with moving_money(client_id, actor=actor, at=at) as client:
        before = _recorded_before(stamp, client)
        if before is not None:
            return Recorded(payment=before, again=True)
        units = _checked(client, received, at)
        if seen is not None and seen != _outcome(client, received, units).digest:
            raise Invalid(say("The facts have changed since you looked. Read again what it settles."), "seen")
        payment = _row(client, received, units)
        payment.id, payment.recorded_by_id, payment.created_at = stamp, actor.person, at
        payment.save(force_insert=True)
        settle(client, received.currency)
        content = {"payment": payment.id, "amount": units, "currency": received.currency}
        note_on(client, "payment_recorded", content, by=actor.person, at=at)
    return Recorded(payment=payment, again=False)


def look_at_taking_back(payment_id: str, *, actor: Actor, at: datetime | None = None) -> Outcome:
    """What taking it back would open again. Nothing is written. Raises as taking back does."""
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    client = clients_of(actor).select_related("firm").filter(pk=_home(payment_id, actor)).first()
    if client is None:
        raise Missing(payment_id)
    return _undone(client, _standing(payment_id, client))


def reverse_payment(
    payment_id: str, *, seen: str | None = None, actor: Actor, at: datetime | None = None
) -> None:
    """Takes a payment back that bounced or was written down by mistake; what it settled is open again.

    Raises NotAllowed, Missing, Invalid if it was taken back before or is a credit note, and Invalid("seen") if
    anything else would come of it than `seen`, the receipt of what was shown.
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    with moving_money(_home(payment_id, actor), actor=actor, at=at) as client:
        payment = _standing(payment_id, client)
        if seen is not None and seen != _undone(client, payment).digest:
            raise Invalid(say("The facts have changed since you looked. Read again what it opens."), "seen")
        for allocation in payment.allocations.all():
            Invoice.objects.filter(pk=allocation.invoice_id).update(paid=F("paid") - allocation.amount)
        payment.allocations.all().delete()
        payment.reversed_at = at
        payment.save(update_fields=["reversed_at"])
        settle(client, payment.currency)
        note_on(client, "payment_reversed", {"payment": payment.id}, by=actor.person, at=at)


def _recorded_before(stamp: str, client: Client) -> Payment | None:
    if not STAMP.fullmatch(stamp):
        raise Invalid(OUTDATED)
    before = Payment.objects.filter(pk=stamp).first()
    if before is not None and (before.client_id, before.firm_id) != (client.id, client.firm_id):
        raise Invalid(OUTDATED)
    return before


def _row(client: Client, received: Received, units: int) -> Payment:
    return Payment(
        firm=client.firm,
        client=client,
        currency=received.currency,
        amount=units,
        received_on=received.on,
        method=received.method.value,
        reference=received.reference,
    )


def _checked(client: Client, received: Received, at: datetime) -> int:
    """The amount in minor units."""
    if client.firm is None:
        raise Missing(client.id)
    units = _units(received)
    if received.on > today_of(client.firm, at):
        raise Invalid(say("This day is still to come. Write down what has arrived."), "on")
    if received.on.year < FIRST_YEAR:
        raise Invalid(say("Choose a day after the year %(year)d.", year=FIRST_YEAR - 1), "on")
    if received.method is PaymentMethod.CREDIT_NOTE:
        raise Invalid(say("Credit an invoice on its own page."), "method")
    return units


def _units(received: Received) -> int:
    try:
        digits = minor_digits(received.currency)
    except ValueError as error:
        raise Invalid(say("A currency has three capital letters, such as EUR."), "currency") from error
    if not 0 < received.amount < LARGEST or not (units := to_minor(received.amount, received.currency)):
        raise Invalid(say("A payment is more than nothing."), "amount")
    if from_minor(units, received.currency) != received.amount:
        raise Invalid(
            say("%(currency)s has %(digits)d decimals.", currency=received.currency, digits=digits), "amount"
        )
    return units


def _outcome(client: Client, received: Received, units: int) -> Outcome:
    currency = received.currency
    return outcome_of_paying(units, currency, funds_of(client, currency), debts_of(client, currency))


def _undone(client: Client, payment: Payment) -> Outcome:
    debts, given = debts_without(client, payment)
    others = [one for one in funds_of(client, payment.currency) if one.payment != payment.id]
    return outcome_of_taking_back(payment.amount, payment.currency, others, debts, given)


def _home(payment_id: str, actor: Actor) -> str:
    rows = Payment.objects.filter(pk=payment_id, firm_id=actor.firm).values_list("client_id", flat=True)
    return rows.first() or ""


def _standing(payment_id: str, client: Client) -> Payment:
    """A payment that can be taken back."""
    payment = Payment.objects.filter(pk=payment_id, client=client, firm_id=client.firm_id).first()
    if payment is None:
        raise Missing(payment_id)
    if payment.reversed_at is not None:
        raise Invalid(say("This payment was taken back already."))
    if payment.method == PaymentMethod.CREDIT_NOTE.value:
        raise Invalid(say("This is a credit note. It stays; write a new invoice instead."))
    return payment
