"""The client each node hangs in."""

from collections.abc import Iterable
from itertools import batched

from tenure.core.tree import Kind, kind_of
from tenure.records.models import Business, Location, Service, Subscription

CHUNK = 1_000
type Part = type[Business | Location | Service | Subscription]

TABLES: dict[Kind, Part] = {
    Kind.BUSINESS: Business,
    Kind.LOCATION: Location,
    Kind.SERVICE: Service,
    Kind.PRODUCT: Subscription,
}


def clients_by_target(targets: Iterable[str]) -> dict[str, str]:
    """Client id by target id: a client is its own home, a part of it lives there. Unknown ones are absent."""
    targets = tuple(targets)
    home = {target: target for target in targets if kind_of(target) is Kind.CLIENT}
    for kind, table in TABLES.items():
        for ids in batched((target for target in targets if kind_of(target) is kind), CHUNK):
            home |= dict(table.objects.filter(id__in=ids).values_list("id", "client_id"))
    return home
