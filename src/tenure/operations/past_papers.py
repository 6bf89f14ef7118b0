"""Papers that came in on one day of the past, for many clients at once: stored, placed as the products stood, noted."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tenure.core.actor import Actor, Right, Side
from tenure.core.facts import Facts
from tenure.operations.documents import place
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.operations.standings import restate, tallies
from tenure.records.facts import Wanted, gather
from tenure.records.models import Client, Document, DocumentState
from tenure.records.models.document import document_path

__all__ = ["DocumentState", "Paper", "file_papers"]

CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A file somebody added to a client, or to one of its businesses.

    `fate` is how far it has come if nothing stops its product.
    """

    client: str
    name: str
    content: bytes
    by: str
    side: Side
    fate: DocumentState = DocumentState.RECEIVED
    business: str | None = None

    @property
    def owner(self) -> str:
        """The node it is a paper of."""
        return self.business or self.client


def file_papers(papers: Sequence[Paper], *, actor: Actor, at: datetime) -> None:
    """Stores papers of the actor's clients as added at `at`; those under a stopped product are held (R20).

    Clients the firm does not look after at that moment are left out. Raises NotAllowed.
    """
    firm_id = firm_for(actor, Right.CLIENTS, at=at)
    with transaction.atomic():
        lock_firm(firm_id)
        lock_clients(paper.client for paper in papers)
        owners = {paper.owner for paper in papers}
        found = gather(actor, [Wanted(target=owner) for owner in sorted(owners)], at=at)
        documents = [
            _document(paper, facts, at)
            for paper in papers
            if (facts := found.get(paper.owner)) is not None and facts.client.id == paper.client
        ]
        held = {document.client_id for document in documents if document.state == DocumentState.HELD}
        before = tallies(held)
        Document.objects.bulk_create(documents, batch_size=CHUNK)
        # Nothing else that lists show depends on papers, and restating is dear.
        restate(held, before=before)
        touched = {document.client_id for document in documents}
        Client.objects.filter(id__in=touched).update(last_activity_at=at)
        _note(documents, at)


def _document(paper: Paper, facts: Facts, at: datetime) -> Document:
    document = Document(
        client_id=paper.client,
        name=paper.name,
        size=len(paper.content),
        content_type="application/pdf",
        sha256=hashlib.sha256(paper.content).hexdigest(),
        added_by_id=paper.by,
        added_side=paper.side.value,
        added_at=at,
    )
    place(document, facts, at)
    if document.subscription_id is not None and document.state == DocumentState.RECEIVED:
        document.state = paper.fate.value
    document.file.name = default_storage.save(document_path(document, paper.name), ContentFile(paper.content))
    return document


def _note(documents: Sequence[Document], at: datetime) -> None:
    signed = commitments(document.added_by_id or "" for document in documents)
    note(
        [
            Event(
                chain=document.client_id,
                event="document_added",
                content={
                    "document": document.id,
                    "sha256": document.sha256,
                    "state": document.state,
                    "by": signed[document.added_by_id or ""],
                },
            )
            for document in documents
        ],
        at=at,
    )
