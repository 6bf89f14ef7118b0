"""One page of a document as a picture, for those who may see the document: pixels only, never its file (R20, R24)."""

import hashlib
from typing import Final

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from tenure.outlets.extraction.extracted import PageImage
from tenure.outlets.extraction.limits import MAX_PAGES
from tenure.outlets.extraction.troubles import Failure, Trouble
from tenure.records.client_papers import Document, NoSuchDocument, paper
from tenure.records.document_readings import shapes_of
from tenure.speech.speak import speak
from tenure.web.here import HereRequest, to_sign_in
from tenure.web.page_pictures import PICTURES

# A newer way of drawing takes another letter, so that browsers ask anew.
DRAWN_AS: Final = "a"
COME_AGAIN_SECONDS: Final = 1


@require_safe
def document_page(request: HereRequest, document_id: str, number: int) -> HttpResponseBase:
    """The picture. 404 where there is no such page, 422 with the reason where it cannot be drawn, 503 when many ask."""
    if request.actor is None:
        return to_sign_in(request)
    try:
        found = paper(request.actor, document_id)
    except NoSuchDocument as missing:
        raise Http404 from missing
    shapes = {shape.number: shape for shape in shapes_of(found)}
    if number > MAX_PAGES or (shapes and number not in shapes):
        raise Http404
    turn = shapes[number].turn if shapes else 0.0
    etag = _etag(found, number, turn)
    known = get_conditional_response(request, etag=etag)
    return _guarded(known if known is not None else _drawn(found, number, turn), etag)


def _drawn(document: Document, number: int, turn: float) -> HttpResponse:
    try:
        stored = document.file.open("rb")
    except (OSError, ValueError) as missing:
        raise Http404 from missing
    with stored:
        found = PICTURES.page(stored.file, number, turn=turn)
    match found:
        case PageImage():
            answer = HttpResponse(found.png, content_type=found.media_type)
            answer.headers["Content-Disposition"] = f'inline; filename="page-{number}.png"'
            return answer
        case Failure():
            return _not_drawn(found)
        case None:
            busy = HttpResponse(status=503, content_type="text/plain; charset=utf-8")
            busy.headers["Retry-After"] = str(COME_AGAIN_SECONDS)
            return busy


def _not_drawn(failure: Failure) -> HttpResponse:
    if failure.trouble is Trouble.NO_SUCH_PAGE:
        raise Http404
    return HttpResponse(speak(failure.message), status=422, content_type="text/plain; charset=utf-8")


def _etag(document: Document, number: int, turn: float) -> str:
    seen = f"{DRAWN_AS}:{document.id}:{document.sha256}:{document.size}:{number}:{turn}"
    return f'"{hashlib.sha256(seen.encode()).hexdigest()[:32]}"'


def _guarded(answer: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Kept by this browser only, and asked for again each time: who lost the right sees it no more."""
    answer.headers["Cache-Control"] = "private, no-cache" if answer.status_code in {200, 304} else "no-store"
    if answer.status_code in {200, 304}:
        answer.headers["ETag"] = etag
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
