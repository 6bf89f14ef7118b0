"""Sending one invoice by e-mail: to whom, what it says, what goes with it; then the button (R46)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.operations.invoice_paper import papers_of
from tenure.operations.invoice_sending import preview_sending, send_invoices
from tenure.operations.letter_previews import preview_of_invoices
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_page import invoice_frame, show_invoice
from tenure.web.rights import needs


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def invoice_send(request: FirmRequest, invoice_id: str) -> HttpResponse:
    """GET shows the letter as it will be; POST writes it into the outbox, from where it leaves."""
    frame, sheet = invoice_frame(request, invoice_id)
    needs(request.actor, Right.BILLING)
    if request.method == "POST":
        sending = send_invoices([sheet.invoice.id], actor=request.actor)
        if sending.letters:
            to = sending.letters[0].to_address
            messages.success(
                request, _("The e-mail to %(to)s waits in the outbox and leaves soon.") % {"to": to}
            )
        for one in sending.unsendable:
            messages.warning(request, speak(one.reason))
        return redirect("invoice", invoice_id)
    sending = preview_sending([sheet.invoice.id], actor=request.actor, at=frame.at)
    letter = next(iter(sending.letters), None)
    paper = papers_of([sheet.invoice.id])[0]
    context = {
        "here": _("Send by e-mail"),
        "letter": letter,
        "shown": preview_of_invoices(letter, actor=request.actor, at=frame.at)
        if letter is not None
        else None,
        "reasons": [speak(one.reason) for one in sending.unsendable],
        "file": paper.name,
        "electronic": paper.parties is not None,
        "missing": [speak(one) for one in paper.missing],
    }
    return show_invoice(frame, sheet, "send.html", context)
