"""A customer's billing: invoices, payments, and when what it owes suspends it by the rule or as agreed (R41, R46)."""

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.core.credit import CreditTerms
from tenure.core.policy_check import LONGEST_LATE_DAYS
from tenure.core.tree import Kind
from tenure.operations.errors import Invalid
from tenure.operations.suspend_rule import LARGEST_LIMIT, set_credit_terms
from tenure.records.account_groups import groups_with
from tenure.records.credit_standing import CreditStanding, credit_standing
from tenure.records.firms import firm_of
from tenure.records.queries import client_of_node
from tenure.speech.speak import speak
from tenure.web.billing_tab import billing_tab
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.stop_words import type_in_words
from tenure.web.typed import typed_before

CENTS = 2


class TermsForm(forms.Form):
    """What is agreed with one customer instead of the rule; empty leaves the rule's number."""

    exempt = forms.BooleanField(label=gettext_lazy("Never suspend this customer by the rule"), required=False)
    days_late = forms.IntegerField(
        label=gettext_lazy("Days late"),
        help_text=gettext_lazy("Leave it empty, and the firm's rule holds."),
        required=False,
        min_value=1,
        max_value=LONGEST_LATE_DAYS,
    )
    credit_limit = forms.DecimalField(
        label=gettext_lazy("Credit limit"),
        help_text=gettext_lazy("Leave it empty, and the firm's rule holds."),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(LARGEST_LIMIT - 1),
        decimal_places=CENTS,
    )
    use_required_attribute = False

    def terms(self) -> CreditTerms:
        """What was typed; the form is valid."""
        return CreditTerms(**self.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def client_billing(request: FirmRequest, client_id: str) -> HttpResponse:
    """Invoices, payments, the balance and the rule; POST agrees on other terms."""
    frame = frame_of(request, client_id)
    if not frame.policy.has(Kind.SERVICE):
        raise Http404
    stands = credit_standing(client_of_node(request.actor, client_id), firm_of(request.actor), at=frame.at)
    if request.method != "POST":
        return _page(frame, stands, _form(stands, typed_before(request)))
    form = _form(stands, request.POST)
    if form.is_valid() and _saved(request, client_id, form):
        return redirect("client_billing", client_id)
    return _page(frame, stands, form, status=422)


def _form(stands: CreditStanding, typed: object = None) -> TermsForm:
    terms = stands.terms
    written = {"exempt": terms.exempt, "days_late": terms.days_late, "credit_limit": terms.credit_limit}
    return TermsForm(typed, initial=written)  # type: ignore[arg-type]


def _saved(request: FirmRequest, client_id: str, form: TermsForm) -> bool:
    try:
        changed = set_credit_terms(client_id, form.terms(), actor=request.actor)
    except Invalid as invalid:
        form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
        return False
    messages.success(request, _("The credit terms are saved.") if changed else _("Nothing was changed."))
    return True


def _page(frame: Frame, stands: CreditStanding, form: TermsForm, status: int = 200) -> HttpResponse:
    actor = frame.request.actor
    context = {
        **billing_tab(frame, stands),
        "stands": stands,
        "currency": firm_of(actor).currency,
        "wanted": type_in_words(stands.wanted) if stands.wanted else "",
        "placed": type_in_words(stands.placed) if stands.placed else "",
        "form": form,
        "may_agree": actor.may(Right.CLIENTS),
        "may_rule": actor.may(Right.POLICY),
        "groups": groups_with(actor, frame.facts.client.id),
    }
    return show(frame, "client_billing.html", "client_billing", context, status=status)
