"""Documents as they are taken out: everything that is known of each, a few hundred at a time (R20)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tenure.core.actor import Actor
from tenure.records.document_values import DocumentValues, values_of
from tenure.records.models import Document
from tenure.records.scope import clients_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document with what is known of it."""

    document: Document
    known: DocumentValues


def papers_in(documents: Sequence[str], *, actor: Actor) -> list[Paper]:
    """These documents in this order, in three queries; without those whose client the actor may no longer see."""
    rows = Document.objects.filter(id__in=documents, client__in=clients_of(actor))
    found = rows.select_related(
        "client", "subscription__business", "added_by", "confirmed_by", "archive"
    ).in_bulk()
    known = values_of(list(found))
    return [Paper(document=found[one], known=known[one]) for one in documents if one in found]
