"""The services of one customer, location by location, page by page (R37)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tenure.core.facts import Branch, Facts
from tenure.core.standing import reached
from tenure.core.stops import StopKind
from tenure.core.tree import Kind
from tenure.records.models import Service
from tenure.records.words import search_text_of, sort_name_of

ROWS = 50


class Shown(StrEnum):
    """Which services are listed: those that are not deactivated, those that are, or all."""

    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePage:
    """One page: the rows with their locations at hand, how many there are in all, and the ids that lead on."""

    rows: tuple[Service, ...]
    total: int
    after: str
    before: str


def service_row(service_id: str) -> Service:
    """A service with its location at hand; whose it is has been asked before."""
    return Service.objects.select_related("location").get(pk=service_id)


def service_page(
    facts: Facts,
    shown: Shown,
    *,
    search: str = "",
    after: str = "",
    before: str = "",
    limit: int = ROWS,
) -> ServicePage:
    """The services that follow `after`, or come before `before`: ids of services, wherever they now stand.

    Which they are is known from the facts; the rows of the page alone are read, in one query.
    """
    names = {branch.node.id: branch.node.name for branch in facts.branches}
    services = [branch for branch in facts.branches if branch.node.kind is Kind.SERVICE]
    services.sort(key=lambda branch: _order(branch, names))
    ids = [branch.node.id for branch in services]
    deactivated = reached(facts, StopKind.DEACTIVATION)
    asked = search_text_of([search])
    found = [
        branch.node.id
        for branch in services
        if (shown is Shown.ALL or (branch.node.id in deactivated) is (shown is Shown.DEACTIVATED))
        and asked in search_text_of([branch.node.name, names.get(branch.parent, "")])
    ]
    chosen = _cut(found, ids, after=after, before=before, limit=limit)
    rows = Service.objects.select_related("location").in_bulk(chosen)
    return ServicePage(
        rows=tuple(rows[one] for one in chosen if one in rows),
        total=len(found),
        after=chosen[-1] if chosen and chosen[-1] != found[-1] else "",
        before=chosen[0] if chosen and chosen[0] != found[0] else "",
    )


def _order(branch: Branch, names: Mapping[str, str]) -> tuple[str, str, str, str]:
    """By location and by name, each as people look for it; ties are broken by id."""
    place = sort_name_of(names.get(branch.parent, ""))
    return place, branch.parent, sort_name_of(branch.node.name), branch.node.id


def _cut(found: Sequence[str], ids: Sequence[str], *, after: str, before: str, limit: int) -> list[str]:
    place = {one: number for number, one in enumerate(ids)}
    if after in place:
        return [one for one in found if place[one] > place[after]][:limit]
    if before in place:
        return [one for one in found if place[one] < place[before]][-limit:]
    return list(found[:limit])
