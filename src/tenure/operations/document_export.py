"""Documents taken out: as a table, as JSON, or with their files as one ZIP, written while it is read (R12, R20)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from itertools import batched, chain

from django.db import transaction
from django.utils import timezone

from tenure.core.account_roles import AccountRight
from tenure.core.actor import Actor, Right, Side
from tenure.core.wording import say
from tenure.operations.account_permission import account_for
from tenure.operations.client_change import changing, note_on
from tenure.operations.document_pack import entries_of, paths_of
from tenure.operations.document_rows import as_one_json, as_table
from tenure.operations.errors import Invalid, Missing
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for, not_allowed, still_holds
from tenure.outlets.export import in_blocks, packed
from tenure.outlets.file_names import safe_name
from tenure.records.document_choice import CHUNK, Choice, Found, Measured, found_in_chunks, measured
from tenure.records.document_export import Paper, papers_in
from tenure.records.firms import firm_of
from tenure.records.scope import clients_of

__all__ = ["Choice", "Measured", "Shape", "TakenOut", "measure", "take_out"]


class Shape(StrEnum):
    """As what documents are taken out."""

    CSV = "csv"
    JSON = "json"
    ZIP = "zip"


CONTENT_TYPES = {
    Shape.CSV: "text/csv; charset=utf-8",
    Shape.JSON: "application/json",
    Shape.ZIP: "application/zip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """A file on its way: `chunks` are made while they are read. `documents` were counted as it began."""

    name: str
    content_type: str
    documents: int
    chunks: Iterator[bytes]


def measure(choice: Choice, *, actor: Actor) -> Measured:
    """How much would be taken out. Raises NotAllowed and Missing; nothing is logged before something is taken.

    For the account's own people the caller has asked for their right.
    """
    if actor.side is not Side.CLIENT and not actor.may(Right.CLIENTS):
        raise not_allowed(actor.firm or "")
    if choice.client is not None and not clients_of(actor).filter(pk=choice.client).exists():
        raise Missing(choice.client)
    return measured(actor, choice)


def take_out(choice: Choice, shape: Shape, *, actor: Actor, at: datetime | None = None) -> TakenOut:
    """The documents of a choice as one file; that they were taken is logged first.

    Raises NotAllowed, Missing, and Invalid where the choice is empty: no empty file leaves.
    """
    at = at or timezone.now()
    _allowed(choice, actor, at)
    size = measured(actor, choice)
    if not size.documents:
        raise Invalid(say("No document fits this choice."))
    taken = {"documents": size.documents, "as": shape.value, "chosen": bool(choice.documents)}
    whose = _noted(choice, taken, actor, at)
    about = {"of": whose, "made_at": at.isoformat(), "made_by": actor.name}
    return TakenOut(
        name=safe_name(f"{whose['name']} {timezone.localdate(at):%Y-%m-%d} documents.{shape.value}"),
        content_type=CONTENT_TYPES[shape],
        documents=size.documents,
        chunks=_chunks(choice, shape, actor, about, at),
    )


def _allowed(choice: Choice, actor: Actor, at: datetime) -> None:
    if actor.side is Side.CLIENT and choice.client is not None:
        account_for(actor, choice.client, AccountRight.TAKE_OUT, at=at)
    else:
        firm_for(actor, Right.CLIENTS, at=at)
    if choice.client is not None and not clients_of(actor).filter(pk=choice.client).exists():
        raise Missing(choice.client)


def _noted(choice: Choice, taken: Mapping[str, object], actor: Actor, at: datetime) -> dict[str, str]:
    """Logs the act, on the client or on the firm; says whose documents they are."""
    if choice.client is not None:
        with changing(choice.client, among=clients_of(actor), at=at) as client:
            note_on(client, "documents_exported", taken, by=actor.person, at=at)
        return {"client": client.id, "name": client.name}
    firm = firm_of(actor)
    with transaction.atomic():
        lock_firm(firm.id)
        still_holds(actor, Right.CLIENTS)
        content = {**taken, "by": commitments([actor.person]).get(actor.person, "")}
        note([Event(chain=firm.id, event="documents_exported", content=content)], at=at)
    return {"firm": firm.id, "name": firm.name}


def _chunks(
    choice: Choice, shape: Shape, actor: Actor, about: Mapping[str, object], at: datetime
) -> Iterator[bytes]:
    found = chain.from_iterable(found_in_chunks(actor, choice))
    if shape is Shape.ZIP:
        yield from _pack(found, choice, actor, about, at)
        return
    papers = _papers((one.id for one in found), choice, actor)
    yield from in_blocks(as_table(papers, {}) if shape is Shape.CSV else as_one_json(about, papers, {}))


def _pack(
    found: Iterator[Found], choice: Choice, actor: Actor, about: Mapping[str, object], at: datetime
) -> Iterator[bytes]:
    """What is in the pack is settled as it begins; what changes meanwhile changes no name in it."""
    paths = paths_of(found, folders=choice.client is None)
    yield from packed(entries_of(paths, partial(_papers, paths, choice, actor), about, actor), about, at=at)


def _papers(ids: Iterable[str], choice: Choice, actor: Actor) -> Iterator[Paper]:
    """The documents a few hundred at a time. Raises Missing where the client was lost: half of it must not look whole."""
    for some in batched(ids, CHUNK):
        yield from papers_in(some, actor=actor)
    if choice.client is not None and not clients_of(actor).filter(pk=choice.client).exists():
        raise Missing(choice.client)
