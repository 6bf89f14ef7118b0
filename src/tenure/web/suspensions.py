"""The suspensions of a customer: what holds, what is planned, and all there ever were (R41)."""

import re

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tenure.core.actions import Verb
from tenure.core.policy import Place
from tenure.records.queries import client_of_node
from tenure.records.suspensions import suspensions_of
from tenure.web.client_frame import Frame, at_node, frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.suspension_lines import line_of
from tenure.web.verb_buttons import VerbButton, buttons

STOP = re.compile(r"stp_[0-9a-z]{1,26}")


@require_safe
@firm_member
def client_suspensions(request: FirmRequest, client_id: str) -> HttpResponse:
    """All suspensions of the customer and its parts, the latest first; `?before=` continues them."""
    frame = frame_of(request, client_id)
    row = client_of_node(request.actor, client_id)
    before = request.GET.get("before", "")
    found = suspensions_of(request.actor, row, before=before if STOP.fullmatch(before) else "")
    address = reverse("client_suspensions", args=[client_id])
    context = {
        "client": row,
        "lines": [line_of(one, frame.today) for one in found.rows],
        "earlier": f"{address}?before={found.earlier}" if found.earlier else "",
        "latest": "" if not before else address,
        "suspend": _suspend(frame),
    }
    return show(frame, "suspensions.html", "client_suspensions", context)


def _suspend(frame: Frame) -> VerbButton | None:
    offered = at_node(frame, frame.facts.client.id, *Place)
    return next((one for one in buttons(offered, short=True) if one.verb == Verb.SUSPEND.value), None)
