"""An invoice by hand: written, filled from services, corrected; for a deactivated customer only as R43 says (R43, R46)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.core.billing import Days
from tenure.core.billing_rules import Account, by_hand
from tenure.core.invoice_moves import why_not_changed
from tenure.operations.errors import Invalid
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoice_stamps import stamp_of
from tenure.operations.invoices import account_of, draft_invoice, edit_draft
from tenure.operations.permission import not_allowed
from tenure.records.firms import firm_of
from tenure.records.invoice_sheets import Client, Sheet
from tenure.records.queries import client_of_node
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_lines import shown_lines
from tenure.web.invoice_page import billing_frame, invoice_frame
from tenure.web.invoice_typing import LOOK, SAVE, Start, Typing, changed, fresh, sent
from tenure.web.invoice_words import name_of
from tenure.web.typed import typed_before


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def invoice_new(request: FirmRequest, client_id: str) -> HttpResponse:
    """The empty form; sent, it writes a draft."""
    frame = _writable(billing_frame(request, client_id))
    firm = firm_of(request.actor)
    start = Start(currency=firm.currency or "", tax_rate=frame.policy.billing.tax_rate)
    return _answer(frame, start, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def invoice_edit(request: FirmRequest, invoice_id: str) -> HttpResponse:
    """A draft as it is stored; sent, it is written anew."""
    frame, sheet = invoice_frame(request, invoice_id)
    _writable(frame)
    why_not = why_not_changed(sheet.written)
    if why_not is not None and request.method != "POST":
        messages.warning(request, speak(why_not))
        return redirect("invoice", invoice_id)
    found = sheet.invoice
    start = Start(
        lines=[LineDraft.of(line) for line in sheet.lines],
        currency=found.currency,
        note=found.note,
        period=_period(sheet),
        stamp=stamp_of(found),
        invoice=found.id,
        tax_rate=frame.policy.billing.tax_rate,
    )
    return _answer(frame, start, sheet)


def _writable(frame: Frame) -> Frame:
    if not frame.request.actor.may(Right.BILLING):
        raise not_allowed(frame.facts.firm)
    return frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Somebody at work on one invoice: `sheet` is the stored draft, None for a new one."""

    frame: Frame
    account: Account
    client: Client
    sheet: Sheet | None
    start: Start

    @property
    def request(self) -> FirmRequest:
        """Who asks, and what."""
        return self.frame.request


def _answer(frame: Frame, start: Start, sheet: Sheet | None) -> HttpResponse:
    request = frame.request
    client = client_of_node(request.actor, frame.facts.client.id)
    work = Writing(frame=frame, account=account_of(client), client=client, sheet=sheet, start=start)
    typed = request.POST if request.method == "POST" else typed_before(request)
    if typed is None:
        return _page(work, fresh(start, f"{frame.today:%Y-%m}"))
    # A change while somebody types is sent by the form itself, without a button.
    asked = typed.get("do", LOOK if request.headers.get("HX-Request") else SAVE)
    if request.method != "POST" or asked != SAVE:
        return _look(work, typed, asked)
    typing = sent(typed, start)
    if not typing.complete:
        return _page(work, typing, status=422)
    try:
        return _save(work, typing)
    except Invalid as invalid:
        return _refused(work, typing, invalid)


def _look(work: Writing, typed: QueryDict, asked: str) -> HttpResponse:
    """The form after one of its buttons; while somebody types only the part that changes."""
    typing = changed(typed, work.start, work.client, at=work.frame.at)
    if not work.request.headers.get("HX-Request"):
        return _page(work, typing)
    part = "sums_typed" if asked == LOOK else "typed_lines"
    return render(work.request, f"clients/billing/{part}.html", _context(work, typing))


def _save(work: Writing, typing: Typing) -> HttpResponse:
    said, actor, draft = typing.form.cleaned_data, work.request.actor, work.start.invoice
    currency, note, period = said["currency"], said["note"], typing.days
    if draft:
        stamp = said["stamp"] or work.start.stamp
        saved = edit_draft(
            draft, typing.drafts, currency=currency, note=note, period=period, stamp=stamp, actor=actor
        )
    else:
        client = work.client.id
        saved = draft_invoice(client, typing.drafts, currency=currency, note=note, period=period, actor=actor)
    messages.success(work.request, _("The draft is saved. It owes nothing until you issue it."))
    return redirect("invoice", saved.id)


def _refused(work: Writing, typing: Typing, invalid: Invalid) -> HttpResponse:
    meanwhile = invalid.field == "stamp"
    if meanwhile:
        # Sent once more, it is saved over what the other person wrote, who is shown beside it.
        kept = work.request.POST.copy()
        kept["stamp"] = work.start.stamp
        typing = sent(kept, work.start)
    else:
        field = invalid.field if invalid.field in {"currency", "note"} else None
        typing.form.add_error(field, speak(invalid.message))
    stored = shown_lines(work.sheet.lines, work.sheet.invoice.currency) if work.sheet and meanwhile else ()
    return _page(work, typing, {"meanwhile": stored}, status=409 if meanwhile else 422)


def _page(
    work: Writing, typing: Typing, more: Mapping[str, object] | None = None, status: int = 200
) -> HttpResponse:
    context = {**_context(work, typing), **(more or {})}
    return show(work.frame, "billing/form.html", "client_billing", context, status=status)


def _context(work: Writing, typing: Typing) -> dict[str, object]:
    why_not = by_hand(work.account, with_services=False)
    invoice = work.sheet.invoice if work.sheet is not None else None
    return {
        "client": work.client,
        "account": work.account,
        "why_not": speak(why_not) if why_not is not None else "",
        "invoice": invoice,
        "name": name_of(invoice) if invoice is not None else "",
        "here": _("Edit") if invoice is not None else _("New invoice"),
        "typing": typing,
        "form": typing.form,
        "totals": typing.totals,
    }


def _period(sheet: Sheet) -> Days | None:
    found = sheet.invoice
    return Days(first=found.period_first, end=found.period_end) if found.period_first is not None else None
