"""Invoices as rows of a list: number, customer, days, amounts, state by word and drawing (R46)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tenure.core.invoicing import InvoiceKind
from tenure.records.invoice_sheets import Invoice, facts_of
from tenure.speech.amounts import money_in_words
from tenure.web.invoice_words import Look, look_of, name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """One row; `open` is empty where nothing is to be paid."""

    id: str
    name: str
    client: str
    client_id: str
    issued_on: date | None
    due_on: date | None
    total: str
    open: str
    look: Look


def invoice_rows(invoices: Iterable[Invoice], today: date) -> list[InvoiceRow]:
    """The rows, in order."""
    return [_row(invoice, today) for invoice in invoices]


def _row(invoice: Invoice, today: date) -> InvoiceRow:
    bill = invoice.kind == InvoiceKind.INVOICE.value
    left = facts_of(invoice).open if bill else 0
    return InvoiceRow(
        id=invoice.id,
        name=name_of(invoice),
        client=invoice.client.name if invoice.client is not None else "",
        client_id=invoice.client_id or "",
        issued_on=invoice.issued_on,
        due_on=invoice.due_on if bill and invoice.voided_at is None else None,
        total=money_in_words(invoice.total, invoice.currency),
        open=money_in_words(left, invoice.currency) if left else "",
        look=look_of(invoice, today),
    )
