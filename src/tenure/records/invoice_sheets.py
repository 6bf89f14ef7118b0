"""One invoice with everything its page shows: lines, what settled it, what takes it back (R46)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from tenure.core.actor import Actor
from tenure.core.invoice_moves import Written
from tenure.core.invoicing import InvoiceFacts, InvoiceKind, LineItem, Totals, totals_of
from tenure.records.invoices import invoices_for
from tenure.records.models import Allocation, Client, Invoice, InvoiceLine, Person

__all__ = [
    "Allocation",
    "Client",
    "Invoice",
    "InvoiceLine",
    "Person",
    "Sheet",
    "facts_of",
    "sheet_for",
    "sheet_of",
    "written_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An invoice as it is stored. `settled` are the payments and credit notes that were used for it, the oldest first."""

    invoice: Invoice
    lines: Sequence[InvoiceLine]
    settled: Sequence[Allocation]
    credit_notes: Sequence[Invoice]
    written: Written

    @property
    def totals(self) -> Totals:
        """What its lines come to, tax by tax."""
        return totals_of(
            (
                LineItem(quantity=line.quantity, unit_price=line.unit_price, tax_rate=line.tax_rate)
                for line in self.lines
            ),
            self.invoice.currency,
        )

    @property
    def credit_note(self) -> bool:
        """Whether it takes another one back."""
        return self.invoice.kind == InvoiceKind.CREDIT_NOTE.value


def sheet_of(actor: Actor, invoice_id: str) -> Sheet | None:
    """The invoice, if the actor's firm made it out to a client it still looks after; five queries, however many lines."""
    return _sheet(invoices_for(actor), invoice_id)


def sheet_for(client: str, invoice_id: str) -> Sheet | None:
    """The same for the client itself: whoever issued it, and never a draft (R48)."""
    return _sheet(Invoice.objects.filter(client_id=client, number__isnull=False), invoice_id)


def _sheet(among: QuerySet[Invoice], invoice_id: str) -> Sheet | None:
    if not (invoice_id.isascii() and invoice_id.isprintable()):
        return None
    rows = among.select_related("client", "series", "corrects__series", "voided_by", "run", "firm")
    invoice = rows.filter(pk=invoice_id).first()
    if invoice is None:
        return None
    lines = invoice.lines.prefetch_related("visits").order_by("position")
    settled = invoice.allocations.select_related("payment").order_by("payment__received_on", "payment_id")
    notes = tuple(invoice.credit_notes.select_related("series").order_by("number"))
    credited = sum(note.total for note in notes)
    return Sheet(
        invoice=invoice,
        lines=tuple(lines),
        settled=tuple(settled),
        credit_notes=notes,
        written=_written(invoice, credited),
    )


def written_of(invoice: Invoice) -> Written:
    """What decides what may be done with it; one query, for what was credited."""
    credited = invoice.credit_notes.aggregate(credited=Sum("total"))["credited"] or 0
    return _written(invoice, credited)


def facts_of(invoice: Invoice) -> InvoiceFacts:
    """What decides in which state it is."""
    return InvoiceFacts(
        total=invoice.total,
        paid=invoice.paid,
        due=invoice.due_on,
        issued=invoice.number is not None,
        sent=invoice.sent_at is not None,
        voided=invoice.voided_at is not None,
    )


def _written(invoice: Invoice, credited: int) -> Written:
    return Written(
        number=invoice.shown_number,
        credit_note=invoice.kind == InvoiceKind.CREDIT_NOTE.value,
        voided=invoice.voided_at is not None,
        sent=invoice.sent_at is not None,
        total=invoice.total,
        paid=invoice.paid,
        credited=credited,
    )
