"""Papers as files that a browser saves: nobody else may keep them, and the name is safe."""

from collections.abc import Iterable
from typing import Final

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

# What is in it is nobody else's: no cache on the way keeps it.
PRIVATE: Final = "private, no-store"


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """One PDF to be saved."""
    answer = HttpResponse(content, content_type="application/pdf")
    _to_be_saved(answer, name)
    return answer


def as_zip(chunks: Iterable[bytes], name: str) -> StreamingHttpResponse:
    """A ZIP that is written while it is read."""
    answer = StreamingHttpResponse(chunks, content_type="application/zip")
    _to_be_saved(answer, name)
    return answer


def _to_be_saved(answer: HttpResponseBase, name: str) -> None:
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer.headers["Cache-Control"] = PRIVATE
    answer.headers["X-Content-Type-Options"] = "nosniff"
