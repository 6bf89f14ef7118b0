"""The documents of clients, as lists and single files (R20)."""

from django.db.models import Count, QuerySet

from tenure.core.actor import Actor
from tenure.records.models import Client, Document
from tenure.records.scope import clients_of

__all__ = [
    "Document",
    "NoSuchDocument",
    "out_of",
    "paper",
    "paper_counts",
    "papers_of",
]

NoSuchDocument = Document.DoesNotExist
LATEST = 50


def papers_of(client: Client, *, business: str = "", limit: int = LATEST) -> list[Document]:
    """The latest documents of a client, or of one of its businesses, newest first; `paper_list` has all of them."""
    rows = _papers(client, business).select_related("added_by", "subscription__business", "mail")
    return list(rows.order_by("-added_at", "-id")[:limit])


def paper_counts(client: Client, *, business: str = "") -> dict[str, int]:
    """How many documents of a client, or of one of its businesses, are in each state."""
    rows = _papers(client, business).values("state").annotate(number=Count("id"))
    return {row["state"]: row["number"] for row in rows.order_by("state")}


def _papers(client: Client, business: str) -> QuerySet[Document]:
    rows = Document.objects.filter(client=client)
    return rows.filter(subscription__business=business) if business else rows


def paper(actor: Actor, document: str) -> Document:
    """One document of a client this actor may see now; `NoSuchDocument` for any other."""
    return Document.objects.select_related("client").get(pk=document, client__in=clients_of(actor))


def out_of(archive: Document) -> tuple[Document, ...]:
    """The documents that came out of a ZIP, by name."""
    return tuple(Document.objects.filter(client=archive.client_id, archive=archive).order_by("name", "id"))
