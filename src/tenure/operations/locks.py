"""Who waits for whom: the firm first, then its clients in the order of their ids. Never the other way round."""

from collections.abc import Iterable

from tenure.records.models import Client, Firm


def lock_firm(firm_id: str) -> Firm:
    """The firm's row, locked until the transaction ends; `Firm.DoesNotExist` if there is none.

    On SQLite the transaction itself (IMMEDIATE) is the lock and `select_for_update` does nothing.
    """
    return Firm.objects.select_for_update().get(pk=firm_id)


def lock_firms(firm_ids: Iterable[str]) -> dict[str, Firm]:
    """Several firms' rows, locked in the order of their ids, for what happens between two of them."""
    rows = Firm.objects.select_for_update().filter(id__in=set(firm_ids)).order_by("id")
    return {firm.id: firm for firm in rows}


def lock_clients(client_ids: Iterable[str]) -> dict[str, Client]:
    """The clients' rows, locked in the order of their ids; missing ones are absent."""
    rows = Client.objects.select_for_update().filter(id__in=set(client_ids)).order_by("id")
    return {client.id: client for client in rows}
