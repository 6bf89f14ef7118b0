"""A customer's statement of account for a range of days: on the page, on paper, as a CSV file (R46)."""

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tenure.core.actor import Right
from tenure.core.statement import Entry, Statement, statements
from tenure.records.firms import firm_of
from tenure.records.queries import client_of_node
from tenure.records.statements import entries_of
from tenure.web.client_frame import Frame, show
from tenure.web.csv_file import csv_file
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_page import billing_frame
from tenure.web.statement_lines import OF_INVOICES, Asked, asked_for, cells, shown


@require_safe
@firm_member
def statement(request: FirmRequest, client_id: str) -> HttpResponse:
    """Opening balance, what happened, closing balance, for each currency."""
    frame = billing_frame(request, client_id)
    asked = asked_for(request.GET, frame.today)
    context = {
        "asked": asked,
        "statements": shown(_statements(frame, asked), _address),
        "firm_name": firm_of(request.actor).name,
        "may_bill": request.actor.may(Right.BILLING),
    }
    status = 422 if asked.form.errors else 200
    return show(frame, "payments/statement.html", "client_billing", context, status=status)


@require_safe
@firm_member
def statement_export(request: FirmRequest, client_id: str) -> StreamingHttpResponse:
    """The same days as a file."""
    frame = billing_frame(request, client_id)
    asked = asked_for(request.GET, frame.today)
    name = f"statement-{asked.first.isoformat()}-{asked.last.isoformat()}.csv"
    return csv_file(name, cells(_statements(frame, asked), asked))


def _statements(frame: Frame, asked: Asked) -> tuple[Statement, ...]:
    actor = frame.request.actor
    entries = entries_of(client_of_node(actor, frame.facts.client.id), firm_of(actor))
    return statements(entries, asked.first, asked.last)


def _address(entry: Entry) -> str:
    return reverse("invoice" if entry.kind in OF_INVOICES else "payment", args=[entry.id])
