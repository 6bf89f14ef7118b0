"""What the doors may ask about clients, in one place."""

from tenure.records.client_list import ClientPage, Filters, Tab, client_page
from tenure.records.counts import Counts, counts
from tenure.records.cursors import Sort
from tenure.records.models import Client
from tenure.records.scope import client_of_node, clients_of

NoSuchClient = Client.DoesNotExist

__all__ = [
    "ClientPage",
    "Counts",
    "Filters",
    "NoSuchClient",
    "Sort",
    "Tab",
    "client_of_node",
    "client_page",
    "clients_of",
    "counts",
]
