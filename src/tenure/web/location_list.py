"""The locations of one customer as the Account tab lists them: active ones, deactivated ones, each with its menu (R37)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from tenure.core.actor import Right
from tenure.core.facts import Facts
from tenure.core.growing import in_the_way
from tenure.core.policy import Place
from tenure.core.standing import reached
from tenure.core.stops import StopKind
from tenure.core.tree import Kind, Node
from tenure.records.locations import Located, locations_of
from tenure.speech.speak import speak
from tenure.web.client_frame import Frame
from tenure.web.vacation_hold import hold_address
from tenure.web.verb_buttons import VerbButton, buttons

ROWS = 20
FEW = 5  # more than these are searched
LONGEST_SEARCH = 200


class Shown(StrEnum):
    """Which of the two tabs."""

    ACTIVE = "active"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The list as the address asks for it: a tab, a search, and the row after which, or before which, it goes on."""

    tab: Shown = Shown.ACTIVE
    search: str = ""
    after: str = ""
    before: str = ""

    def to(self, **changes: object) -> str:
        """The query of the list with these changes, from its beginning unless they say where."""
        new = replace(self, **{"after": "", "before": "", **changes})  # type: ignore[arg-type]
        said = {
            "locations": new.tab.value if new.tab is not Shown.ACTIVE else "",
            "q": new.search,
            "after": new.after,
            "before": new.before,
        }
        return f"?{urlencode({name: value for name, value in said.items() if value})}#locations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of the two tabs, as parts/tabs.html draws it."""

    label: str
    url: str
    count: int
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationRow:
    """One location: `running` of its `services` are active. `hold` is where its vacation is planned (R41)."""

    at: Located
    services: int
    running: int
    suspended: bool
    deactivated: bool
    verbs: tuple[VerbButton, ...]
    hold: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationList:
    """The card on the Account tab. `may_add` with a `why_not`: the button stands there greyed."""

    asked: Asked
    tabs: tuple[Tab, ...]
    rows: tuple[LocationRow, ...]
    total: int
    found: int
    previous: str
    next: str
    clear: str
    other_tab: str
    may_add: bool
    why_not: str

    @property
    def searchable(self) -> bool:
        """Whether there are so many that one would look for one."""
        return self.total > FEW


def asked_for(query: QueryDict) -> Asked:
    """What an address asks for; anything odd counts as not said."""
    tab = Shown.DEACTIVATED if query.get("locations") == Shown.DEACTIVATED else Shown.ACTIVE
    return Asked(
        tab=tab,
        search=" ".join(query.get("q", "")[:LONGEST_SEARCH].split()),
        after=query.get("after", "")[:40],
        before=query.get("before", "")[:40],
    )


def location_list(frame: Frame, asked: Asked) -> LocationList:
    """The locations as asked for: one query, however many there are; verbs are asked only for the rows that are shown."""
    facts = frame.facts
    off = reached(facts, StopKind.DEACTIVATION)
    known = {branch.node.id: branch.node for branch in facts.branches if branch.node.kind is Kind.LOCATION}
    wanted = asked.tab is Shown.DEACTIVATED
    all_found = (one for one in locations_of(facts.client.id, asked.search) if one.id in known)
    found = [one for one in all_found if (one.id in off) is wanted]
    start = _start(found, asked)
    page = found[start : start + ROWS]
    blocked = in_the_way(facts, facts.client)
    url = reverse("client", args=[facts.client.id])
    return LocationList(
        asked=asked,
        tabs=_tabs(asked, url, total=len(known), off=len(known.keys() & off)),
        rows=rows_of(frame, [(one, known[one.id]) for one in page]),
        total=len(known),
        found=len(found),
        previous=url + asked.to(before=page[0].id) if page and start else "",
        next=url + asked.to(after=page[-1].id) if start + ROWS < len(found) else "",
        clear=url + asked.to(search=""),
        other_tab=url + asked.to(tab=Shown.ACTIVE if wanted else Shown.DEACTIVATED),
        may_add=frame.request.actor.may(Right.CLIENTS),
        why_not=speak(blocked) if blocked is not None else "",
    )


def rows_of(frame: Frame, page: Sequence[tuple[Located, Node]]) -> tuple[LocationRow, ...]:
    """The rows of these locations, each with the verbs that are offered on it."""
    facts = frame.facts
    off, held = reached(facts, StopKind.DEACTIVATION), reached(facts, StopKind.SUSPENSION)
    offered = buttons(frame.offered(Place.PROFILE, nodes=[node for _one, node in page]))
    return tuple(
        LocationRow(
            at=one,
            services=len(services := _services(facts, one.id)),
            running=sum(service not in off and service not in held for service in services),
            suspended=one.id in held,
            deactivated=one.id in off,
            verbs=tuple(verb for verb in offered if verb.node == one.id),
            hold=hold_address(frame, one.id) if one.id not in off else "",
        )
        for one, _node in page
    )


def _services(facts: Facts, location: str) -> list[str]:
    return [branch.node.id for branch in facts.branches if branch.parent == location]


def _start(found: Sequence[Located], asked: Asked) -> int:
    """Where the page begins; a row that has gone means the beginning."""
    places = {one.id: number for number, one in enumerate(found)}
    if asked.after in places:
        return places[asked.after] + 1
    return max(0, places.get(asked.before, 0) - ROWS)


def _tabs(asked: Asked, url: str, *, total: int, off: int) -> tuple[Tab, ...]:
    counted = ((Shown.ACTIVE, _("Active"), total - off), (Shown.DEACTIVATED, _("Deactivated"), off))
    return tuple(
        Tab(label=label, url=url + asked.to(tab=tab), count=count, active=asked.tab is tab)
        for tab, label, count in counted
    )
