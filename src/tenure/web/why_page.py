"""Why is it stopped: the one answer for anything with an id, on a page of its own (R6)."""

from dataclasses import replace

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tenure.core.tree import Kind
from tenure.operations.errors import Missing
from tenure.records.queries import client_of_node
from tenure.web.client_frame import frame_of, show
from tenure.web.day_tree import page_of
from tenure.web.here import FirmRequest, firm_member
from tenure.web.why_panel import why_panel_of

TABS = {
    Kind.BUSINESS: "client_businesses",
    Kind.SERVICE: "client_services",
    Kind.PRODUCT: "client_subscription",
}


@require_safe
@firm_member
def why(request: FirmRequest, node: str) -> HttpResponse:
    """The stops that reach a client, or any part of it; a sentence if it runs."""
    frame = frame_of(request, client_of_node(request.actor, node).id)
    nodes = (frame.facts.client, *(branch.node for branch in frame.facts.branches))
    found = next((one for one in nodes if one.id == node), None)
    if found is None:
        raise Missing(node)
    context = {
        "node": found,
        "node_url": page_of(found, frame.facts.client.id),
        "why": why_panel_of(replace(frame.facts, target=found), request.actor),
    }
    return show(frame, "why_page.html", TABS.get(found.kind, "client"), context)
