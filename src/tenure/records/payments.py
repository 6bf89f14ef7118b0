"""Reading payments: one with what it settled, and what a client's credit and debts are in a currency (R46)."""

from collections.abc import Sequence

from tenure.core.actor import Actor
from tenure.core.settlement import Credit, Debt, Use
from tenure.records.invoices import credits_of, open_invoices
from tenure.records.models import Client, Invoice, Payment
from tenure.records.scope import clients_of

__all__ = ["Payment", "debt_of", "debts_of", "debts_without", "funds_of", "payment_of", "uses_of"]


def payment_of(actor: Actor, payment: str) -> Payment | None:
    """A payment that the actor's firm wrote down, of a client it still looks after; else nothing."""
    rows = Payment.objects.filter(pk=payment, firm_id=actor.firm, client__in=clients_of(actor))
    return rows.select_related("client", "recorded_by").first()


def uses_of(payment: Payment) -> tuple[tuple[Invoice, int], ...]:
    """The invoices that it settles, the oldest debt first, and how many minor units of each."""
    rows = payment.allocations.select_related("invoice__series").order_by("invoice__due_on", "invoice_id")
    return tuple((row.invoice, row.amount) for row in rows)


def debts_of(client: Client, currency: str) -> tuple[Debt, ...]:
    """What a client has to pay its firm, the oldest debt first."""
    return tuple(debt_of(invoice) for invoice in open_invoices(client, currency).select_related("series"))


def funds_of(client: Client, currency: str) -> tuple[Credit, ...]:
    """What is left of a client's payments, the oldest first."""
    return tuple(Credit(payment=payment.id, units=left) for payment, left in credits_of(client, currency))


def debt_of(invoice: Invoice) -> Debt:
    """An open invoice as a debt."""
    return Debt(
        invoice=invoice.id,
        number=invoice.shown_number,
        due=invoice.due_on,
        open=invoice.total - invoice.paid,
    )


def debts_without(client: Client, payment: Payment) -> tuple[tuple[Debt, ...], Sequence[Use]]:
    """The debts as they would stand without a payment, and what it settled."""
    given = {invoice.id: (invoice, units) for invoice, units in uses_of(payment)}
    others = open_invoices(client, payment.currency).exclude(pk__in=given).select_related("series")
    rows = [*others, *(invoice for invoice, _units in given.values() if invoice.voided_at is None)]
    rows.sort(key=lambda row: (row.due_on is None, row.due_on, row.issued_on, row.id))
    debts = tuple(
        Debt(
            invoice=row.id,
            number=row.shown_number,
            due=row.due_on,
            open=row.total - row.paid + given.get(row.id, (row, 0))[1],
        )
        for row in rows
    )
    uses = [Use(payment=payment.id, invoice=id_, units=units) for id_, (_row, units) in given.items()]
    return debts, uses
