"""The invoices of some customers of a run, written as sets: numbers, lines, visits, credit, who gets none (R42, R46)."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils import translation

from tenure.core.billing_policy import BillingPolicy
from tenure.core.billing_runs import Bill, LeftOutReason
from tenure.core.invoicing import InvoiceKind, InvoiceOrigin
from tenure.core.service_lines import ServiceLine
from tenure.operations.bulk_rows import Row, insert_rows
from tenure.operations.invoice_issue import due_on, series_of
from tenure.operations.service_lines import LONGEST, in_words
from tenure.operations.settling import settle
from tenure.records.buyers import Buyer, buyers_of
from tenure.records.ids import new_ids
from tenure.records.invoices import clients_with_credit
from tenure.records.models import BillingRun, Client, Invoice, InvoiceLine, LeftOut, Visit

INVOICE_COLUMNS = (
    *("id", "firm", "client", "kind", "origin", "run", "currency", "series", "number"),
    *("period_first", "period_end", "issued_on", "due_on", "net", "tax", "total", "paid"),
    *("buyer", "note", "created_at"),
)
LINE_COLUMNS = (
    *("invoice", "position", "service", "description", "quantity", "unit_price"),
    *("tax_rate", "net", "first", "end"),
)

type Made = tuple[str, tuple[Bill, ...]]  # a customer's id and its bills


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A bill that has become an invoice."""

    id: str
    client: str
    number: int
    bill: Bill


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """What is the same for all invoices of a chunk. `today` is the firm's day at `at`."""

    run: BillingRun
    policy: BillingPolicy
    today: date
    at: datetime


def write_bills(made: Sequence[Made], billing: Billing) -> list[Numbered]:
    """Issues the bills in their order. The caller holds the firm's lock and the clients'.

    1. numbers from the series, 2. the invoices, 3. their lines, 4. the visits they bill, 5. credit meets debt.
    """
    if not made:
        return []
    series = series_of(billing.run.firm_id, InvoiceKind.INVOICE)
    numbered = _numbered(made, series.following)
    series.following += len(numbered)
    series.save(update_fields=["following"])
    buyers = buyers_of([client for client, _bills in made])
    insert_rows(Invoice, INVOICE_COLUMNS, _invoices(numbered, series.id, buyers, billing))
    insert_rows(InvoiceLine, LINE_COLUMNS, _lines(numbered, buyers))
    _link_visits(numbered)
    _use_credit(numbered)
    return numbered


def write_left_out(left_out: Iterable[tuple[str, LeftOutReason]], run: BillingRun) -> None:
    """Keeps who got no invoice of this run, and why."""
    insert_rows(
        LeftOut, ("run", "client", "reason"), [(run.id, client, reason.value) for client, reason in left_out]
    )


def digest_of(numbered: Iterable[Numbered]) -> str:
    """A receipt of invoices, for the log: numbers, customers and what they come to."""
    receipt = hashlib.sha256()
    for one in numbered:
        bill = one.bill
        receipt.update(f"{one.number} {one.client} {bill.currency} {bill.net} {bill.tax}\n".encode())
    return receipt.hexdigest()


def _numbered(made: Sequence[Made], first: int) -> list[Numbered]:
    bills = [(client, bill) for client, own in made for bill in own]
    ids = new_ids("inv", len(bills))
    return [
        Numbered(id=ids[nth], client=client, number=first + nth, bill=bill)
        for nth, (client, bill) in enumerate(bills)
    ]


def _invoices(
    numbered: Iterable[Numbered], series: str, buyers: dict[str, Buyer], billing: Billing
) -> Iterator[Row]:
    run, today = billing.run, billing.today.isoformat()
    first, end = run.period_first.isoformat(), run.period_end.isoformat()
    moment = str(connection.ops.adapt_datetimefield_value(billing.at))
    due_days: dict[int | None, str] = {}
    for one in numbered:
        bill, buyer = one.bill, buyers[one.client]
        due = due_days.get(buyer.due_days)
        if due is None:
            due = due_days[buyer.due_days] = due_on(billing.today, buyer, billing.policy).isoformat()
        yield (
            *(one.id, run.firm_id, one.client, InvoiceKind.INVOICE.value, InvoiceOrigin.RUN.value, run.id),
            *(bill.currency, series, one.number, first, end, today, due, bill.net, bill.tax, bill.total, 0),
            *(buyer.shown, "", moment),
        )


def _lines(numbered: Iterable[Numbered], buyers: dict[str, Buyer]) -> Iterator[Row]:
    for one in numbered:
        locale = buyers[one.client].locale
        for position, (line, net) in enumerate(zip(one.bill.lines, one.bill.nets, strict=True), 1):
            item, end = line.item, line.days.end
            yield (
                *(one.id, position, line.service.id, _description(line, locale)),
                *(str(item.quantity), str(item.unit_price), str(item.tax_rate), net),
                *(line.days.first.isoformat(), end.isoformat() if end is not None else None),
            )


def _description(line: ServiceLine, locale: str) -> str:
    if not (line.visit or line.in_part):
        return in_words(line)[:LONGEST]  # has no words of ours, so no language
    with translation.override(locale):
        return in_words(line)[:LONGEST]


def _link_visits(numbered: Iterable[Numbered]) -> None:
    linked = [
        (one.id, position, line.visit)
        for one in numbered
        for position, line in enumerate(one.bill.lines, 1)
        if line.visit
    ]
    if not linked:
        return
    quoted = connection.ops.quote_name
    visit, line = quoted(Visit._meta.db_table), quoted(InvoiceLine._meta.db_table)  # noqa: SLF001
    statement = (
        f"UPDATE {visit} SET line_id = "  # noqa: S608 - our own names
        f"(SELECT id FROM {line} WHERE invoice_id = %s AND position = %s) WHERE id = %s AND line_id IS NULL"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, linked)


def _use_credit(numbered: Iterable[Numbered]) -> None:
    billed = {(one.client, one.bill.currency) for one in numbered}
    having = sorted(billed & clients_with_credit([client for client, _currency in billed]))
    clients = Client.objects.in_bulk([client for client, _currency in having])
    for client, currency in having:
        settle(clients[client], currency)
