"""One client at a glance: what is stopped and why, who it is, what it has, what happened last (R5, R6)."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from tenure.core.standing import standing
from tenure.core.stops import Stop
from tenure.core.tree import Kind, Node
from tenure.records.client_papers import paper_counts
from tenure.records.client_story import story_of
from tenure.records.history import stops_on
from tenure.records.queries import client_of_node
from tenure.records.subscriptions import subscriptions_of
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.client_story_lines import lines_of
from tenure.web.here import FirmRequest, firm_member
from tenure.web.location_list import asked_for, location_list
from tenure.web.return_guide import return_guide
from tenure.web.why_panel import why_panel_of

LATEST = 5
YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """How one node stood, or will stand, on a day."""

    name: str
    runs: bool
    suspended: bool
    deactivated: bool


@require_safe
@firm_member
def client(request: FirmRequest, client_id: str) -> HttpResponse:
    """The overview; `?on=2026-03-01` adds how it stood, or will stand, on that day."""
    frame = frame_of(request, client_id)
    row = client_of_node(request.actor, client_id)
    day = _day(request.GET.get("on", ""))
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
        "on": day,
        "on_typed": request.GET.get("on", "")[:10],
        "on_day": _standing_on(frame, stops_on(row, day, actor=request.actor)) if day is not None else (),
        "activity_url": reverse("client_activity", args=[client_id]),
    }
    return show(frame, "client.html", "client", context)


def _standing_on(frame: Frame, stops: tuple[Stop, ...]) -> tuple[DayLine, ...]:
    nodes: tuple[Node, ...] = (frame.facts.client, *(branch.node for branch in frame.facts.branches))
    then = replace(frame.facts, stops=stops)
    lines = []
    for node in nodes:
        found = standing(then, node)
        lines.append(
            DayLine(name=node.name, runs=found.runs, suspended=found.suspended, deactivated=found.deactivated)
        )
    return tuple(lines)


def _day(typed: str) -> date | None:
    try:
        day = parse_date(typed[:10])
    except ValueError:
        return None
    return day if day is not None and day.year in YEARS else None
