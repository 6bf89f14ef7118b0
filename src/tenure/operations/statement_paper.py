"""A statement of account becomes a paper: its movements in the customer's words, what is still open (R46)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tenure.core.statement import Entry, EntryKind, Statement
from tenure.core.wording import Message, say
from tenure.operations.invoice_paper import sender_of
from tenure.outlets.pdf.papers import StatementPaper, StatementRow
from tenure.outlets.pdf.statement import statement_pdf
from tenure.records.buyers import Buyer, buyers_of
from tenure.records.invoices import open_invoices
from tenure.records.models import Client, Firm
from tenure.speech.speak import speak_in

WORDS: Final[dict[EntryKind, Message]] = {
    EntryKind.INVOICE: say("Invoice"),
    EntryKind.VOID: say("Invoice void"),
    EntryKind.CREDIT_NOTE: say("Credit note"),
    EntryKind.PAYMENT: say("Payment"),
    EntryKind.TAKEN_BACK: say("Payment taken back"),
}


def statement_file(
    client: Client, firm: Firm, found: Sequence[Statement], *, first: date, last: date, today: date
) -> bytes:
    """The PDF of these statements, in the customer's language. Who may see them, the caller has asked."""
    buyer, sender = buyers_of([client.id])[client.id], sender_of(firm, client.locale)
    return statement_pdf(
        [
            StatementPaper(
                currency=one.currency,
                buyer=tuple(buyer.shown.splitlines()),
                first=first,
                last=last,
                opening=one.opening,
                closing=one.closing,
                rows=tuple(_row(line.entry, line.balance, buyer) for line in one.lines),
                sender=sender,
                locale=buyer.locale,
                made_on=today,
                reference=buyer.reference,
                # What is open is so today: on a statement of earlier days it would mislead.
                open_invoices=_open(client, firm, one.currency) if last >= today else (),
            )
            for one in found
        ]
    )


def _row(entry: Entry, balance: int, buyer: Buyer) -> StatementRow:
    words = speak_in(buyer.locale, WORDS[entry.kind])
    return StatementRow(
        day=entry.on,
        words=f"{words} {entry.text}".strip(),
        amount=entry.units,
        balance=balance,
        due_on=entry.due,
    )


def _open(client: Client, firm: Firm, currency: str) -> tuple[tuple[str, date | None, int], ...]:
    rows = open_invoices(client, currency).filter(firm=firm).select_related("series")
    return tuple((row.shown_number, row.due_on, row.total - row.paid) for row in rows)
