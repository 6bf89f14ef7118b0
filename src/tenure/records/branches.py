"""The tree below clients: businesses, locations, services and products, read in sets (R32, R36)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from tenure.core.endings import Ending
from tenure.core.facts import Branch, Payer
from tenure.core.tree import Kind, Node
from tenure.records.models import Business, Location, Service, Subscription


def branches_of(clients: Sequence[str]) -> dict[str, list[Branch]]:
    """The branches of each client, parents before children; one query a table, however many clients."""
    found: dict[str, list[Branch]] = defaultdict(list)
    for client, branch in _rows(clients):
        found[client].append(branch)
    return found


def names_of(client: str) -> dict[str, str]:
    """The name of every node that a client has or had."""
    products = Subscription.objects.filter(client=client).values_list("id", "product_name")
    parts = (model.objects.filter(client=client).values_list("id", "name") for model in PARTS)
    return dict(products) | {node: name for rows in parts for node, name in rows}


def begun_after(client: str, moment: datetime) -> frozenset[str]:
    """What a client has by now and had not yet at `moment`."""
    products = Subscription.objects.filter(client=client, since__gte=moment).values_list("id", flat=True)
    parts = (
        model.objects.filter(client=client, created_at__gte=moment).values_list("id", flat=True)
        for model in PARTS
    )
    return frozenset(products).union(*parts)


PARTS = (Business, Location, Service)


def _rows(clients: Sequence[str]) -> Iterator[tuple[str, Branch]]:
    for business in Business.objects.filter(client_id__in=clients).order_by("name", "id"):
        node = Node(id=business.id, kind=Kind.BUSINESS, name=business.name)
        yield business.client_id, Branch(node=node, parent=business.client_id)
    for location in Location.objects.filter(client_id__in=clients).order_by("name", "id"):
        node = Node(id=location.id, kind=Kind.LOCATION, name=location.name)
        yield location.client_id, Branch(node=node, parent=location.client_id)
    for service in Service.objects.filter(client_id__in=clients).order_by("name", "id"):
        node = Node(id=service.id, kind=Kind.SERVICE, name=service.name)
        ending = Ending(on=service.end_date, deactivates=service.deactivate_on_end_date)
        yield (
            service.client_id,
            Branch(node=node, parent=service.location_id, ending=ending if service.recurring else None),
        )
    running = Subscription.objects.filter(client_id__in=clients, until__isnull=True)
    for row in running.order_by("since", "id"):
        yield (
            row.client_id,
            Branch(
                node=Node(id=row.id, kind=Kind.PRODUCT, name=row.product_name),
                parent=row.business_id or row.client_id,
                code=row.product,
                payer=Payer(row.payer),
                extraction=row.extraction,
            ),
        )
