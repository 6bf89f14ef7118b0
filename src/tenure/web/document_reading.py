"""What the machine read on a document, for the firm and for the client; and one that failed is tried again (R20, R24)."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tenure.operations.document_again import read_again
from tenure.operations.errors import Invalid, Missing
from tenure.records.client_papers import Document, NoSuchDocument, paper
from tenure.records.document_readings import StoredReading, reading_of
from tenure.speech.speak import speak
from tenure.web.account_frame import AccountRequest, account_member, show_account
from tenure.web.client_frame import frame_of, show
from tenure.web.here import FirmRequest, HereRequest, firm_member, to_sign_in
from tenure.web.reading_words import SOURCES, doubts_of, fields_shown, rates_shown
from tenure.web.unread_words import unread_in_words
from tenure.web.way_back import way_back

PAGE = "document_reading.html"


@require_safe
def document_reading(request: HereRequest, document_id: str) -> HttpResponseBase:
    """The fields of a document with how sure each is; one that was not read says why and what helps."""
    if request.actor is None:
        return to_sign_in(request)
    try:
        found = paper(request.actor, document_id)
    except NoSuchDocument as missing:
        raise Http404 from missing
    if request.actor.firm is not None:
        return _of_the_firm(request, found)
    return _of_the_client(request, found.client_id, found)


@require_POST
def document_again(request: HereRequest, document_id: str) -> HttpResponse:
    """Sends a document that could not be read once more, and goes back to where that was asked for."""
    if request.actor is None:
        return to_sign_in(request)
    try:
        state = read_again(document_id, actor=request.actor)
    except Missing as missing:
        raise Http404 from missing
    except Invalid as invalid:
        messages.error(request, speak(invalid.message))
    else:
        held = _("The document is held: extraction is stopped for now.")
        messages.success(request, held if state == "held" else _("The document is read once more."))
    return redirect(way_back(request, reverse("document_reading", args=[document_id])))


@firm_member
def _of_the_firm(request: FirmRequest, found: Document) -> HttpResponse:
    frame = frame_of(request, found.client_id)
    return show(frame, PAGE, "client_documents", _context(found))


@account_member
def _of_the_client(request: AccountRequest, found: Document) -> HttpResponse:
    context = {**_context(found), "heading": found.name}
    return show_account(request, PAGE, "own_documents", context)


def _context(found: Document) -> Mapping[str, object]:
    stored = reading_of(found) if found.state in {"ready", "review"} else None
    return {"paper": found, **({"unread": unread_in_words(found)} if stored is None else _read(stored))}


def _read(stored: StoredReading) -> Mapping[str, object]:
    reading = stored.reading
    return {
        "fields": fields_shown(reading),
        "rates": rates_shown(reading),
        "doubts": doubts_of(reading),
        "adds_up": reading.adds_up,
        "source": SOURCES[reading.source],
        "read_at": stored.read_at,
    }
