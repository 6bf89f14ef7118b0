"""What a client was billed, as its own people read it: invoices, what is to be paid and how, the statement (R46, R48)."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from tenure.core.account_roles import AccountRight
from tenure.core.invoicing import InvoiceKind, InvoiceState, state_of
from tenure.core.statement import Entry, Statement, statements
from tenure.operations.errors import Missing
from tenure.records.invoice_sheets import Invoice, facts_of, sheet_for
from tenure.records.own_invoices import ToPay, firms_that_billed, own_invoices, to_pay
from tenure.records.policies import today_of
from tenure.records.queries import client_of_node
from tenure.records.statements import entries_of
from tenure.web.account_frame import AccountRequest, account_member, needs, show_account
from tenure.web.csv_file import csv_file
from tenure.web.invoice_lines import shown_lines
from tenure.web.invoice_words import CREDIT_NOTE, STATES, Look, method_in_words
from tenure.web.statement_lines import OF_INVOICES, AddressOf, Asked, asked_for, cells, shown

LONGEST_CURSOR = 60
TAB = "own_invoices"
# Whether the firm has sent it is the firm's affair: the client sees it, so it can be paid.
OWN_STATES: Final = {
    **STATES,
    InvoiceState.ISSUED: Look(text=pgettext_lazy("invoice", "To pay"), tone="info", icon="invoice"),
    InvoiceState.SENT: Look(text=pgettext_lazy("invoice", "To pay"), tone="info", icon="invoice"),
}
ONE_FIRM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """One invoice or credit note of the list."""

    invoice: Invoice
    open: int
    look: Look
    note: bool


@require_safe
@account_member
def account_invoices(request: AccountRequest) -> HttpResponse:
    """The list, newest first, under what is to be paid."""
    needs(request, AccountRight.BILLING)
    client, at = request.account.client, timezone.now()
    after = request.GET.get("after", "")[:LONGEST_CURSOR]
    page = own_invoices(client, after=after)
    context = {
        "rows": [row_of(one) for one in page.rows],
        "after": page.after,
        "newest": bool(after),
        "to_pay": to_pay(client, at=at),
        "many_firms": len({one.firm_id for one in page.rows}) > ONE_FIRM,
    }
    return show_account(request, "invoices.html", TAB, context)


@require_safe
@account_member
def account_invoice(request: AccountRequest, invoice_id: str) -> HttpResponse:
    """One issued invoice: its lines, what is paid, how to pay the rest."""
    needs(request, AccountRight.BILLING)
    sheet = sheet_for(request.account.client, invoice_id)
    if sheet is None:
        raise Missing(invoice_id)
    one = row_of(sheet.invoice)
    context = {
        "heading": sheet.invoice.shown_number,
        "invoice": sheet.invoice,
        "row": one,
        "lines": shown_lines(sheet.lines, sheet.invoice.currency),
        "totals": sheet.totals,
        "settled": [(use, method_in_words(use.payment.method)) for use in sheet.settled],
        "pay": _pay(request, sheet.invoice) if one.open else None,
    }
    return show_account(request, "invoice.html", TAB, context)


@require_safe
@account_member
def account_statement(request: AccountRequest) -> HttpResponse:
    """What was owed, billed and paid in a range of days, with one firm."""
    needs(request, AccountRight.BILLING)
    asked, found = _statement(request)
    context = {
        "heading": gettext_lazy("Statement of account"),
        "asked": asked,
        "statements": shown(found.statements, _address(request.account.client)),
        "firm_name": found.firm_name,
        "firm": found.firm,
        "others": found.others,
    }
    status = 422 if asked.form.errors else 200
    return show_account(request, "statement.html", TAB, context, status=status)


@require_safe
@account_member
def account_statement_export(request: AccountRequest) -> StreamingHttpResponse:
    """The same as a file."""
    needs(request, AccountRight.BILLING)
    asked, found = _statement(request)
    name = f"statement-{asked.first.isoformat()}-{asked.last.isoformat()}.csv"
    return csv_file(name, cells(found.statements, asked))


def row_of(invoice: Invoice) -> InvoiceRow:
    """An issued invoice as its client reads it, on the firm's day."""
    note = invoice.kind == InvoiceKind.CREDIT_NOTE.value
    facts = facts_of(invoice)
    state = OWN_STATES[state_of(facts, today_of(invoice.firm, timezone.now()))]
    return InvoiceRow(
        invoice=invoice, open=0 if note else facts.open, look=CREDIT_NOTE if note else state, note=note
    )


def _pay(request: AccountRequest, invoice: Invoice) -> ToPay | None:
    """Where the money for this invoice goes."""
    found = to_pay(request.account.client, at=timezone.now())
    return next(
        (one for one in found if (one.firm, one.currency) == (invoice.firm_id, invoice.currency)), None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _With:
    """The statements with one firm, and which other firms have billed."""

    firm: str
    firm_name: str
    statements: tuple[Statement, ...]
    others: tuple[tuple[str, str], ...]


def _statement(request: AccountRequest) -> tuple[Asked, _With]:
    client = client_of_node(request.actor, request.account.client)
    firms = firms_that_billed(client)
    if not firms:
        nothing = _With(firm="", firm_name="", statements=(), others=())
        return asked_for(request.GET, timezone.localdate()), nothing
    wanted = request.GET.get("firm", "")
    firm = next((one for one in firms if one.id == wanted), firms[0])
    asked = asked_for(request.GET, today_of(firm, timezone.now()))
    return asked, _With(
        firm=firm.id,
        firm_name=firm.name,
        statements=statements(entries_of(client, firm), asked.first, asked.last),
        others=tuple((one.id, one.name) for one in firms if one.id != firm.id),
    )


def _address(client: str) -> AddressOf:
    def address(entry: Entry) -> str:
        return reverse("own_invoice", args=[client, entry.id]) if entry.kind in OF_INVOICES else ""

    return address
