"""All invoices of the firm: by state, found by number or customer, month by month (R46)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tenure.core.tree import Kind
from tenure.records.firms import firm_of
from tenure.records.invoice_list import InvoiceTab, any_invoice, invoice_page
from tenure.records.policies import policy_of, today_of
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_query import asked_invoices
from tenure.web.invoice_rows import invoice_rows

ROWS = 50


@require_safe
@firm_member
def invoices(request: FirmRequest) -> HttpResponse:
    """The list; while somebody types only the part that changes is sent."""
    firm, at = firm_of(request.actor), timezone.now()
    if not policy_of(firm).has(Kind.SERVICE):
        raise Http404
    asked, today = asked_invoices(request.GET), today_of(firm, at)
    page = invoice_page(request.actor, asked.query(), today=today, limit=ROWS)
    rows = invoice_rows(page.rows, today)
    context = {
        "asked": asked,
        "rows": rows,
        "tabs": asked.tabs(),
        "previous": asked.to(cursor=page.previous) if page.previous else "",
        "next": asked.to(cursor=page.next) if page.next else "",
        "clear": asked.to(search="", month=""),
        "everything": asked.to(tab=InvoiceTab.ALL),
        "any": bool(rows) or any_invoice(request.actor),
        "with_client": True,
    }
    if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
        answer = render(request, "invoices/list.html#results", {**context, "piecewise": True})
        answer.headers["HX-Push-Url"] = reverse("invoices") + asked.to()
        return answer
    return render(request, "invoices/list.html", context)
