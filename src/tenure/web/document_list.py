"""The list of a client's documents, for the firm and for the client: tabs, places in it, and what still moves (R20)."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenure.core.actor import Actor
from tenure.core.tree import Kind, kind_of
from tenure.records.businesses import Known, business_of
from tenure.records.client_papers import Document
from tenure.records.paper_list import PaperQuery, PaperTab, paper_page, tab_counts
from tenure.records.queries import client_of_node
from tenure.web.paper_rows import PaperRow, paper_rows

WORDS: Final[Mapping[PaperTab, str | Promise]] = {
    PaperTab.ALL: _("All"),
    PaperTab.REVIEW: _("To be checked"),
    PaperTab.READY: _("Extracted"),
    PaperTab.READING: _("Being read"),
    PaperTab.HELD: _("Held"),
    PaperTab.FAILED: _("Not readable"),
    PaperTab.UNPACKED: _("Unpacked"),
    PaperTab.STORED: _("Stored only"),
}
# Who has just added something watches it; what waits longer is looked at now and then.
LIVELY_FOR = timedelta(minutes=3)
LIVELY_SECONDS, CALM_SECONDS = 3, 15
MOVING: Final = frozenset({"received", "waiting", "processing"})
NOTHING_NEW = 204


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One view of the list."""

    label: str | Promise
    url: str
    count: int
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentList:
    """One page of the list as it is shown. `every` are the seconds after which it is looked at again; 0 for never."""

    rows: tuple[PaperRow, ...]
    tabs: tuple[Tab, ...]
    tab: PaperTab
    business: Known | None
    here: str
    everything: str
    previous: str
    next: str
    every: int
    seen: str

    @property
    def look_again(self) -> str:
        """Where the list is asked for once more, with what the reader has seen of it."""
        return f"{self.here}{'&' if '?' in self.here else '?'}{urlencode({'seen': self.seen})}"


def document_list(request: HttpRequest, actor: Actor, client_id: str, *, address: str) -> DocumentList:
    """What the address asks for; what it asks for in vain is left out. `address` names the page."""
    row, asked = client_of_node(actor, client_id), request.GET
    tab = PaperTab(asked["state"]) if asked.get("state") in PaperTab else PaperTab.ALL
    business = _business(actor, client_id, asked.get("business", ""))
    place = {"business": business.id} if business is not None else {}
    page = paper_page(row, PaperQuery(tab=tab, cursor=asked.get("from", ""), **place))
    counts = tab_counts(row, **place)
    url, narrowed = reverse(address, args=[client_id]), {**place, **_state(tab)}
    tabs = tuple(
        Tab(label=words, url=_url(url, {**place, **_state(one)}), count=counts[one], active=one is tab)
        for one, words in WORDS.items()
        if counts[one] or one in {PaperTab.ALL, tab}
    )
    every = _seconds(page.rows, timezone.now())
    return DocumentList(
        rows=paper_rows(page.rows),
        tabs=tabs,
        tab=tab,
        business=business,
        here=_url(url, {**narrowed, **({"from": asked["from"]} if asked.get("from") else {})}),
        everything=url,
        previous=_url(url, {**narrowed, "from": page.previous}) if page.previous else "",
        next=_url(url, {**narrowed, "from": page.next}) if page.next else "",
        every=every,
        seen=_seen(page.rows, counts, every),
    )


def wants_rows(request: HttpRequest) -> bool:
    """Whether the page is open already, and only its list is asked for."""
    return request.headers.get("HX-Target") == "documents"


def rows_answer(
    request: HttpRequest, shown: DocumentList, context: Callable[[], Mapping[str, object]]
) -> HttpResponse:
    """The list alone, or nothing where the reader has seen it: what is marked and focused stays as it is."""
    if request.GET.get("seen") == shown.seen:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "documents/list.html", {**context(), "list": shown})


def _business(actor: Actor, client_id: str, asked: str) -> Known | None:
    sound = asked.isascii() and asked.isprintable() and kind_of(asked) is Kind.BUSINESS
    return business_of(actor, client_id, asked) if sound else None


def _state(tab: PaperTab) -> dict[str, str]:
    return {} if tab is PaperTab.ALL else {"state": tab.value}


def _url(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(asked)}" if asked else address


def _seconds(rows: Sequence[Document], now: datetime) -> int:
    """How soon something may have changed: what is stored only, or held, moves by somebody's hand alone."""
    moving = [row for row in rows if row.state in MOVING and row.subscription_id and row.file]
    if not moving:
        return 0
    youngest = max(row.released_at or row.added_at for row in moving)
    return LIVELY_SECONDS if now - youngest < LIVELY_FOR else CALM_SECONDS


def _seen(rows: Sequence[Document], counts: Mapping[PaperTab, int], every: int) -> str:
    seen = [every, *counts.values(), *((row.id, row.state, row.pages, row.confirmed_at) for row in rows)]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
