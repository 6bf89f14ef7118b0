"""Recording a payment: what it settles is shown before it is written down, and twice sent it is written once (R46)."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.core.invoicing import PaymentMethod
from tenure.core.settlement import Outcome
from tenure.operations.errors import Invalid
from tenure.operations.payments import look_at_payment, new_stamp, record_once
from tenure.records.balances import balance_of
from tenure.records.firms import firm_of
from tenure.speech.amounts import money_in_words
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_page import billing_frame
from tenure.web.payment_forms import PaymentForm
from tenure.web.rights import needs
from tenure.web.rule_news import say_what_the_rule_did
from tenure.web.typed import typed_before


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def payment_new(request: FirmRequest, client_id: str) -> HttpResponse:
    """The form beside what it would settle; sent once that was seen, it records the payment."""
    needs(request.actor, Right.BILLING)
    frame = billing_frame(request, client_id)
    if request.method != "POST":
        return _page(frame, _form(frame, typed_before(request)))
    form = _form(frame, request.POST)
    if request.headers.get("HX-Request"):
        return render(request, "clients/payments/outcome.html", {"outcome": _look(frame, form)})
    if not form.is_valid():
        return _page(frame, form, status=422)
    if not form.cleaned_data["seen"]:
        return _page(frame, form, told="unseen", status=409)
    try:
        done = record_once(
            client_id,
            form.received(),
            stamp=form.cleaned_data["stamp"],
            seen=form.cleaned_data["seen"],
            actor=request.actor,
        )
    except Invalid as invalid:
        if invalid.field == "seen":
            return _page(frame, form, told="changed", status=409)
        _complain(form, invalid)
        return _page(frame, form, status=422)
    if done.again:
        messages.info(request, _("This payment was recorded before. It is not recorded twice."))
    else:
        amount = money_in_words(done.payment.amount, done.payment.currency)
        messages.success(
            request,
            _("%(amount)s from %(client)s is recorded.")
            % {"amount": amount, "client": frame.facts.client.name},
        )
        say_what_the_rule_did(frame)
    return redirect("payment", done.payment.id)


def _form(frame: Frame, typed: QueryDict | None) -> PaymentForm:
    if typed is not None:
        return PaymentForm(typed)
    currency = firm_of(frame.request.actor).currency
    owed = balance_of([frame.facts.client.id]).get(frame.facts.client.id)
    return PaymentForm(
        initial={
            "amount": owed.owed if owed is not None and owed.owed else None,
            "currency": currency,
            "on": frame.today,
            "method": PaymentMethod.TRANSFER.value,
            "stamp": new_stamp(),
        }
    )


def _look(frame: Frame, form: PaymentForm) -> Outcome | None:
    """What it would settle; None while the form does not say enough."""
    whole = form if form.is_bound else PaymentForm(form.initial)
    if not whole.is_valid():
        return None
    try:
        return look_at_payment(
            frame.facts.client.id, whole.received(), actor=frame.request.actor, at=frame.at
        )
    except Invalid as invalid:
        if form.is_bound:
            _complain(form, invalid)
        return None


def _page(frame: Frame, form: PaymentForm, *, told: str = "", status: int = 200) -> HttpResponse:
    context = {"outcome": _look(frame, form), "form": form, "told": told}
    return show(frame, "payments/new.html", "client_billing", context, status=status)


def _complain(form: PaymentForm, invalid: Invalid) -> None:
    form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
