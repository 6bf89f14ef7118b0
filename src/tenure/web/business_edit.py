"""Adding a business to a client, and writing anew what is known about one (R32)."""

from dataclasses import fields

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.operations.businesses import BusinessDetails, add_business, edit_business
from tenure.operations.errors import Invalid, Missing
from tenure.records.businesses import Known, business_of
from tenure.records.firms import whom_to_ask
from tenure.speech.speak import speak
from tenure.web.business_forms import BusinessForm, NewBusinessForm
from tenure.web.businesses import businesses_frame, may_add
from tenure.web.client_frame import Frame, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.typed import typed_before


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def business_new(request: FirmRequest, client_id: str) -> HttpResponse:
    """The empty form, and the business that comes of it."""
    frame = businesses_frame(request, client_id)
    if not request.actor.may(Right.CLIENTS):
        return _not_allowed(request)
    products = frame.policy.products
    if request.method == "POST":
        form = NewBusinessForm(products, request.POST)
        if form.is_valid() and (answer := _added(request, client_id, form)) is not None:
            return answer
        return _page(frame, form, None, status=422)
    start = {"products": [product.code for product in products]}
    return _page(frame, NewBusinessForm(products, typed_before(request), initial=start), None)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def business_edition(request: FirmRequest, client_id: str, business_id: str) -> HttpResponse:
    """The details as they are, to be corrected; those of a stopped business too."""
    frame = businesses_frame(request, client_id)
    known = known_business(request, client_id, business_id)
    if not request.actor.may(Right.CLIENTS):
        return _not_allowed(request)
    written = {field.name: getattr(known, field.name) for field in fields(BusinessDetails)}
    if request.method == "POST":
        form = BusinessForm(request.POST, initial=written)
        if form.is_valid() and _saved(request, business_id, form):
            return redirect("client_business", client_id, business_id)
        return _page(frame, form, known, status=422)
    return _page(frame, BusinessForm(typed_before(request), initial=written), known)


def known_business(request: FirmRequest, client_id: str, business_id: str) -> Known:
    """The business named in the address. Raises `Missing` for nonsense and for another client's."""
    known = business_of(request.actor, client_id, business_id)
    if known is None:
        raise Missing(business_id)
    return known


def _added(request: FirmRequest, client_id: str, form: NewBusinessForm) -> HttpResponse | None:
    """The way to the new business; None if it was refused, with the reason in the form."""
    try:
        business = add_business(
            client_id, form.details(), products=form.cleaned_data["products"], actor=request.actor
        )
    except Invalid as invalid:
        _say(form, invalid)
        return None
    messages.success(request, _("%(name)s was added.") % {"name": business.name})
    return redirect("client_business", client_id, business.id)


def _saved(request: FirmRequest, business_id: str, form: BusinessForm) -> bool:
    try:
        changed = edit_business(business_id, form.details(), actor=request.actor)
    except Invalid as invalid:
        _say(form, invalid)
        return False
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return True


def _say(form: BusinessForm, invalid: Invalid) -> None:
    form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))


def _not_allowed(request: FirmRequest) -> HttpResponse:
    why = _("You may not add or change businesses. Ask an administrator of your account: %(names)s.")
    names = whom_to_ask(request.actor)
    return render(request, "clients/not_allowed.html", {"why": why % {"names": names}}, status=403)


def _page(frame: Frame, form: BusinessForm, known: Known | None, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "business": known,
        "not_now": may_add(frame) if known is None else "",
    }
    return show(frame, "businesses/edition.html", "client_businesses", context, status=status)
