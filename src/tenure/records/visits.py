"""Reading the visits of a service, newest first, page by page (R46)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tenure.core.actor import Actor
from tenure.records.models import Visit
from tenure.records.scope import clients_of

ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPage:
    """Some visits with the invoices that bill them at hand; `after` leads to the older ones, "" at the end."""

    rows: tuple[Visit, ...]
    after: str


def visit_page(service_id: str, *, after: str = "", limit: int = ROWS) -> VisitPage:
    """The visits that follow `after`; whose service it is has been asked before."""
    rows = Visit.objects.filter(service_id=service_id)
    place = _place(after)
    if place is not None:
        rows = rows.filter(Q(on__lt=place[0]) | Q(on=place[0], id__lt=place[1]))
    found = rows.select_related("line__invoice__series", "recorded_by").order_by("-on", "-id")[: limit + 1]
    shown = tuple(found[:limit])
    more = len(found) > limit
    return VisitPage(rows=shown, after=f"{shown[-1].on.isoformat()}~{shown[-1].id}" if more else "")


def service_of_visit(actor: Actor, visit: str) -> str | None:
    """The id of the service that was done, if the actor may see its client."""
    rows = Visit.objects.filter(pk=visit, client__in=clients_of(actor))
    return rows.values_list("service_id", flat=True).first()


def _place(after: str) -> tuple[date, str] | None:
    day, _mark, visit = after.partition("~")
    try:
        return date.fromisoformat(day), visit
    except ValueError:
        return None
