"""Business settings: what is written about a client, and the ways to end or pause the relationship (R9, R17, R25)."""

from dataclasses import fields

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.core.actions import Verb
from tenure.core.actor import Right
from tenure.core.policy import Place
from tenure.operations.clients import ClientDetails, edit_client
from tenure.operations.errors import Invalid
from tenure.records.queries import client_of_node
from tenure.speech.speak import speak
from tenure.web.client_forms import DetailsForm
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.typed import typed_before
from tenure.web.verb_buttons import buttons


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def client_settings(request: FirmRequest, client_id: str) -> HttpResponse:
    """The details, to be changed by whoever may, and the verbs that stand here."""
    frame = frame_of(request, client_id)
    row = client_of_node(request.actor, client_id)
    written = {field.name: getattr(row, field.name) for field in fields(ClientDetails)}
    if request.method != "POST":
        return _page(frame, DetailsForm(typed_before(request), initial=written))
    form = DetailsForm(request.POST, initial=written)
    if form.is_valid() and _saved(request, client_id, form):
        return redirect("client_settings", client_id)
    return _page(frame, form, status=422)


def _saved(request: FirmRequest, client_id: str, form: DetailsForm) -> bool:
    try:
        changed = edit_client(client_id, form.details(), actor=request.actor)
    except Invalid as invalid:
        form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
        return False
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return True


def _page(frame: Frame, form: DetailsForm, status: int = 200) -> HttpResponse:
    actor = frame.request.actor
    offered = frame.offered(Place.SETTINGS)
    context = {
        "client": client_of_node(actor, frame.facts.client.id),
        "form": form,
        "may_edit": actor.may(Right.CLIENTS),
        "verbs": buttons(offered),
        "only_delete": any(offer.verb is Verb.DELETE for offer in offered),
    }
    return show(frame, "client_settings.html", "client_settings", context, status=status)
