"""What stands on the firm's invoices about itself, and a paper to look at (R46)."""

from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tenure.core.actor import Right
from tenure.core.policy import Policy
from tenure.core.tree import Kind
from tenure.operations.errors import Invalid, Missing
from tenure.operations.letterheads import LONGEST, LetterheadDetails, edit_letterhead
from tenure.operations.specimens import specimen
from tenure.records.billing_profiles import letterhead_of
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of
from tenure.speech.speak import speak
from tenure.web.countries import countries
from tenure.web.firm_tabs import firm_tabs
from tenure.web.here import FirmRequest, firm_member
from tenure.web.paper_file import as_pdf
from tenure.web.rights import needs
from tenure.web.typed import typed_before

FIELDS: Final = tuple(LetterheadDetails.__dataclass_fields__)


class LetterheadForm(forms.Form):
    """The letterhead. Check digits are looked at when it is kept."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST["name"],
        help_text=gettext_lazy("The company that bills, with its legal form."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    street = forms.CharField(
        label=gettext_lazy("Street"),
        max_length=LONGEST["street"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    postal_code = forms.CharField(
        label=gettext_lazy("Postal code"), max_length=LONGEST["postal_code"], required=False
    )
    city = forms.CharField(label=gettext_lazy("City"), max_length=LONGEST["city"], required=False)
    region = forms.CharField(label=gettext_lazy("Region"), max_length=LONGEST["region"], required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    tax_number = forms.CharField(
        label=gettext_lazy("Tax number"), max_length=LONGEST["tax_number"], required=False
    )
    company_number = forms.CharField(
        label=gettext_lazy("Company number"), max_length=LONGEST["company_number"], required=False
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=LONGEST["email"], required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=LONGEST["phone"], required=False)
    iban = forms.CharField(
        label=gettext_lazy("IBAN"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Where customers pay. Invoices in euro then carry a code for banking apps."),
    )
    bic = forms.CharField(label=gettext_lazy("BIC"), max_length=20, required=False)
    terms = forms.CharField(
        label=gettext_lazy("Terms"),
        max_length=LONGEST["terms"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("They stand at the end of every invoice."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["country"].choices = [("", "—"), *countries()]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def letterhead(request: FirmRequest) -> HttpResponse:
    """GET shows the form, POST keeps what was typed."""
    policy = _billing_policy(request)
    if request.method != "POST":
        return _page(request, policy, LetterheadForm(typed_before(request), initial=_as_it_is(request)))
    form = LetterheadForm(request.POST, initial=_as_it_is(request))
    if not form.is_valid() or not _kept(request, form):
        return _page(request, policy, form, status=422)
    return redirect("letterhead")


@never_cache
@require_safe
@firm_member
def letterhead_specimen(request: FirmRequest) -> HttpResponse:
    """An invented invoice under this letterhead, as PDF."""
    _billing_policy(request)
    return as_pdf(specimen(actor=request.actor), _("specimen") + ".pdf")


def _billing_policy(request: FirmRequest) -> Policy:
    """The firm's policy, where it bills services. Raises NotAllowed, and Missing elsewhere."""
    needs(request.actor, Right.POLICY)
    policy = policy_of(firm_of(request.actor))
    if not policy.has(Kind.SERVICE):
        raise Missing("letterhead")
    return policy


def _as_it_is(request: FirmRequest) -> dict[str, object]:
    row, firm = letterhead_of(request.actor), firm_of(request.actor)
    if row is None:
        return {"name": firm.name, "country": firm.country}
    return {name: getattr(row, name) for name in FIELDS}


def _kept(request: FirmRequest, form: LetterheadForm) -> bool:
    try:
        changed = edit_letterhead(LetterheadDetails(**form.cleaned_data), actor=request.actor)
    except Invalid as invalid:
        form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
        return False
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return True


def _page(request: FirmRequest, policy: Policy, form: LetterheadForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "tabs": firm_tabs(policy, "letterhead"),
        "written": letterhead_of(request.actor) is not None,
    }
    return render(request, "firm/letterhead.html", context, status=status)
