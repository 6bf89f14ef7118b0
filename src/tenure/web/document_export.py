"""Documents taken out on a page: chosen, counted, and sent as a file while it is made (R12, R20)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.core.account_roles import AccountRight
from tenure.core.actor import Actor
from tenure.operations.document_export import Choice, Measured, TakenOut, measure, take_out
from tenure.operations.errors import Invalid
from tenure.records.businesses import reading_businesses
from tenure.speech.speak import speak
from tenure.web.account_frame import AccountRequest, account_member, needs, show_account
from tenure.web.client_frame import frame_of, show
from tenure.web.document_export_form import ExportForm, shapes
from tenure.web.here import FirmRequest, firm_member

PAGE = "documents_export.html"

type Draw = Callable[[Mapping[str, object], int], HttpResponse]
type Answer = HttpResponse | StreamingHttpResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """From where somebody takes out: whose documents, the addresses of that side, and how its page is drawn."""

    actor: Actor
    client: str | None
    here: str
    back: str
    draw: Draw
    businesses: Sequence[tuple[str, str]] = ()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def documents_export(request: FirmRequest, client_id: str) -> Answer:
    """Of one client, for the firm."""
    frame = frame_of(request, client_id)
    side = _Side(
        actor=request.actor,
        client=client_id,
        here=reverse("documents_export", args=[client_id]),
        back=reverse("client_documents", args=[client_id]),
        draw=lambda context, status: show(frame, PAGE, "client_documents", context, status=status),
        businesses=reading_businesses(request.actor, client_id),
    )
    return _answer(request, side)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def own_documents_export(request: AccountRequest) -> Answer:
    """Of one's own account, for those who may take its data out."""
    needs(request, AccountRight.TAKE_OUT)
    client = request.account.client
    side = _Side(
        actor=request.actor,
        client=client,
        here=reverse("own_documents_export", args=[client]),
        back=reverse("own_documents", args=[client]),
        draw=lambda context, status: show_account(request, PAGE, "own_documents", context, status=status),
        businesses=reading_businesses(request.actor, client),
    )
    return _answer(request, side)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def documents_export_all(request: FirmRequest) -> Answer:
    """Of all clients that the firm looks after."""
    side = _Side(
        actor=request.actor,
        client=None,
        here=reverse("documents_export_all"),
        back=reverse("clients"),
        draw=lambda context, status: render(request, "documents/export_all.html", context, status=status),
    )
    return _answer(request, side)


def _answer(request: HttpRequest, side: _Side) -> Answer:
    form = ExportForm(request.POST if request.method == "POST" else request.GET, businesses=side.businesses)
    if not form.is_valid():
        # Who may not take out learns that, whatever was typed.
        measure(Choice(client=side.client), actor=side.actor)
        return side.draw(_context(form, side, None), 422)
    if request.method != "POST":
        return side.draw(_context(form, side, measure(form.choice(side.client), actor=side.actor)), 200)
    try:
        return _as_file(take_out(form.choice(side.client), form.shape, actor=side.actor))
    except Invalid as invalid:
        found = measure(form.choice(side.client), actor=side.actor)
        return side.draw({**_context(form, side, found), "why_not": speak(invalid.message)}, 422)


def _context(form: ExportForm, side: _Side, found: Measured | None) -> dict[str, object]:
    return {
        "heading": _("Take out documents"),
        "form": form,
        "shapes": shapes(),
        "shape": form.shape.value,
        "ticked": form.ticked,
        "measured": found,
        "here": side.here,
        "back_url": side.back,
    }


def _as_file(taken: TakenOut) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(taken.chunks, content_type=taken.content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, taken.name) or "attachment"  # noqa: FBT003 - Django's own signature
    return answer
