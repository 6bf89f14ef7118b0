"""E-mailing all invoices of a billing run: who gets which, who cannot, then all letters at once (R42, R46)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tenure.operations.invoice_sending import Sending, preview_sending, send_invoices
from tenure.records.billing_runs import unsent_of
from tenure.speech.speak import speak
from tenure.web.billing_runs import found, in_words
from tenure.web.here import FirmRequest, firm_member

LISTED = 100


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def billing_run_letters(request: FirmRequest, run_id: str) -> HttpResponse:
    """Shows who would get a letter; sends them."""
    run = found(request, run_id)
    if request.method == "POST":
        sent = send_invoices(unsent_of(run), actor=request.actor)
        number = len(sent.letters)
        messages.success(
            request,
            ngettext("%(n)d letter is on its way.", "%(n)d letters are on their way.", number)
            % {"n": number},
        )
        return redirect("billing_run", run.id)
    return render(
        request,
        "billing/letters.html",
        {"one": in_words(run), "run": run, **_shown(preview_sending(unsent_of(run), actor=request.actor))},
    )


def _shown(sending: Sending) -> dict[str, object]:
    return {
        "letters": sending.letters[:LISTED],
        "number": len(sending.letters),
        "unsendable": [(one, speak(one.reason)) for one in sending.unsendable[:LISTED]],
        "unsendable_number": len(sending.unsendable),
        "listed": LISTED,
    }
