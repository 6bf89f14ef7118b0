"""How one customer is billed: under which name, where its invoices go, in which billing profile it is (R42, R46)."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.operations.billing_details import LONGEST_NAME, BilledAs, edit_billing_details
from tenure.operations.errors import Invalid
from tenure.records.billing_profiles import ListedProfile, details_of, profiles_of
from tenure.records.buyers import buyers_of
from tenure.records.queries import client_of_node
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_page import billing_frame
from tenure.web.typed import typed_before


class BilledAsForm(forms.Form):
    """What differs from the customer's record."""

    name = forms.CharField(
        label=gettext_lazy("Name on invoices"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("Leave it empty to bill the customer by its own name."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail for invoices"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Leave it empty to send invoices to the customer's own address."),
    )
    profile = forms.ChoiceField(
        label=gettext_lazy("Billing profile"),
        required=False,
        help_text=gettext_lazy("Customers of one profile are billed alike, and together in a bulk run."),
    )
    use_required_attribute = False

    def __init__(self, *args: object, profiles: Sequence[ListedProfile], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", _("None")), *((one.id, profile_in_words(one)) for one in profiles)]
        self.fields["profile"].choices = choices  # type: ignore[attr-defined]


def profile_in_words(profile: ListedProfile) -> str:
    """A profile by its name, with when its invoices are due if it says so."""
    if profile.due_days is None:
        return profile.name
    due = ngettext("due after %(days)d day", "due after %(days)d days", profile.due_days)
    return f"{profile.name} ({due % {'days': profile.due_days}})"


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def billing_details(request: FirmRequest, client_id: str) -> HttpResponse:
    """GET shows the form to those who bill, and what is written to the others; POST keeps what was typed."""
    frame = billing_frame(request, client_id)
    form = _form(frame, client_id, typed_before(request))
    if request.method != "POST":
        return _page(frame, client_id, form)
    form = _form(frame, client_id, request.POST)
    if form.is_valid() and _kept(request, client_id, form):
        return redirect("billing_details", client_id)
    return _page(frame, client_id, form, status=422)


def _form(frame: Frame, client_id: str, typed: object = None) -> BilledAsForm:
    written = details_of(client_of_node(frame.request.actor, client_id))
    initial = (
        {"name": written.name, "email": written.email, "profile": written.profile_id or ""}
        if written is not None
        else {}
    )
    return BilledAsForm(typed, initial=initial, profiles=profiles_of(frame.request.actor))


def _kept(request: FirmRequest, client_id: str, form: BilledAsForm) -> bool:
    try:
        changed = edit_billing_details(client_id, BilledAs(**form.cleaned_data), actor=request.actor)
    except Invalid as invalid:
        form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
        return False
    messages.success(request, _("The billing details are saved.") if changed else _("Nothing was changed."))
    return True


def _page(frame: Frame, client_id: str, form: BilledAsForm, status: int = 200) -> HttpResponse:
    actor = frame.request.actor
    context = {
        "form": form,
        "buyer": buyers_of([client_id])[client_id],
        "profiles": profiles_of(actor),
        "written": details_of(client_of_node(actor, client_id)),
        "may_bill": actor.may(Right.BILLING),
        "may_edit": actor.may(Right.CLIENTS),
    }
    return show(frame, "billing/details.html", "client_billing", context, status=status)
