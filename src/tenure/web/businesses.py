"""The businesses of a client: those that run and those that rest, found as one types, each with its way back (R32)."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tenure.core.actor import Right
from tenure.core.growing import in_the_way
from tenure.core.standing import reached
from tenure.core.stops import StopKind
from tenure.core.tree import Kind
from tenure.records.businesses import business_page
from tenure.records.queries import client_of_node
from tenure.speech.speak import speak
from tenure.web.business_rows import rows_of
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.here import FirmRequest, firm_member
from tenure.web.why_panel import why_panel_of

LONGEST_SEARCH = 200
TEMPLATE = "businesses/businesses.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The list as asked for. Anything odd in the address counts as not said.

    Where the client `rests`, all its businesses rest with it: then that is the tab that is shown unless another is said.
    """

    rests: bool
    deactivated: bool
    search: str = ""
    cursor: str = ""

    @property
    def tab(self) -> str:
        """The tab as the address says it; "" for the one that is shown unasked."""
        return "" if self.deactivated is self.rests else "deactivated" if self.deactivated else "active"

    def to(self, **changes: object) -> str:
        """The query of this list with `changes`, from its first page unless the cursor is among them."""
        changed = replace(self, **{"cursor": "", **changes})  # type: ignore[arg-type]
        said = {
            "tab": changed.tab,
            "q": changed.search,
            "cursor": changed.cursor,
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True, kw_only=True)
class TabLink:
    """A tab with its number."""

    label: str
    url: str
    count: int
    active: bool


@require_safe
@firm_member
def client_businesses(request: FirmRequest, client_id: str) -> HttpResponse:
    """The list; while somebody types only the part that changes is sent."""
    frame = businesses_frame(request, client_id)
    resting = reached(frame.facts, StopKind.DEACTIVATION)
    asked = _asked_for(request.GET, rests=client_id in resting)
    context = _context(frame, asked, resting)
    if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
        answer = render(request, f"clients/{TEMPLATE}#results", {**context, "piecewise": True})
        answer.headers["HX-Push-Url"] = request.path + asked.to()
        return answer
    return show(frame, TEMPLATE, "client_businesses", context)


def businesses_frame(request: FirmRequest, client_id: str) -> Frame:
    """The client of a page about businesses; 404 where the firm's clients have none."""
    frame = frame_of(request, client_id)
    if not frame.policy.has(Kind.BUSINESS):
        raise Http404
    return frame


def may_add(frame: Frame) -> str:
    """Why no business can be added now, with what to do first; "" where one can (section 11)."""
    reason = in_the_way(frame.facts, frame.facts.client)
    return speak(reason) if reason is not None else ""


def _context(frame: Frame, asked: Asked, resting: frozenset[str]) -> dict[str, object]:
    facts, actor = frame.facts, frame.request.actor
    page = business_page(
        actor,
        facts.client.id,
        shown=lambda business: (business in resting) is asked.deactivated,
        search=asked.search,
        cursor=asked.cursor,
    )
    return {
        "client": client_of_node(actor, facts.client.id),
        "asked": asked,
        "here": reverse("client_businesses", args=[facts.client.id]),
        "rows": rows_of(frame, page.rows),
        "tabs": _tabs(frame, asked, resting),
        "previous": asked.to(cursor=page.previous) if page.previous else "",
        "next": asked.to(cursor=page.next) if page.next else "",
        "clear": asked.to(search=""),
        "other_tab": asked.to(deactivated=not asked.deactivated),
        "may_edit": actor.may(Right.CLIENTS),
        "not_now": may_add(frame),
        "why": why_panel_of(facts, actor) if asked.rests else None,
    }


def _tabs(frame: Frame, asked: Asked, resting: frozenset[str]) -> list[TabLink]:
    ids = {branch.node.id for branch in frame.facts.branches if branch.node.kind is Kind.BUSINESS}
    rest = len(ids & resting)
    return [
        TabLink(label=label, url=asked.to(deactivated=off), count=count, active=off is asked.deactivated)
        for label, off, count in (
            (_("Active businesses"), False, len(ids) - rest),
            (_("Deactivated businesses"), True, rest),
        )
    ]


def _asked_for(query: QueryDict, *, rests: bool) -> Asked:
    return Asked(
        rests=rests,
        deactivated={"deactivated": True, "active": False}.get(query.get("tab", ""), rests),
        search=" ".join(query.get("q", "")[:LONGEST_SEARCH].split()),
        cursor=query.get("cursor", ""),
    )
