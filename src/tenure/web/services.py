"""Configured Services: what a customer gets at each location, active or deactivated (R34, R37)."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from tenure.core.actor import Right
from tenure.core.facts import Facts
from tenure.core.growing import in_the_way
from tenure.core.standing import reached
from tenure.core.stops import StopKind
from tenure.core.tree import Kind
from tenure.records.service_list import Shown, service_page
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.service_rows import rows_by_location

LONGEST_SEARCH = 100
LONGEST_ID = 40
LABELS: Final = {
    Shown.ACTIVE: pgettext_lazy("services", "Active"),
    Shown.DEACTIVATED: pgettext_lazy("services", "Deactivated"),
    Shown.ALL: pgettext_lazy("services", "All"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the list is asked for."""

    shown: Shown
    search: str
    after: str
    before: str

    def to(self, **other: str) -> str:
        """The address of another part of the list; a search begins at its first page."""
        asked = {"state": self.shown.value, "q": self.search} | other
        return f"?{urlencode({name: value for name, value in asked.items() if value})}"


@require_safe
@firm_member
def client_services(request: FirmRequest, client_id: str) -> HttpResponse:
    """The services under the drop-down's choice, and the way to add one."""
    frame = services_frame(request, client_id)
    asked = _asked(request)
    page = service_page(frame.facts, asked.shown, search=asked.search, after=asked.after, before=asked.before)
    context = {
        "asked": asked,
        "states": [(shown.value, label) for shown, label in LABELS.items()],
        "locations": tuple(rows_by_location(page, frame.facts, at=frame.at)),
        "total": page.total,
        "shown_rows": len(page.rows),
        "previous": asked.to(before=page.before) if page.before else "",
        "next": asked.to(after=page.after) if page.after else "",
        "clear": asked.to(q=""),
        "any_service": any(branch.node.kind is Kind.SERVICE for branch in frame.facts.branches),
        "any_location": any(branch.node.kind is Kind.LOCATION for branch in frame.facts.branches),
        "may_add": request.actor.may(Right.CLIENTS),
        "why_not": why_no_service(frame.facts),
        "new_url": reverse("service_new", args=[client_id]),
    }
    return show(frame, "services/list.html", "client_services", context)


def services_frame(request: FirmRequest, client_id: str) -> Frame:
    """The customer's frame. No page where the firm's clients have no services."""
    frame = frame_of(request, client_id)
    if not frame.policy.has(Kind.SERVICE):
        raise Http404
    return frame


def why_no_service(facts: Facts) -> str:
    """Why no service can begin anywhere at this customer, with what to do first; empty where one can."""
    way = in_the_way(facts, facts.client)
    if way is not None:
        return speak(way)
    places = [branch.node.id for branch in facts.branches if branch.node.kind is Kind.LOCATION]
    if not places:
        return _("A service takes place at a location. Add a location first.")
    if set(places) <= reached(facts, StopKind.DEACTIVATION) | reached(facts, StopKind.SUSPENSION):
        return _("No location is active: nothing new begins under a stop. Bring a location back first.")
    return ""


def _asked(request: FirmRequest) -> Asked:
    state = request.GET.get("state", "")
    return Asked(
        shown=Shown(state) if state in set(Shown) else Shown.ACTIVE,
        search=request.GET.get("q", "")[:LONGEST_SEARCH].strip(),
        after=request.GET.get("after", "")[:LONGEST_ID],
        before=request.GET.get("before", "")[:LONGEST_ID],
    )
