"""One invoice: its lines as stored, tax by tax, its state, what settled it, what may be done with it (R46)."""

from collections.abc import Mapping
from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tenure.core.actor import Right
from tenure.core.tree import Kind
from tenure.operations.errors import Missing
from tenure.operations.invoice_paper import papers_of
from tenure.records.invoice_sheets import Sheet, sheet_of
from tenure.records.invoice_versions import versions_of
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_actions import actions_for
from tenure.web.invoice_lines import shown_lines
from tenure.web.invoice_words import look_of, method_in_words, name_of


@require_safe
@firm_member
def invoice(request: FirmRequest, invoice_id: str) -> HttpResponse:
    """The page."""
    frame, sheet = invoice_frame(request, invoice_id)
    (paper,) = papers_of([sheet.invoice.id])
    context = {
        "electronic": paper.parties is not None,
        "lacks": [speak(one) for one in paper.missing],
        "actions": actions_for(sheet, request.actor),
        "versions": versions_of(sheet.invoice),
        "may_restore": request.actor.may(Right.BILLING),
    }
    return show_invoice(frame, sheet, "page.html", context)


def invoice_frame(request: FirmRequest, invoice_id: str) -> tuple[Frame, Sheet]:
    """The invoice in its customer's frame. Raises Missing for strangers', and where a firm does not bill."""
    sheet = sheet_of(request.actor, invoice_id)
    if sheet is None or sheet.invoice.client_id is None:
        raise Missing(invoice_id)
    return billing_frame(request, sheet.invoice.client_id), sheet


def billing_frame(request: FirmRequest, client_id: str) -> Frame:
    """The customer's frame, where its firm bills services. Raises Missing elsewhere."""
    frame = frame_of(request, client_id)
    if not frame.policy.has(Kind.SERVICE):
        raise Missing(client_id)
    return frame


def show_invoice(
    frame: Frame, sheet: Sheet, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """A page about one invoice, under the billing tab."""
    found = sheet.invoice
    known = {
        "invoice": found,
        "sheet": sheet,
        "lines": shown_lines(sheet.lines, found.currency),
        "totals": sheet.totals,
        "open": max(found.total - found.paid, 0),
        "look": look_of(found, frame.today),
        "name": name_of(found),
        "settled": [(one, method_in_words(one.payment.method)) for one in sheet.settled],
        "last_day": found.period_end - timedelta(days=1) if found.period_end else None,
    }
    return show(frame, f"billing/{template}", "client_billing", {**known, **context}, status=status)
