"""A service: what it is and when it takes place, active or not; saved in one step, with what that changes (R38)."""

from collections.abc import Iterator
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.core.actions import Verb
from tenure.operations.errors import FactsChanged, Invalid, Refused
from tenure.operations.service_looks import Look, Save, look_at_saving
from tenure.operations.service_saving import Saved, save_service
from tenure.records.performed import Source
from tenure.speech.speak import speak
from tenure.web.client_frame import show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.service_forms import ServiceForm
from tenure.web.service_view import (
    ANSWERED_AT,
    Place,
    Told,
    page_context,
    place_of,
    preview_context,
    service_form,
)
from tenure.web.typed import typed_before
from tenure.web.verb_words import DONE
from tenure.web.ways_out import reasons

LONGEST_DIGEST: Final = 64


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def service(request: FirmRequest, service_id: str) -> HttpResponse:
    """The page. Sent, it saves the details and the toggle together, or says why not and keeps what was typed."""
    place = place_of(request, service_id)
    if request.method != "POST":
        return _page(place, service_form(place, typed_before(request)))
    form = service_form(place, request.POST)
    if not form.is_valid():
        return _page(place, form, status=422)
    digest = request.POST.get("digest", "")[:LONGEST_DIGEST]
    try:
        saved = save_service(_save(place, form), digest=digest, actor=request.actor, source=Source.WEB)
    except FactsChanged:
        told = Told.CHANGED if digest else Told.UNSEEN
        return _page(place_of(request, service_id), form, told=told, status=409)
    except (Invalid, Refused) as error:
        for field, sentence in _complaints(error):
            form.add_error(field if field in form.fields else None, sentence)
        return _page(place_of(request, service_id), form, status=422)
    _say(request, place, saved)
    return redirect("service", service_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def service_preview(request: FirmRequest, service_id: str) -> HttpResponse:
    """What saving would do, while the form is filled in. Nothing is written."""
    place = place_of(request, service_id)
    typed: QueryDict | None = request.POST if request.method == "POST" else typed_before(request)
    if typed is None:
        return redirect("service", service_id)
    form = service_form(place, typed)
    if not request.headers.get("HX-Request"):
        return _page(place, form)
    context = preview_context(place, form, _look(place, form))
    return render(request, "clients/services/preview.html", context)


def _page(place: Place, form: ServiceForm, *, told: Told | None = None, status: int = 200) -> HttpResponse:
    context = page_context(place, form, _look(place, form), told)
    return show(place.frame, "services/service.html", "client_services", context, status=status)


def _look(place: Place, form: ServiceForm) -> Look | None:
    """What saving the form would do; None where it could not be saved: then the form says why."""
    if not form.is_bound:
        return place.as_it_is
    if not form.is_valid():
        return None
    try:
        return look_at_saving(_save(place, form), actor=place.frame.request.actor, at=place.frame.at)
    except Invalid as invalid:
        for field, sentence in _complaints(invalid):
            form.add_error(field if field in form.fields else None, sentence)
        return None


def _save(place: Place, form: ServiceForm) -> Save:
    return Save(service=place.id, details=form.details(), active=form.cleaned_data["active"])


def _complaints(error: Invalid | Refused) -> Iterator[tuple[str, str]]:
    """Each reason with the field where it can be answered."""
    if isinstance(error, Invalid):
        yield error.field, speak(error.message)
        return
    for refusal, reason in zip(error.plan.refusals, reasons(error.plan), strict=True):
        yield ANSWERED_AT.get(refusal.code, "active"), f"{reason.sentence} {reason.way.sentence}"


def _say(request: FirmRequest, place: Place, saved: Saved) -> None:
    if saved.transition is not None:
        name = f"{place.found.row.name} ({place.frame.facts.client.name})"
        messages.success(request, str(DONE[Verb(saved.transition.verb)]) % {"name": name})
    elif saved.changed:
        messages.success(request, _("Saved."))
    else:
        messages.info(request, _("Nothing was changed."))
