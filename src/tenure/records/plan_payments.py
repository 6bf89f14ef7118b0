"""What clients owe for their own plans, and what they have paid: for their own page, and for whoever collects it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet

from tenure.records.models import PlanPayment, PlanPaymentState

MOST = 24
OVERDUE = "overdue"
STATES = (*(state.value for state in PlanPaymentState), OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """One month to pay. `state` is due, overdue, paid or waived; `ends_on` is the first day of the next month."""

    id: str
    client: str | None
    client_name: str
    reference: str
    tariff: str
    amount: Decimal
    currency: str
    begins_on: date
    ends_on: date
    due_on: date
    state: str
    settled_at: datetime | None
    note: str


def payments_of(client: str, *, today: date) -> tuple[PaymentRow, ...]:
    """A client's payments of the last two years, newest first."""
    rows = PlanPayment.objects.filter(client=client).select_related("client").order_by("-begins_on", "-id")
    return tuple(_row(row, today) for row in rows[:MOST])


def payments(state: str | None, *, today: date) -> tuple[PaymentRow, ...]:
    """All payments in a state (any if None), soonest due first; an overdue one is due as well."""
    rows = PlanPayment.objects.select_related("client").order_by("due_on", "id")
    return tuple(_row(row, today) for row in _in_state(rows, state, today))


def payment(reference: str, *, today: date) -> PaymentRow | None:
    """The payment with this reference."""
    row = PlanPayment.objects.select_related("client").filter(reference=reference).first()
    return _row(row, today) if row is not None else None


def _in_state(rows: QuerySet[PlanPayment], state: str | None, today: date) -> QuerySet[PlanPayment]:
    if state is None:
        return rows
    if state == OVERDUE:
        return rows.filter(state=PlanPaymentState.DUE.value, due_on__lt=today)
    return rows.filter(state=state)


def _row(row: PlanPayment, today: date) -> PaymentRow:
    overdue = row.state == PlanPaymentState.DUE.value and row.due_on < today
    return PaymentRow(
        id=row.id,
        client=row.client_id,
        client_name=row.client.name if row.client is not None else "",
        reference=row.reference,
        tariff=row.tariff,
        amount=row.amount,
        currency=row.currency,
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        due_on=row.due_on,
        state=OVERDUE if overdue else row.state,
        settled_at=row.settled_at,
        note=row.note,
    )
