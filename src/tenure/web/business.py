"""One business of a client: what is known about it, what it has, why it is stopped, what may be done (R6, R32)."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tenure.core.actor import Right
from tenure.core.growing import in_the_way
from tenure.core.tree import Kind, Node
from tenure.operations.errors import Invalid
from tenure.operations.products import start_product
from tenure.records.businesses import Known
from tenure.records.client_papers import paper_counts, papers_of
from tenure.records.queries import client_of_node
from tenure.speech.speak import speak
from tenure.web.business_edit import known_business
from tenure.web.business_rows import row_of
from tenure.web.businesses import businesses_frame
from tenure.web.client_frame import Frame, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.paper_rows import paper_rows
from tenure.web.why_panel import why_panel_of

LATEST = 5


@require_safe
@firm_member
def client_business(request: FirmRequest, client_id: str, business_id: str) -> HttpResponse:
    """The page of one business."""
    frame = businesses_frame(request, client_id)
    known = known_business(request, client_id, business_id)
    client = client_of_node(request.actor, client_id)
    node = Node(id=known.id, kind=Kind.BUSINESS, name=known.name)
    row = row_of(frame, known)
    context = {
        "client": client,
        "business": row,
        "since": known.created_at,
        "why": why_panel_of(replace(frame.facts, target=node), request.actor),
        "counts": paper_counts(client, business=business_id),
        "papers": paper_rows(papers_of(client, business=business_id, limit=LATEST)),
        "papers_url": f"{reverse('client_documents', args=[client_id])}?business={business_id}",
        "may_edit": request.actor.may(Right.CLIENTS),
        "startable": _startable(frame, known) if request.actor.may(Right.CLIENTS) else (),
    }
    return show(frame, "businesses/business.html", "client_businesses", context)


@require_POST
@firm_member
def business_products(request: FirmRequest, client_id: str, business_id: str) -> HttpResponse:
    """Starts a product of the firm for a business, paid by the firm."""
    try:
        code = request.POST.get("product", "")
        started = start_product(client_id, code, business=business_id, actor=request.actor)
    except Invalid as invalid:
        messages.error(request, speak(invalid.message))
    else:
        messages.success(request, _("%(product)s has started.") % {"product": started.product_name})
    return redirect("client_business", client_id, business_id)


def _startable(frame: Frame, known: Known) -> list[tuple[str, str]]:
    """Code and name of the firm's products that this business has not; none while it is stopped (section 11)."""
    if in_the_way(frame.facts, Node(id=known.id, kind=Kind.BUSINESS, name=known.name)) is not None:
        return []
    there = {branch.code for branch in frame.facts.branches if branch.parent == known.id}
    return [(one.code, one.name) for one in frame.policy.products if one.code not in there]
