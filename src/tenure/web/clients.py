"""My clients: the firm's whole book, by tab, found as one types, with what may be done to each (R21, R29)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tenure.core.facts import Payer
from tenure.core.tree import Kind
from tenure.records.firms import firm_of, whom_to_ask
from tenure.records.policies import policy_of, today_of
from tenure.records.queries import Counts, Sort, Tab, client_page, counts
from tenure.web.client_query import Asked, asked_for
from tenure.web.client_rows import rows_of
from tenure.web.here import FirmRequest, firm_member
from tenure.web.party_words import WORDS, PartyWords
from tenure.web.verb_buttons import may_any_verb

ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TabLink:
    """A tab with its number."""

    label: str
    url: str
    count: int
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A heading that orders the list."""

    url: str
    sorted: str


@require_safe
@firm_member
def clients(request: FirmRequest) -> HttpResponse:
    """The list; while somebody types only the part that changes is sent."""
    asked, at = asked_for(request.GET), timezone.now()
    firm = firm_of(request.actor)
    policy, today = policy_of(firm), today_of(firm, at)
    page = client_page(
        request.actor,
        standing=asked.tab,
        search=asked.search,
        sort=asked.sort,
        cursor=asked.cursor,
        limit=ROWS,
        filters=asked.filters(today),
    )
    numbers = counts(request.actor)
    rows = rows_of(page, request.actor, policy, today=today, at=at)
    may = may_any_verb(request.actor, policy)
    context = {
        "asked": asked,
        "rows": rows,
        "numbers": numbers,
        "total": _total(asked, numbers),
        "tabs": _tabs(asked, numbers, WORDS[policy.party]),
        "columns": {sort.value: _column(asked, sort) for sort in Sort},
        "previous": asked.to(cursor=page.previous) if page.previous else "",
        "next": asked.to(cursor=page.next) if page.next else "",
        "everywhere": asked.to(tab=Tab.ALL),
        "clear": asked.to(search="", payer=None, owner="", waits=False, held=False),
        "without_owner": asked.to(owner=""),
        "owner": next((row.owner for row in rows if row.owner_id == asked.owner), _("chosen")),
        "payers": [(Payer.FIRM.value, _("Firm pays")), (Payer.CLIENT.value, _("Client pays"))],
        "has_waits": policy.waits or asked.waits,
        "has_products": policy.has(Kind.PRODUCT),
        "deactivated": asked.tab is Tab.DEACTIVATED,
        "may_any_verb": may,
        "administrators": "" if may else whom_to_ask(request.actor),
        "export": reverse("clients_export") + asked.to(),
    }
    if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
        answer = render(request, "clients/list.html#results", {**context, "piecewise": True})
        answer.headers["HX-Push-Url"] = reverse("clients") + asked.to()
        return answer
    return render(request, "clients/list.html", context)


def _total(asked: Asked, numbers: Counts) -> int | None:
    """How many there are under this tab; None where nobody counts, because the list is narrowed."""
    return None if asked.narrowed else int(getattr(numbers, asked.tab.value))


def _tabs(asked: Asked, numbers: Counts, words: PartyWords) -> list[TabLink]:
    shown = [
        (Tab.ACTIVE, str(words.active), numbers.active),
        (Tab.DEACTIVATED, str(words.deactivated), numbers.deactivated),
        (Tab.INVITED, str(words.invited), numbers.invited),
    ]
    if numbers.suspended or asked.tab is Tab.SUSPENDED:
        shown.append((Tab.SUSPENDED, pgettext("clients", "Suspended"), numbers.suspended))
    if asked.tab is Tab.ALL:
        shown.append((Tab.ALL, pgettext("clients", "All"), numbers.all))
    return [
        TabLink(label=label, url=asked.to(tab=tab), count=count, active=tab is asked.tab)
        for tab, label, count in shown
    ]


def _column(asked: Asked, sort: Sort) -> Column:
    order = ("descending" if sort.descending else "ascending") if sort is asked.sort else ""
    return Column(url=asked.to(sort=sort), sorted=order)
