"""The page from which everything about a client is taken away as one ZIP (R27)."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.operations.exports import Pack, contents_of, pack
from tenure.records.queries import clients_of
from tenure.web.here import FirmRequest, firm_member


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def client_export(request: FirmRequest, client: str) -> HttpResponse | StreamingHttpResponse:
    """What the pack holds; sending the form writes it while it is read, and logs that it was taken."""
    at = timezone.now()
    if request.method == "POST":
        return as_download(pack(client, actor=request.actor, at=at))
    contents = contents_of(client, actor=request.actor)
    context = {"client": clients_of(request.actor).get(pk=client), "contents": contents}
    return render(request, "exports/client.html", context)


def as_download(made: Pack) -> StreamingHttpResponse:
    """A pack as a file that the browser saves, written while it is made."""
    answer = StreamingHttpResponse(made.chunks, content_type="application/zip")
    answer.headers["Content-Disposition"] = content_disposition_header(True, made.name) or "attachment"  # noqa: FBT003 - Django's own signature
    return answer
