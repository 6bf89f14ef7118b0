"""What happened to the account, newest first, in the words of the client (R48, R54)."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tenure.records.client_story import story_of
from tenure.records.queries import client_of_node
from tenure.web.account_frame import AccountRequest, account_member, show_account
from tenure.web.account_story import account_lines
from tenure.web.client_activity import moment_typed


@require_safe
@account_member
def account_activity(request: AccountRequest) -> HttpResponse:
    """The time line; `?before=` continues it."""
    row = client_of_node(request.actor, request.account.client)
    story = story_of(request.actor, row, before=moment_typed(request.GET.get("before", "")))
    earlier = "?" + urlencode({"before": story.earlier.isoformat()}) if story.earlier is not None else ""
    context = {"client": row, "lines": account_lines(story), "earlier": earlier}
    return show_account(request, "activity.html", "own_activity", context)
