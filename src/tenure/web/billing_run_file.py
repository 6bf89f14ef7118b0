"""What a billing run made, as a file: every invoice, and everybody it left out with the reason (R42, R51)."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tenure.core.billing_runs import LEFT_OUT_WORDS, LeftOutReason
from tenure.core.money import from_minor
from tenure.records.billing_runs import BillingRun, invoices_of, left_out_of
from tenure.speech.speak import speak
from tenure.web.billing_runs import found
from tenure.web.csv_file import csv_file
from tenure.web.here import FirmRequest, firm_member


@require_safe
@firm_member
def billing_run_file(request: FirmRequest, run_id: str) -> StreamingHttpResponse:
    """One row a customer and currency, written while it is read."""
    run = found(request, run_id)
    return csv_file(f"billing-{run.period_first:%Y-%m}-{run.id}.csv", _lines(run))


def _lines(run: BillingRun) -> Iterator[list[str]]:
    yield [
        *(_("Customer"), _("Invoice"), _("Currency"), _("Net"), _("Tax"), _("Total"), _("Due on")),
        *(_("Left out because"), "id"),
    ]
    for invoice in invoices_of(run):
        amounts = (
            str(from_minor(units, invoice.currency)) for units in (invoice.net, invoice.tax, invoice.total)
        )
        yield [
            invoice.client.name if invoice.client is not None else "",
            *(invoice.shown_number, invoice.currency, *amounts),
            invoice.due_on.isoformat() if invoice.due_on is not None else "",
            *("", invoice.client_id or ""),
        ]
    for one in left_out_of(run):
        reason = speak(LEFT_OUT_WORDS[LeftOutReason(one.reason)])
        yield [one.client.name, "", "", "", "", "", "", reason, one.client_id]
