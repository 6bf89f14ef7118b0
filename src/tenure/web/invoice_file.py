"""An invoice as PDF: for the office, and for the customer on its own side (R46)."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tenure.core.account_roles import AccountRight
from tenure.operations.errors import Missing
from tenure.operations.invoice_paper import papers_of
from tenure.records.invoice_sheets import sheet_for
from tenure.web.account_frame import AccountRequest, account_member, needs
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_page import invoice_frame
from tenure.web.paper_file import as_pdf


@require_safe
@firm_member
def invoice_pdf(request: FirmRequest, invoice_id: str) -> HttpResponse:
    """The file; a draft and a void invoice say what they are across the page."""
    _frame, sheet = invoice_frame(request, invoice_id)
    return _file(sheet.invoice.id)


@require_safe
@account_member
def own_invoice_pdf(request: AccountRequest, invoice_id: str) -> HttpResponse:
    """The same file for whoever uses the customer's account; a draft is none of their business yet."""
    needs(request, AccountRight.BILLING)
    if sheet_for(request.account.client, invoice_id) is None:
        raise Missing(invoice_id)
    return _file(invoice_id)


def _file(invoice_id: str) -> HttpResponse:
    papers = papers_of([invoice_id])
    if not papers:
        raise Missing(invoice_id)
    return as_pdf(papers[0].pdf(), papers[0].name)
