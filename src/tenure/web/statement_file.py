"""A statement of account as PDF: for the office, and for the customer on its own side (R46)."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tenure.core.account_roles import AccountRight
from tenure.core.statement import statements
from tenure.operations.errors import Missing
from tenure.operations.statement_paper import statement_file
from tenure.records.firms import firm_of
from tenure.records.own_invoices import firms_that_billed
from tenure.records.policies import today_of
from tenure.records.queries import client_of_node
from tenure.records.statements import entries_of
from tenure.web.account_frame import AccountRequest, account_member, needs
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_page import billing_frame
from tenure.web.paper_file import as_pdf
from tenure.web.statement_lines import Asked, asked_for


@require_safe
@firm_member
def statement_paper(request: FirmRequest, client_id: str) -> HttpResponse:
    """The days that are asked for, each currency from a page of its own."""
    frame = billing_frame(request, client_id)
    asked = asked_for(request.GET, frame.today)
    client, firm = client_of_node(request.actor, client_id), firm_of(request.actor)
    found = statements(entries_of(client, firm), asked.first, asked.last)
    if not found:
        raise Missing(client_id)
    file = statement_file(client, firm, found, first=asked.first, last=asked.last, today=frame.today)
    return as_pdf(file, _name(asked))


@require_safe
@account_member
def own_statement_paper(request: AccountRequest) -> HttpResponse:
    """The same for the customer, with the firm that is named or the one that billed last."""
    needs(request, AccountRight.BILLING)
    client = client_of_node(request.actor, request.account.client)
    firms = firms_that_billed(client)
    wanted = request.GET.get("firm", "")
    firm = next((one for one in firms if one.id == wanted), next(iter(firms), None))
    if firm is None:
        raise Missing(client.id)
    today = today_of(firm, timezone.now())
    asked = asked_for(request.GET, today)
    found = statements(entries_of(client, firm), asked.first, asked.last)
    if not found:
        raise Missing(client.id)
    file = statement_file(client, firm, found, first=asked.first, last=asked.last, today=today)
    return as_pdf(file, _name(asked))


def _name(asked: Asked) -> str:
    return f"statement-{asked.first.isoformat()}-{asked.last.isoformat()}.pdf"
