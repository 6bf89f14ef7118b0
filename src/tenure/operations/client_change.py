"""The frame of every quiet change to one client: find it, lock it, change it, keep lists and log true."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tenure.operations.errors import Missing
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.standings import restate, tallies
from tenure.records.models import Client


@contextmanager
def changing(client_id: str, *, among: QuerySet[Client], at: datetime) -> Iterator[Client]:
    """The client's row, locked, in a transaction that ends with its listed columns made true again.

    Raises `Missing` where it is not `among` those the asker may reach. On leaving, `at` is its last activity.
    """
    with transaction.atomic():
        client = _locked(client_id, among)
        before = tallies([client.id])
        yield client
        restate([client.id], before=before, at=at)


def note_on(client: Client, event: str, content: Mapping[str, object], *, by: str, at: datetime) -> None:
    """Writes a quiet event into the client's chain; `by`, a person's id, stands in it as a commitment."""
    who = commitments([by]).get(by, "")
    note([Event(chain=client.id, event=event, content={**content, "by": who})], at=at)


class _Moved(Exception):
    """Between the look and the lock the client left its firm, or found one."""


def _locked(client_id: str, among: QuerySet[Client]) -> Client:
    while True:
        seen = among.filter(pk=client_id).only("id", "firm_id").first()
        if seen is None:
            raise Missing(client_id)
        # Going back to the savepoint lets the locks go, so that they are taken in their order once more.
        with suppress(_Moved), transaction.atomic():
            return _locked_at(client_id, seen.firm_id)


def _locked_at(client_id: str, firm_id: str | None) -> Client:
    if firm_id is not None:
        lock_firm(firm_id)
    client = lock_clients([client_id]).get(client_id)
    if client is None:
        raise Missing(client_id)
    if client.firm_id != firm_id:
        raise _Moved
    return client
