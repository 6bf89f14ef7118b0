"""One payment: what it settled, what is left as credit; it can be taken back, with what that opens shown first (R46)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tenure.core.actor import Right
from tenure.core.invoicing import PaymentMethod
from tenure.core.settlement import Outcome
from tenure.operations.errors import Invalid, Missing
from tenure.operations.payments import look_at_taking_back, reverse_payment
from tenure.records.payments import Payment, payment_of, uses_of
from tenure.speech.amounts import money_in_words
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_page import billing_frame
from tenure.web.invoice_words import method_in_words
from tenure.web.rights import needs
from tenure.web.rule_news import say_what_the_rule_did

LONGEST_DIGEST = 64


@require_safe
@firm_member
def payment(request: FirmRequest, payment_id: str) -> HttpResponse:
    """The page of one payment."""
    frame, row = _found(request, payment_id)
    uses = uses_of(row)
    note = row.method == PaymentMethod.CREDIT_NOTE.value
    context = {
        "payment": row,
        "method": method_in_words(row.method),
        "uses": [(one, units, max(one.total - one.paid, 0)) for one, units in uses],
        "left": row.amount - sum(units for _invoice, units in uses) if row.reversed_at is None else 0,
        "may_take_back": not note and row.reversed_at is None and request.actor.may(Right.BILLING),
        "is_note": note,
    }
    return show(frame, "payments/payment.html", "client_billing", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def payment_reverse(request: FirmRequest, payment_id: str) -> HttpResponse:
    """What taking it back opens again; POST takes it back."""
    needs(request.actor, Right.BILLING)
    frame, row = _found(request, payment_id)
    try:
        outcome = look_at_taking_back(payment_id, actor=request.actor, at=frame.at)
    except Invalid as invalid:
        messages.info(request, speak(invalid.message))
        return redirect("payment", payment_id)
    if request.method != "POST":
        return _asked(frame, row, outcome)
    try:
        reverse_payment(payment_id, seen=request.POST.get("seen", "")[:LONGEST_DIGEST], actor=request.actor)
    except Invalid as invalid:
        if invalid.field == "seen":
            return _asked(frame, row, outcome, changed=True, status=409)
        messages.info(request, speak(invalid.message))
    else:
        amount = money_in_words(row.amount, row.currency)
        messages.success(request, _("The payment of %(amount)s is taken back.") % {"amount": amount})
        say_what_the_rule_did(frame)
    return redirect("payment", payment_id)


def _asked(
    frame: Frame, row: Payment, outcome: Outcome, *, changed: bool = False, status: int = 200
) -> HttpResponse:
    context = {"payment": row, "method": method_in_words(row.method), "outcome": outcome, "changed": changed}
    return show(frame, "payments/reverse.html", "client_billing", context, status=status)


def _found(request: FirmRequest, payment_id: str) -> tuple[Frame, Payment]:
    row = payment_of(request.actor, payment_id)
    if row is None or row.client_id is None:
        raise Missing(payment_id)
    return billing_frame(request, row.client_id), row
