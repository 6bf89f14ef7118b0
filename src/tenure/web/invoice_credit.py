"""A credit note for an issued invoice: for all of it, or for chosen lines and amounts, with the reason (R46)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.core.invoice_moves import why_not_credited
from tenure.operations.credit_notes import credit_invoice
from tenure.operations.errors import Invalid
from tenure.operations.invoice_lines import LARGEST, LineDraft
from tenure.records.invoice_sheets import InvoiceLine, Sheet
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_ends import writing_frame
from tenure.web.invoice_forms import CENTS, LONGEST_NOTE
from tenure.web.invoice_page import show_invoice
from tenure.web.rule_news import say_what_the_rule_did
from tenure.web.service_money import rounded_for_a_field
from tenure.web.typed import typed_before

WHOLE, CHOSEN = "whole", "chosen"
EXTENTS: Final = [
    (WHOLE, gettext_lazy("The whole invoice")),
    (CHOSEN, gettext_lazy("Chosen lines and amounts")),
]


class CreditForm(forms.Form):
    """How much is taken back, and why."""

    use_required_attribute = False
    extent = forms.ChoiceField(
        label=gettext_lazy("What is taken back"), choices=EXTENTS, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Stands on the credit note."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CreditLineForm(forms.Form):
    """One line of the invoice: whether it is taken back, and how much of it."""

    use_required_attribute = False
    take = forms.BooleanField(required=False)
    quantity = forms.DecimalField(
        label=gettext_lazy("Quantity"),
        min_value=Decimal("0.001"),
        max_value=LARGEST - 1,
        decimal_places=3,
        localize=True,
    )
    unit_price = forms.DecimalField(
        label=gettext_lazy("Price"),
        min_value=1 - LARGEST,
        max_value=LARGEST - 1,
        decimal_places=4,
        localize=True,
    )

    def __init__(self, line: InvoiceLine, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.line = line
        self.fields["take"].label = line.description

    def draft(self) -> LineDraft:
        """What is taken back of the line; the form is valid."""
        said = self.cleaned_data
        return replace(
            LineDraft.of(self.line), quantity=said["quantity"], unit_price=said["unit_price"], visit=""
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def invoice_credit(request: FirmRequest, invoice_id: str) -> HttpResponse:
    """The form; sent, it writes and issues the credit note."""
    frame, sheet = writing_frame(request, invoice_id)
    typed = request.POST if request.method == "POST" else typed_before(request)
    form, lines = _forms(sheet, typed)
    if request.method != "POST" or not _complete(form, lines):
        return _page(frame, sheet, form, lines, 422 if request.method == "POST" else 200)
    chosen = [line.draft() for line in _taken(lines)] if form.cleaned_data["extent"] == CHOSEN else None
    try:
        note = credit_invoice(invoice_id, lines=chosen, note=form.cleaned_data["note"], actor=request.actor)
    except Invalid as invalid:
        form.add_error(None, speak(invalid.message))
        return _page(frame, sheet, form, lines, 422)
    said = {"number": note.shown_number, "corrected": sheet.invoice.shown_number}
    messages.success(request, _("%(number)s is issued. It takes back %(corrected)s.") % said)
    say_what_the_rule_did(frame)
    return redirect("invoice", note.id)


def _forms(sheet: Sheet, typed: QueryDict | None) -> tuple[CreditForm, list[CreditLineForm]]:
    form = CreditForm(typed, initial={"extent": CHOSEN if sheet.written.credited else WHOLE})
    lines = [
        CreditLineForm(
            line,
            typed,
            prefix=f"line-{line.position}",
            initial={
                "quantity": rounded_for_a_field(line.quantity),
                "unit_price": rounded_for_a_field(line.unit_price, CENTS),
            },
        )
        for line in sheet.lines
    ]
    return form, lines


def _complete(form: CreditForm, lines: Sequence[CreditLineForm]) -> bool:
    """Only what is taken back has to be right."""
    if not form.is_valid():
        return False
    if form.cleaned_data["extent"] == WHOLE:
        return True
    taken = _taken(lines)
    if not taken:
        form.add_error(None, _("Tick the lines that are taken back."))
    return bool(taken) and all([line.is_valid() for line in taken])  # noqa: C419 - each line says what is wrong


def _taken(lines: Sequence[CreditLineForm]) -> list[CreditLineForm]:
    return [line for line in lines if line["take"].value()]


def _page(
    frame: Frame, sheet: Sheet, form: CreditForm, lines: Sequence[CreditLineForm], status: int
) -> HttpResponse:
    why_not = why_not_credited(sheet.written)
    context = {
        "here": _("Credit note"),
        "form": form,
        "credit_lines": lines,
        "left": sheet.written.left,
        "why_not": speak(why_not) if why_not is not None else "",
    }
    return show_invoice(frame, sheet, "credit.html", context, status=status)
