"""Whose clients are whose: every question about clients starts here, with somebody who asks it (R8)."""

from django.db.models import QuerySet

from tenure.core.actor import Actor
from tenure.core.tree import Kind, kind_of
from tenure.records.models import Client
from tenure.records.sql import Unindexed

PATHS = {
    Kind.CLIENT: "id",
    Kind.BUSINESS: "businesses__id",
    Kind.LOCATION: "locations__id",
    Kind.SERVICE: "services__id",
    Kind.PRODUCT: "subscriptions__id",
}


def clients_of(actor: Actor, *, by_index: bool = True) -> QuerySet[Client]:
    """The clients an actor may see: its firm's today, or those it uses itself. Foreign looks like missing.

    Without `by_index` the database has to find the rows by something better, and then looks whose they are.
    """
    if actor.firm is None:
        return Client.objects.filter(id__in=actor.clients)
    if by_index:
        return Client.objects.filter(firm_id=actor.firm)
    return Client.objects.alias(of=Unindexed("firm_id")).filter(of=actor.firm)


def client_of_node(actor: Actor, node: str) -> Client:
    """The client a node hangs in, with owner and firm; `Client.DoesNotExist` for strangers and nonsense."""
    path = path_from_client(node)
    if path is None:
        raise Client.DoesNotExist(node)
    return clients_of(actor).select_related("owner", "firm").get(**{path: node})


def path_from_client(node: str) -> str | None:
    """The lookup that leads from a client to a node of this kind; None for what is no typed id."""
    kind = kind_of(node)
    if kind is None or not (node.isascii() and node.isprintable()):
        return None
    return PATHS.get(kind)
