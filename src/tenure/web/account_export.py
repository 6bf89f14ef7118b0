"""The client takes everything of its own away as one file (R12, R48)."""

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.core.account_roles import AccountRight
from tenure.operations.exports import contents_of, pack
from tenure.web.account_frame import AccountRequest, account_member, needs, show_account
from tenure.web.exports import as_download


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def account_export(request: AccountRequest) -> HttpResponse | StreamingHttpResponse:
    """What the pack holds; sending the form writes it while it is read, and logs that it was taken."""
    needs(request, AccountRight.TAKE_OUT)
    if request.method == "POST":
        return as_download(pack(request.account.client, actor=request.actor, at=timezone.now()))
    contents = contents_of(request.account.client, actor=request.actor)
    context = {"heading": _("Download everything"), "contents": contents}
    return show_account(request, "export.html", "own_settings", context)
