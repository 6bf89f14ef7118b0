"""The client books a firm brought in, and what became of their rows (R57)."""

from django.db.models import QuerySet

from tenure.core.actor import Actor, Right
from tenure.records.models import BookImport, ImportRow, ImportState

__all__ = ["ImportState", "import_of", "imports_of", "rows_of"]


def imports_of(actor: Actor) -> QuerySet[BookImport]:
    """The imports of the actor's firm, newest first; none for somebody who may not keep clients."""
    if actor.firm is None or not actor.may(Right.CLIENTS):
        return BookImport.objects.none()
    return BookImport.objects.filter(firm_id=actor.firm).order_by("-created_at", "-id")


def import_of(actor: Actor, import_id: str) -> BookImport | None:
    """One import of the actor's firm; None for a foreign one or none."""
    return imports_of(actor).filter(pk=import_id).first()


def rows_of(import_id: str) -> QuerySet[ImportRow]:
    """What became of each row, or would, in the order of the file."""
    return ImportRow.objects.filter(book_import_id=import_id).order_by("number")
