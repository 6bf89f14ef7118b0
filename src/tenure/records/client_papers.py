"""The documents of clients, as lists and single files (R20)."""

from django.db.models import Count

from tenure.core.actor import Actor
from tenure.records.models import Client, Document
from tenure.records.scope import clients_of

NoSuchDocument = Document.DoesNotExist
PAPERS_A_PAGE = 50
LAST_PAGE = 2_000


def papers_of(client: Client, *, page: int = 1) -> tuple[list[Document], bool]:
    """One page of a client's documents, newest first, and whether more follow."""
    start = (max(1, min(page, LAST_PAGE)) - 1) * PAPERS_A_PAGE
    rows = Document.objects.filter(client=client).select_related("added_by", "subscription")
    found = list(rows.order_by("-added_at", "-id")[start : start + PAPERS_A_PAGE + 1])
    return found[:PAPERS_A_PAGE], len(found) > PAPERS_A_PAGE


def paper_counts(client: Client) -> dict[str, int]:
    """How many documents are in each state."""
    rows = Document.objects.filter(client=client).values("state").annotate(number=Count("id"))
    return {row["state"]: row["number"] for row in rows.order_by("state")}


def paper(actor: Actor, document: str) -> Document:
    """One document of a client this actor may see now; `NoSuchDocument` for any other."""
    return Document.objects.select_related("client").get(pk=document, client__in=clients_of(actor))
