"""The visits of a service on request: recorded, listed with what bills them, removed while nothing does (R36, R46)."""

from decimal import Decimal
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tenure.core.actor import Right
from tenure.operations.errors import Invalid, Missing
from tenure.operations.visits import (
    LARGEST_QUANTITY,
    QUANTITY_DECIMALS,
    Done,
    new_visit_stamp,
    record_visit,
    remove_visit,
)
from tenure.records.visits import service_of_visit, visit_page
from tenure.speech.speak import speak
from tenure.web.client_frame import show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.rights import needs
from tenure.web.service_money import price_in_words
from tenure.web.service_view import Place, place_of
from tenure.web.stop_forms import day_field
from tenure.web.typed import typed_before

LONGEST_CURSOR: Final = 60


class VisitForm(forms.Form):
    """What was done, and when. `stamp` makes it one visit however often the form is sent."""

    use_required_attribute = False
    on = day_field(gettext_lazy("Day"), required=True)
    quantity = forms.DecimalField(
        label=gettext_lazy("Quantity"),
        min_value=Decimal(0),
        max_value=LARGEST_QUANTITY - 1,
        decimal_places=QUANTITY_DECIMALS,
        localize=True,
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def done(self) -> Done:
        """What was typed, of a valid form."""
        said = self.cleaned_data
        return Done(on=said["on"], quantity=said["quantity"], note=said["note"].strip())


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def visits(request: FirmRequest, service_id: str) -> HttpResponse:
    """The list beside the form; POST records a visit."""
    place = place_of(request, service_id)
    if request.method != "POST":
        return _page(place, _form(place, typed_before(request)))
    needs(request.actor, Right.CLIENTS)
    form = _form(place, request.POST)
    if form.is_valid():
        try:
            record_visit(service_id, form.done(), stamp=form.cleaned_data["stamp"], actor=request.actor)
        except Invalid as invalid:
            form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
        else:
            messages.success(request, _("The visit is recorded."))
            return redirect("visits", service_id)
    return _page(place, form, status=422)


@require_POST
@firm_member
def visit_removal(request: FirmRequest, visit_id: str) -> HttpResponse:
    """Removes one that no invoice has."""
    needs(request.actor, Right.CLIENTS)
    service = service_of_visit(request.actor, visit_id)
    if service is None:
        raise Missing(visit_id)
    try:
        remove_visit(visit_id, actor=request.actor)
    except Invalid as invalid:
        messages.error(request, speak(invalid.message))
    else:
        messages.success(request, _("The visit is removed."))
    return redirect("visits", service)


def _form(place: Place, typed: QueryDict | None) -> VisitForm:
    beginning = {"on": place.frame.today, "quantity": place.found.row.quantity, "stamp": new_visit_stamp()}
    return VisitForm(typed, initial=beginning)


def _page(place: Place, form: VisitForm, status: int = 200) -> HttpResponse:
    row, actor = place.found.row, place.frame.request.actor
    asked = place.frame.request.GET.get("after", "")[:LONGEST_CURSOR]
    page = visit_page(row.id, after=asked)
    context = {
        "service": row,
        "location": row.location,
        "price": price_in_words(row.price, row.currency),
        "form": form,
        "page": page,
        "newest": bool(asked),
        "may_record": actor.may(Right.CLIENTS),
    }
    return show(place.frame, "services/visits.html", "client_services", context, status=status)
