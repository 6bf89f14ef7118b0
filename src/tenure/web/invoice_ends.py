"""A draft gets its number or goes; an issued invoice is made void. Each page says first what then happens (R46)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.core.invoice_moves import why_not_changed, why_not_voided
from tenure.core.wording import Message
from tenure.operations.errors import Invalid
from tenure.operations.invoice_stamps import stamp_of
from tenure.operations.invoices import discard_draft, issue_invoice
from tenure.operations.issue_previews import preview_issue
from tenure.operations.permission import not_allowed
from tenure.operations.void_invoices import LONGEST_REASON, void_invoice
from tenure.records.invoice_sheets import Sheet
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_page import invoice_frame, show_invoice
from tenure.web.rule_news import say_what_the_rule_did
from tenure.web.typed import typed_before


class VoidForm(forms.Form):
    """Why an invoice is made void."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Your colleagues read it beside the number."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def invoice_issue(request: FirmRequest, invoice_id: str) -> HttpResponse:
    """What issuing means for this draft; sent, it is issued as it was seen."""
    frame, sheet = writing_frame(request, invoice_id)
    gone = _leave(request, sheet, why_not_changed(sheet.written))
    if gone is not None:
        return gone
    if request.method != "POST":
        return _issue_page(frame, sheet)
    try:
        made = issue_invoice(invoice_id, stamp=request.POST.get("stamp", ""), actor=request.actor)
    except Invalid as invalid:
        again, now = invoice_frame(request, invoice_id)
        status = 409 if invalid.field == "stamp" else 422
        # Somebody else may have issued it in the same moment.
        gone = _leave(request, now, why_not_changed(now.written))
        return gone or _issue_page(again, now, told=speak(invalid.message), status=status)
    messages.success(request, _("%(number)s is issued.") % {"number": made.shown_number})
    say_what_the_rule_did(frame)
    return redirect("invoice", invoice_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def invoice_discard(request: FirmRequest, invoice_id: str) -> HttpResponse:
    """Asks once more; sent, the draft is gone."""
    frame, sheet = writing_frame(request, invoice_id)
    gone = _leave(request, sheet, why_not_changed(sheet.written))
    if gone is not None:
        return gone
    if request.method != "POST":
        return show_invoice(frame, sheet, "discard.html", {"here": _("Discard")})
    try:
        discard_draft(invoice_id, actor=request.actor)
    except Invalid as invalid:
        messages.warning(request, speak(invalid.message))
        return redirect("invoice", invoice_id)
    messages.success(request, _("The draft is discarded. It never had a number, so none is missing."))
    return redirect("client_billing", frame.facts.client.id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def invoice_void(request: FirmRequest, invoice_id: str) -> HttpResponse:
    """Asks why; sent, the invoice is void. Where it cannot be, the page says what to do instead."""
    frame, sheet = writing_frame(request, invoice_id)
    typed = request.POST if request.method == "POST" else typed_before(request)
    form = VoidForm(typed)
    if request.method != "POST" or not form.is_valid():
        return _void_page(frame, sheet, form, 422 if request.method == "POST" else 200)
    try:
        made = void_invoice(invoice_id, reason=form.cleaned_data["reason"], actor=request.actor)
    except Invalid as invalid:
        form.add_error(invalid.field or None, speak(invalid.message))
        return _void_page(*invoice_frame(request, invoice_id), form, 422)
    messages.success(request, _("%(number)s is void and owes nothing.") % {"number": made.shown_number})
    say_what_the_rule_did(frame)
    return redirect("invoice", invoice_id)


def writing_frame(request: FirmRequest, invoice_id: str) -> tuple[Frame, Sheet]:
    """The invoice in its frame, for somebody who may write bills; others are told whom to ask."""
    frame, sheet = invoice_frame(request, invoice_id)
    if not request.actor.may(Right.BILLING):
        raise not_allowed(frame.facts.firm)
    return frame, sheet


def _leave(request: FirmRequest, sheet: Sheet, why_not: Message | None) -> HttpResponse | None:
    """Back to the invoice with the reason, where there is nothing left to ask."""
    if why_not is None:
        return None
    messages.warning(request, speak(why_not))
    return redirect("invoice", sheet.invoice.id)


def _issue_page(frame: Frame, sheet: Sheet, *, told: str = "", status: int = 200) -> HttpResponse:
    would = preview_issue(sheet.invoice.id, actor=frame.request.actor, at=frame.at)
    context: dict[str, Any] = {
        "here": _("Issue"),
        "would": would,
        "refused": speak(would.refused) if would.refused is not None else "",
        "left": sheet.invoice.total - would.credit,
        "stamp": stamp_of(sheet.invoice),
        "told": told,
    }
    return show_invoice(frame, sheet, "issue.html", context, status=status)


def _void_page(frame: Frame, sheet: Sheet, form: VoidForm, status: int) -> HttpResponse:
    why_not = why_not_voided(sheet.written)
    context = {"here": _("Void"), "form": form, "why_not": speak(why_not) if why_not is not None else ""}
    return show_invoice(frame, sheet, "void.html", context, status=status)
