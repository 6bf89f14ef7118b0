"""A client's documents: listed, added, and handed out to those who may see them, never shown in place (R20)."""

from collections.abc import Mapping, Sequence

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tenure.core.actor import Right
from tenure.records.businesses import reading_businesses
from tenure.records.client_papers import NoSuchDocument, paper
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.document_adding import Told, adding, posted
from tenure.web.document_form import DocumentForm
from tenure.web.document_list import document_list, rows_answer, wants_rows
from tenure.web.here import FirmRequest, HereRequest, firm_member, to_sign_in
from tenure.web.upload_counting import counting_uploads

ADDRESS = "client_documents"


@require_http_methods(["GET", "HEAD", "POST"])
@counting_uploads
@firm_member
def client_documents(request: FirmRequest, client_id: str) -> HttpResponse:
    """The documents, page by page, and the form that adds some."""
    if wants_rows(request):
        shown = document_list(request, request.actor, client_id, address=ADDRESS)
        return rows_answer(request, shown, lambda: _beside(frame_of(request, client_id)))
    businesses = reading_businesses(request.actor, client_id)
    if request.method != "POST":
        chosen = {"business": request.GET.get("business", "")}
        return _page(request, client_id, DocumentForm(businesses=businesses, initial=chosen))
    return posted(
        request,
        DocumentForm(request.POST, request.FILES, businesses=businesses),
        client_id=client_id,
        actor=request.actor,
        again=lambda form, told: _page(request, client_id, form, told),
        done=lambda: redirect(ADDRESS, client_id),
    )


@require_safe
def document(request: HereRequest, document_id: str) -> HttpResponseBase:
    """The file itself, as an attachment, for a member of the client's firm or one of its users."""
    if request.actor is None:
        return to_sign_in(request)
    try:
        found = paper(request.actor, document_id)
        stored = found.file.open("rb")
    except (NoSuchDocument, FileNotFoundError, ValueError) as missing:
        raise Http404 from missing
    answer = FileResponse(stored, as_attachment=True, filename=found.name)
    # Whatever it says it is, the browser saves it and never runs it here.
    answer.headers["Content-Type"] = "application/octet-stream"
    answer.headers["Content-Security-Policy"] = "sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _page(
    request: FirmRequest, client_id: str, form: DocumentForm, told: Sequence[Told] = ()
) -> HttpResponse:
    frame = frame_of(request, client_id)
    shown = document_list(request, request.actor, client_id, address=ADDRESS)
    context = {"list": shown, **_beside(frame), **adding(form, told)}
    return show(frame, "client_documents.html", ADDRESS, context, status=422 if form.errors or told else 200)


def _beside(frame: Frame) -> Mapping[str, object]:
    """What the list needs besides itself: why documents are held, and where they are taken out (R53)."""
    client_id = frame.facts.client.id
    may_take = frame.request.actor.may(Right.CLIENTS)
    return {
        "facts": frame.facts,
        "of_firm": True,
        "take_out": reverse("documents_export", args=[client_id]) if may_take else "",
    }
