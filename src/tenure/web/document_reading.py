"""One document: its picture beside its fields, checked and confirmed; or why nobody has read it yet (R20, R24)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tenure.core.actor import Actor
from tenure.core.facts import Facts
from tenure.operations.document_again import read_again
from tenure.operations.document_checks import can_be_checked, may_check
from tenure.operations.errors import Invalid, Missing
from tenure.records.client_papers import Document, NoSuchDocument, paper
from tenure.records.document_readings import shapes_of
from tenure.records.document_values import DocumentValues, values_of
from tenure.records.documents_to_check import Neighbours, neighbours_of
from tenure.speech.speak import speak
from tenure.web import document_check
from tenure.web.account_frame import AccountRequest, account_facts, account_member, show_account
from tenure.web.archive_words import archive_in_words
from tenure.web.client_frame import frame_of, show
from tenure.web.document_fields import field_rows
from tenure.web.document_picture import picture_of
from tenure.web.here import FirmRequest, HereRequest, firm_member, to_sign_in
from tenure.web.reading_words import SOURCES, doubts_of, rates_shown, sums_shown
from tenure.web.unread_words import moves_by_itself, unread_in_words
from tenure.web.way_back import way_back

PAGE: Final = "document_reading.html"
QUEUE, EVERYBODY = "queue", "all"
BY_HAND: Final = "by_hand"
NO_NEWS: Final = 204

type Show = Callable[[Mapping[str, object], int], HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Who looks at which document: in the queue of all clients, or of this one's."""

    request: HttpRequest
    actor: Actor
    document: Document
    facts: Facts
    show: Show

    @property
    def everybody(self) -> bool:
        """Whether they go through the documents of all clients."""
        return self.actor.firm is not None and self.request.GET.get(QUEUE) == EVERYBODY

    @property
    def may_check(self) -> bool:
        """Whether checking it is their work."""
        return may_check(self.actor, self.facts)

    def address(self, document: str) -> str:
        """The page of a document in the same queue."""
        here = reverse("document_reading", args=[document])
        return f"{here}?{QUEUE}={EVERYBODY}" if self.everybody else here

    @property
    def list_address(self) -> str:
        """Where they came from."""
        if self.everybody:
            return reverse("documents_review")
        name = "client_documents" if self.actor.firm is not None else "own_documents"
        return reverse(name, args=[self.document.client_id])


@require_http_methods(["GET", "HEAD", "POST"])
def document_reading(request: HereRequest, document_id: str) -> HttpResponseBase:
    """GET shows the document; POST keeps what was corrected and confirms it."""
    if request.actor is None:
        return to_sign_in(request)
    try:
        found = paper(request.actor, document_id)
    except NoSuchDocument as missing:
        raise Http404 from missing
    if request.headers.get("HX-Request") and request.GET.get("state") == found.state:
        return HttpResponse(status=NO_NEWS)
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

    def showing(context: Mapping[str, object], status: int) -> HttpResponse:
        return show(frame, PAGE, "client_documents", context, status=status)

    return _answer(
        Looking(request=request, actor=request.actor, document=found, facts=frame.facts, show=showing)
    )


@account_member
def _of_the_client(request: AccountRequest, found: Document) -> HttpResponse:
    def showing(context: Mapping[str, object], status: int) -> HttpResponse:
        return show_account(request, PAGE, "own_documents", {**context, "heading": found.name}, status=status)

    return _answer(
        Looking(
            request=request,
            actor=request.actor,
            document=found,
            facts=account_facts(request),
            show=showing,
        )
    )


def _answer(looking: Looking) -> HttpResponse:
    known = values_of([looking.document.id])[looking.document.id]
    if looking.request.method == "POST":
        return _sent(looking, known)
    return looking.show(_context(looking, known), 200)


def _sent(looking: Looking, known: DocumentValues) -> HttpResponse:
    request, found = looking.request, looking.document
    if request.headers.get("HX-Request"):
        values = document_check.looked_at(request.POST, found, known)
        return render(request, "documents/review_sums.html", {"values": values, "sums": sums_shown(values)})
    again = document_check.sent(request, found, known, looking.actor)
    if again is None:
        return redirect(_onwards(looking))
    fresh = values_of([found.id])[found.id] if again.stale else known
    return looking.show(_context(looking, fresh, again), 409 if again.stale else 422)


def _onwards(looking: Looking) -> str:
    """Where a button leads once all is kept: to the next document, to the list after the last, or back here."""
    if looking.request.POST.get("do") != document_check.NEXT:
        return looking.address(looking.document.id)
    following = _neighbours(looking).next
    return looking.address(following) if following else looking.list_address


def _neighbours(looking: Looking) -> Neighbours:
    client = "" if looking.everybody else looking.document.client_id
    return neighbours_of(looking.actor, looking.document, client=client)


def _context(
    looking: Looking, known: DocumentValues, checking: document_check.Checking | None = None
) -> Mapping[str, object]:
    found, request = looking.document, looking.request
    asked = BY_HAND in request.GET or found.state == "review" or found.confirmed_at is not None
    by_hand = known.reading is None and asked
    read = found.state in {"ready", "review"} and (
        known.reading is not None or found.confirmed_at is not None
    )
    checks = looking.may_check and can_be_checked(found) and (read or by_hand)
    if checking is None and checks:
        by_itself = bool(request.headers.get("HX-Request"))
        checking = document_check.fresh(found, known, calls_attention=not by_itself)
    around = _neighbours(looking)
    picture = picture_of(found, known.reading, shapes_of(found), asked=request.GET.get("page", ""))
    values = known.values
    if checking is not None and request.method == "POST":
        values = document_check.looked_at(request.POST, found, known)
    return {
        "paper": found,
        "picture": picture,
        "e_invoice": known.reading is not None and picture is None,
        "address": looking.address(found.id),
        "list_address": looking.list_address,
        "everybody": looking.everybody,
        "previous": looking.address(around.previous) if around.previous else "",
        "next": looking.address(around.next) if around.next else "",
        "left": around.left,
        "checking": checking,
        "can_key": looking.may_check and can_be_checked(found) and not read,
        "polls": moves_by_itself(found) and checking is None,
        "read": read,
        "unread": None if read else unread_in_words(found),
        "archive": archive_in_words(found),
        "rows": checking.rows if checking is not None else field_rows(known),
        "values": values,
        "rates": rates_shown(values),
        "sums": sums_shown(values),
        **_of_the_machine(found, known),
    }


def _of_the_machine(found: Document, known: DocumentValues) -> Mapping[str, object]:
    """What the machine read from, and what it was not sure of until somebody confirmed it."""
    reading = known.reading
    if reading is None:
        return {}
    doubts = [] if found.confirmed_at is not None else doubts_of(reading, known.values)
    return {"doubts": doubts, "source": SOURCES[reading.source], "read_at": known.read_at}
