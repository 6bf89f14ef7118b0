"""The firm's own page: what it is called, where its days begin, which money it uses."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.operations.errors import Invalid
from tenure.operations.firm_details import FirmDetails, edit_firm
from tenure.operations.permission import not_allowed
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of
from tenure.speech.speak import speak
from tenure.web.firm_fields import FirmFields
from tenure.web.firm_tabs import firm_tabs
from tenure.web.here import FirmRequest, firm_member


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def firm_settings(request: FirmRequest) -> HttpResponse:
    """GET shows the form, POST keeps what was typed."""
    if not request.actor.may(Right.POLICY):
        raise not_allowed(request.place.firm)
    if request.method != "POST":
        return _page(request, FirmFields(initial=_as_it_is(request)))
    form = FirmFields(request.POST, initial=_as_it_is(request))
    if not form.is_valid() or not _kept(request, form):
        return _page(request, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("firm_settings")


def _as_it_is(request: FirmRequest) -> dict[str, object]:
    firm = firm_of(request.actor)
    return {
        "firm_name": firm.name,
        "locale": firm.locale,
        "time_zone": firm.time_zone,
        "country": firm.country,
        "currency": firm.currency,
    }


def _kept(request: FirmRequest, form: FirmFields) -> bool:
    typed = dict(form.cleaned_data)
    try:
        edit_firm(FirmDetails(name=typed.pop("firm_name"), **typed), actor=request.actor)
    except Invalid as invalid:
        form.complain(invalid.field, speak(invalid.message))
        return False
    return True


def _page(request: FirmRequest, form: FirmFields, status: int = 200) -> HttpResponse:
    tabs = firm_tabs(policy_of(firm_of(request.actor)), "firm_settings")
    return render(request, "firm/settings.html", {"form": form, "tabs": tabs}, status=status)
