"""A new service: at which location, what it is, when it takes place; its days are shown before it is there (R38)."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.core.growing import in_the_way
from tenure.core.tree import Kind
from tenure.operations.collections import Collection
from tenure.operations.errors import Invalid
from tenure.operations.permission import not_allowed
from tenure.operations.service_looks import look_at_new
from tenure.operations.services import add_service
from tenure.records.firms import firm_of
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.schedule_forms import RECURRING, SCHEDULE_TAB, initial_of
from tenure.web.service_days import columns
from tenure.web.service_forms import NewServiceForm
from tenure.web.services import services_frame, why_no_service
from tenure.web.typed import typed_before


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def service_new(request: FirmRequest, client_id: str) -> HttpResponse:
    """The empty form; sent, it adds the service."""
    frame = _frame(request, client_id)
    if request.method != "POST":
        return _page(frame, _form(frame, typed_before(request)))
    form = _form(frame, request.POST)
    if not form.is_valid():
        return _page(frame, form, status=422)
    try:
        added = add_service(form.cleaned_data["location"], form.details(), actor=request.actor)
    except Invalid as invalid:
        _complain(form, invalid)
        return _page(frame, form, status=422)
    messages.success(request, _("%(name)s is added.") % {"name": added.name})
    return redirect("service", added.id)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def service_new_preview(request: FirmRequest, client_id: str) -> HttpResponse:
    """When it would take place. Nothing is written."""
    frame = _frame(request, client_id)
    typed: QueryDict | None = request.POST if request.method == "POST" else typed_before(request)
    if typed is None:
        return redirect("service_new", client_id)
    form = _form(frame, typed)
    if not request.headers.get("HX-Request"):
        return _page(frame, form)
    return render(request, "clients/services/new_preview.html", {"columns": columns((), _days(frame, form))})


def _frame(request: FirmRequest, client_id: str) -> Frame:
    frame = services_frame(request, client_id)
    if not request.actor.may(Right.CLIENTS):
        raise not_allowed(frame.facts.firm)
    return frame


def _form(frame: Frame, typed: QueryDict | None) -> NewServiceForm:
    places = _places(frame)
    initial = {
        **initial_of(None),
        "kind": RECURRING,
        "active": True,
        "quantity": 1,
        "currency": firm_of(frame.request.actor).currency,
        "start_date": frame.today,
        "location": frame.request.GET.get("location", ""),
    }
    return NewServiceForm(typed, places=list(places), initial=initial)


def _places(frame: Frame) -> Sequence[tuple[str, str]]:
    """The locations where something can begin."""
    nodes = (branch.node for branch in frame.facts.branches if branch.node.kind is Kind.LOCATION)
    return tuple((node.id, node.name) for node in nodes if in_the_way(frame.facts, node) is None)


def _page(frame: Frame, form: NewServiceForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "columns": columns((), _days(frame, form)),
        "why_not": why_no_service(frame.facts),
    }
    return show(frame, "services/new.html", "client_services", context, status=status)


def _days(frame: Frame, form: NewServiceForm) -> tuple[Collection, ...] | None:
    """The days to come; None while something about the schedule is missing. The name can wait."""
    if not form.is_bound or {"location", *SCHEDULE_TAB} & set(form.errors):
        return None
    place = form.cleaned_data["location"]
    try:
        return look_at_new(place, form.schedule(), actor=frame.request.actor, at=frame.at)
    except Invalid as invalid:
        _complain(form, invalid)
        return None


def _complain(form: NewServiceForm, invalid: Invalid) -> None:
    form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
