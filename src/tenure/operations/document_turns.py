"""How a document goes from waiting to read: taken in hand, and stored only if nothing stopped it meanwhile (R20, R24).

received | waiting -> processing (under a lease) -> ready | review | failed | held. The standing of its product is asked
under the client's lock as the work starts, and again as its result would be stored: a stop that commits between the
two wins, and nothing is extracted after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import QuerySet

from tenure.core.actor import Actor, Side
from tenure.core.standing import is_read
from tenure.operations.client_change import changing, note_on
from tenure.operations.document_outcome import fail, keep
from tenure.operations.errors import Missing
from tenure.operations.unpacking import Unpacked
from tenure.outlets.extraction.extracted import Extracted
from tenure.outlets.extraction.troubles import Failure, Trouble
from tenure.records.facts import Wanted, gather
from tenure.records.models import Client, Document, DocumentState
from tenure.records.models.document import UNREAD

IN_HAND_FOR = timedelta(minutes=5)
MOST_ATTEMPTS = 3


def due(limit: int) -> list[Document]:
    """Up to `limit` documents that nobody has read, the oldest first."""
    rows = Document.objects.filter(UNREAD, subscription__isnull=False).exclude(file="")
    return list(rows.select_related("client").order_by("added_at", "id")[:limit])


def take_in_hand(document: Document, key: str, at: datetime) -> bool:
    """Whether it is to be read now, by the holder of `key`. One whose product is stopped is held instead."""
    with _turning(document, at, Document.objects.filter(UNREAD)) as (client, row):
        if row is None:
            return False
        runs = _runs(row, client, at)
        if runs:
            row.state, row.attempts = DocumentState.PROCESSING.value, row.attempts + 1
            row.lease_key, row.lease_until = key, at + IN_HAND_FOR
        else:
            _hold(row, at)
        row.save()
    return runs


def store(
    document: Document, key: str, found: Extracted | Unpacked | Failure, *, at: datetime
) -> DocumentState:
    """Keeps what was read or unpacked, or why it could not be; nothing of it if the product was stopped meanwhile.

    Returns the state the document is in then. Whoever lost the lease changes nothing.
    """
    mine = Document.objects.filter(state=DocumentState.PROCESSING.value, lease_key=key)
    with _turning(document, at, mine) as (client, row):
        if row is None:
            return _state_now(document)
        took = _took(row, at)
        row.lease_key, row.lease_until = "", None
        if not _runs(row, client, at):
            _hold(row, at)
        elif isinstance(found, Failure):
            fail(row, found)
        elif isinstance(found, Unpacked):
            found.keep(row, at)
        else:
            keep(row, found, at, took)
        row.save()
        if row.state != DocumentState.HELD.value:
            note_on(client, "document_read", {"document": row.id, "state": row.state}, by="", at=at)
    return DocumentState(row.state)


class LeaseLost(Exception):
    """Somebody else has the document in hand, or it was held meanwhile."""


def stay(document: Document, key: str, at: datetime) -> None:
    """Long work asks for more time while there is some left. Raises `LeaseLost`."""
    if document.lease_until is not None and document.lease_until - at > IN_HAND_FOR * 0.8:
        return
    document.lease_until = at + IN_HAND_FOR
    mine = Document.objects.filter(pk=document.pk, state=DocumentState.PROCESSING.value, lease_key=key)
    if not mine.update(lease_until=document.lease_until):
        raise LeaseLost(document.pk)


def let_go(document: Document, key: str) -> None:
    """The reader stops before it has begun: the document waits as if nobody had taken it."""
    mine = Document.objects.filter(pk=document.pk, state=DocumentState.PROCESSING.value, lease_key=key)
    mine.update(state=DocumentState.WAITING.value, lease_key="", lease_until=None, attempts=document.attempts)


def wait_again(row: Document, client: Client, at: datetime) -> None:
    """One that could not be read waits as if it had just come; held, if its product is stopped. The caller has the lock."""
    row.trouble, row.trouble_values, row.attempts = "", {}, 0
    row.state = DocumentState.WAITING.value
    if not _runs(row, client, at):
        _hold(row, at)
    row.save()


def note_lost(at: datetime) -> int:
    """Documents whose reader died with them in hand wait again, or fail if that was the last attempt."""
    lost = Document.objects.filter(state=DocumentState.PROCESSING.value, lease_until__lt=at)
    # Asked first: on SQLite an update takes the writer's place, also if there is nothing to write.
    if not lost.exists():
        return 0
    given_up = lost.filter(attempts__gte=MOST_ATTEMPTS)
    return given_up.update(
        state=DocumentState.FAILED.value, trouble=Trouble.CRASHED.value, lease_key="", lease_until=None
    ) + lost.update(state=DocumentState.WAITING.value, lease_key="", lease_until=None)


@contextmanager
def _turning(
    document: Document, at: datetime, among: QuerySet[Document]
) -> Iterator[tuple[Client, Document | None]]:
    """The client, locked, and the document if it is still among these."""
    with changing(document.client_id, among=Client.objects.all(), at=at) as client:
        yield client, among.select_for_update().filter(pk=document.pk).first()


def _runs(row: Document, client: Client, at: datetime) -> bool:
    actor = Actor(
        person="", name="Tenure", email="", side=Side.SYSTEM, firm=client.firm_id, clients=(client.id,)
    )
    facts = gather(actor, [Wanted(target=client.id)], at=at).get(client.id)
    if facts is None:
        raise Missing(client.id)
    under = facts.branch(row.subscription_id or "")
    return under is not None and is_read(facts, under)


def _hold(row: Document, at: datetime) -> None:
    row.state, row.held_since, row.lease_key, row.lease_until = DocumentState.HELD.value, at, "", None


def _took(row: Document, at: datetime) -> int:
    """For how many milliseconds it has been in hand."""
    assert row.lease_until is not None, "what is being read has a lease"
    return max(0, round((at - (row.lease_until - IN_HAND_FOR)) / timedelta(milliseconds=1)))


def _state_now(document: Document) -> DocumentState:
    return DocumentState(Document.objects.values_list("state", flat=True).get(pk=document.pk))
