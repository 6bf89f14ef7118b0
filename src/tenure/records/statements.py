"""Reading what moved a client's balance with one firm: invoices, credit notes, payments, and what undid them (R46)."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from tenure.core.invoicing import InvoiceKind, PaymentMethod
from tenure.core.statement import Entry, EntryKind
from tenure.records.models import Client, Firm, Invoice, Payment


def entries_of(client: Client, firm: Firm) -> tuple[Entry, ...]:
    """Everything between the two since the beginning, in two queries. A credit note stands once, as what it is."""
    zone = ZoneInfo(firm.time_zone)
    return (*_of_invoices(client, firm, zone), *_of_payments(client, firm, zone))


def _of_invoices(client: Client, firm: Firm, zone: ZoneInfo) -> Iterator[Entry]:
    rows = Invoice.objects.filter(client=client, firm=firm, number__isnull=False).select_related("series")
    for row in rows:
        assert row.issued_on is not None, "it has a number"
        note = row.kind == InvoiceKind.CREDIT_NOTE.value
        one = Entry(
            kind=EntryKind.CREDIT_NOTE if note else EntryKind.INVOICE,
            on=row.issued_on,
            id=row.id,
            text=row.shown_number,
            currency=row.currency,
            units=-row.total if note else row.total,
            due=None if note else row.due_on,
        )
        yield one
        if row.voided_at is not None:
            yield _undone(one, EntryKind.VOID, row.voided_at, zone)


def _of_payments(client: Client, firm: Firm, zone: ZoneInfo) -> Iterator[Entry]:
    rows = Payment.objects.filter(client=client, firm=firm).exclude(method=PaymentMethod.CREDIT_NOTE.value)
    for row in rows:
        one = Entry(
            kind=EntryKind.PAYMENT,
            on=row.received_on,
            id=row.id,
            text=row.reference,
            currency=row.currency,
            units=-row.amount,
            method=row.method,
        )
        yield one
        if row.reversed_at is not None:
            yield _undone(one, EntryKind.TAKEN_BACK, row.reversed_at, zone)


def _undone(one: Entry, kind: EntryKind, at: datetime, zone: ZoneInfo) -> Entry:
    """Undone on a day of the firm's, never before it was done."""
    return Entry(
        kind=kind,
        on=max(at.astimezone(zone).date(), one.on),
        id=one.id,
        text=one.text,
        currency=one.currency,
        units=-one.units,
        method=one.method,
    )
