"""Everything that happened to a client, newest first, each linked to what was confirmed (R54)."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from tenure.records.client_story import story_of
from tenure.records.queries import client_of_node
from tenure.web.client_frame import frame_of, show
from tenure.web.client_story_lines import lines_of
from tenure.web.here import FirmRequest, firm_member

YEARS = range(2000, 2101)


@require_safe
@firm_member
def client_activity(request: FirmRequest, client_id: str) -> HttpResponse:
    """The time line; `?before=` continues it."""
    frame = frame_of(request, client_id)
    row = client_of_node(request.actor, client_id)
    story = story_of(request.actor, row, before=moment_typed(request.GET.get("before", "")))
    earlier = "?" + urlencode({"before": story.earlier.isoformat()}) if story.earlier is not None else ""
    context = {"client": row, "lines": lines_of(story), "earlier": earlier}
    return show(frame, "client_activity.html", "client_activity", context)


def moment_typed(typed: str) -> datetime | None:
    """A moment as an address carries it; None for anything else."""
    try:
        moment = parse_datetime(typed[:40])
    except ValueError:
        return None
    known = moment is not None and moment.tzinfo is not None and moment.year in YEARS
    return moment if known else None
