"""A client's documents: listed, added, and handed out to those who may see them, never shown in place (R20)."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tenure.core.actor import Actor
from tenure.operations.documents import AlreadyThere, add_document
from tenure.outlets.extraction.limits import MAX_FILE_BYTES, MEBIBYTE
from tenure.records.businesses import reading_businesses
from tenure.records.client_papers import NoSuchDocument, paper, papers_of
from tenure.records.queries import client_of_node
from tenure.web.client_forms import DocumentForm
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.here import FirmRequest, HereRequest, firm_member, to_sign_in


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def client_documents(request: FirmRequest, client_id: str) -> HttpResponse:
    """The documents, page by page, and the form that adds one."""
    frame = frame_of(request, client_id)
    businesses = reading_businesses(request.actor, client_id)
    if request.method != "POST":
        chosen = {"business": request.GET.get("business", "")}
        return _page(frame, DocumentForm(businesses=businesses, initial=chosen))
    form = DocumentForm(request.POST, request.FILES, businesses=businesses)
    if form.is_valid():
        say_stored(request, request.actor, client_id, form)
        return redirect("client_documents", client_id)
    return _page(frame, form, status=422)


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


def say_stored(request: HttpRequest, actor: Actor, client_id: str, form: DocumentForm) -> None:
    """Stores the file of a valid form and says whether it is held."""
    file = form.cleaned_data["file"]
    addition = add_document(
        client_id,
        file,
        name=file.name,
        content_type=file.content_type or "",
        business=form.cleaned_data.get("business") or None,
        actor=actor,
    )
    stored = addition.document
    if isinstance(addition, AlreadyThere):
        messages.info(request, _("%(name)s is already here.") % {"name": stored.name})
        return
    said = (
        _("%(name)s is stored and held: extraction is stopped for now.")
        if stored.state == "held"
        else _("%(name)s is stored.")
    )
    messages.success(request, said % {"name": stored.name})


def _page(frame: Frame, form: DocumentForm, status: int = 200) -> HttpResponse:
    request, client_id = frame.request, frame.facts.client.id
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < len("10000") else 1
    row = client_of_node(request.actor, client_id)
    of = next((b.node for b in frame.facts.branches if b.node.id == request.GET.get("business")), None)
    only = f"business={of.id}&" if of is not None else ""
    papers, more = papers_of(row, business=of.id if of is not None else "", page=page)
    held = sum(one.held for one in frame.facts.papers)
    context = {
        "client": row,
        "papers": papers,
        "previous": f"?{only}page={page - 1}" if page > 1 else "",
        "next": f"?{only}page={page + 1}" if more else "",
        "business": of,
        "form": form,
        "held": ngettext(
            "%(count)d document is held: stored, not sent for extraction.",
            "%(count)d documents are held: stored, not sent for extraction.",
            held,
        )
        % {"count": held}
        if held
        else "",
        "most": MAX_FILE_BYTES // MEBIBYTE,
    }
    return show(frame, "client_documents.html", "client_documents", context, status=status)
