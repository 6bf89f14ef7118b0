"""Which documents somebody means: chosen ones, or all of a client or a firm by state, days and business (R20)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from tenure.core.actor import Actor
from tenure.records.models import Document, DocumentState
from tenure.records.scope import clients_of

CHUNK = 500
# One page of the list has fifty; somebody may come with more, by hand.
MOST_CHOSEN = 500
# Its files are documents of their own: who takes everything gets each file once.
EMPTIED = DocumentState.UNPACKED


# How far documents have come, in the words that pages and terminal ask with.
STAGES: Final[Mapping[str, frozenset[DocumentState]]] = {
    "unread": frozenset({DocumentState.RECEIVED, DocumentState.WAITING, DocumentState.PROCESSING}),
    "review": frozenset({DocumentState.REVIEW}),
    "ready": frozenset({DocumentState.READY}),
    "held": frozenset({DocumentState.HELD}),
    "failed": frozenset({DocumentState.FAILED}),
    "unpacked": frozenset({DocumentState.UNPACKED}),
}


def states_at(stages: Iterable[str]) -> frozenset[DocumentState]:
    """The states that these of `STAGES` are."""
    return frozenset[DocumentState]().union(*(STAGES[stage] for stage in stages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Documents of one client, or of all the actor looks after where `client` is None.

    `documents` are chosen one by one and leave the rest aside; empty `states` mean every state but `unpacked`;
    added from `since` on and before `before`; `business` narrows to one of the client's businesses.
    """

    client: str | None = None
    documents: tuple[str, ...] = ()
    states: frozenset[DocumentState] = frozenset()
    since: datetime | None = None
    before: datetime | None = None
    business: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How much a choice is: documents, their bytes, how many of them are held, and of how many clients."""

    documents: int
    bytes: int
    held: int
    clients: int


class Found(NamedTuple):
    """As much of a document as its name in a pack needs; `file` is empty for one without."""

    id: str
    client_id: str
    client__name: str
    name: str
    file: str


def measured(actor: Actor, choice: Choice) -> Measured:
    """The size of a choice now, in one query."""
    found = chosen(actor, choice).aggregate(
        documents=Count("id"),
        bytes=Sum("size"),
        held=Count("id", filter=Q(state=DocumentState.HELD.value)),
        clients=Count("client_id", distinct=True),
    )
    return Measured(**{name: number or 0 for name, number in found.items()})


def found_in_chunks(actor: Actor, choice: Choice) -> Iterator[list[Found]]:
    """A choice a few hundred at a time, a client's together and as they were added; a client that left gives no more."""
    rows = chosen(actor, choice).order_by("client_id", "id")
    client, last = "", ""
    while True:
        # Written so that the index of clients is entered at the right place.
        onward = rows.filter(client_id__gte=client).exclude(client_id=client, id__lte=last)
        found = [Found(*row) for row in onward.values_list(*Found._fields)[:CHUNK]]
        if not found:
            return
        yield found
        client, last = found[-1].client_id, found[-1].id


def chosen(actor: Actor, choice: Choice) -> QuerySet[Document]:
    """The documents meant, among those of clients that the actor may see now."""
    clients = clients_of(actor) if choice.client is None else clients_of(actor).filter(pk=choice.client)
    rows = Document.objects.filter(client__in=clients)
    if choice.documents:
        # What is no id would stop PostgreSQL, and is nobody's document.
        ids = [one for one in choice.documents[:MOST_CHOSEN] if one.isascii() and one.isprintable()]
        return rows.filter(id__in=ids)
    rows = rows.filter(state__in=choice.states) if choice.states else rows.exclude(state=EMPTIED.value)
    if choice.since is not None:
        rows = rows.filter(added_at__gte=choice.since)
    if choice.before is not None:
        rows = rows.filter(added_at__lt=choice.before)
    return rows.filter(subscription__business=choice.business) if choice.business else rows
