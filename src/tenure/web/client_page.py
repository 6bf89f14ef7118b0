"""One client at a glance: what is stopped and why, who it is, what it has, what happened last (R5, R6)."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tenure.core.tree import Kind
from tenure.records.client_papers import paper_counts
from tenure.records.client_story import story_of
from tenure.records.queries import client_of_node
from tenure.records.subscriptions import subscriptions_of
from tenure.web.client_day import day_context
from tenure.web.client_frame import frame_of, show
from tenure.web.client_story_lines import lines_of
from tenure.web.here import FirmRequest, firm_member
from tenure.web.location_list import asked_for, location_list
from tenure.web.return_guide import return_guide
from tenure.web.why_panel import why_panel_of

LATEST = 5


@require_safe
@firm_member
def client(request: FirmRequest, client_id: str) -> HttpResponse:
    """The overview; `?on=2026-03-01` adds how it stood, or will stand, on that day."""
    frame = frame_of(request, client_id)
    row = client_of_node(request.actor, client_id)
    context = {
        "client": row,
        "why": why_panel_of(frame.facts, request.actor),
        "guide": return_guide(frame),
        "locations": location_list(frame, asked_for(request.GET))
        if frame.policy.has(Kind.LOCATION)
        else None,
        "has_products": frame.policy.has(Kind.PRODUCT),
        "subscriptions": subscriptions_of(row),
        "papers": paper_counts(row),
        "latest": lines_of(story_of(request.actor, row, most=LATEST)),
        **day_context(frame, request.GET.get("on", "")),
        "activity_url": reverse("client_activity", args=[client_id]),
    }
    return show(frame, "client.html", "client", context)
