"""The client books a firm brought in, and what became of their rows (R57)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tenure.core.actor import Actor, Right
from tenure.core.books import STORED_FIELDS, Change, Field
from tenure.core.wording import Message, message_from_json
from tenure.records.models import BookImport, ImportRow, ImportState, RowResult, UndoResult

__all__ = [
    "BookImport",
    "ImportRow",
    "ImportState",
    "RowPage",
    "RowResult",
    "UndoResult",
    "changes_of",
    "import_of",
    "imports_of",
    "mapping_in",
    "problem_of",
    "reasons_of",
    "row_page",
    "rows_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPage:
    """Some rows in the order of the file; `previous` and `next` are line numbers to ask with, None at the ends."""

    rows: tuple[ImportRow, ...]
    previous: int | None
    next: int | None


def imports_of(actor: Actor) -> QuerySet[BookImport]:
    """The imports of the actor's firm, newest first; none for somebody who may not keep clients."""
    if actor.firm is None or not actor.may(Right.CLIENTS):
        return BookImport.objects.none()
    rows = BookImport.objects.filter(firm_id=actor.firm).select_related("firm", "person")
    return rows.order_by("-created_at", "-id")


def import_of(actor: Actor, import_id: str) -> BookImport | None:
    """One import of the actor's firm; None for a foreign one or none."""
    return imports_of(actor).filter(pk=import_id).first()


def rows_of(import_id: str, result: RowResult | None = None) -> QuerySet[ImportRow]:
    """What became of each row, or would, in the order of the file."""
    rows = ImportRow.objects.filter(book_import_id=import_id).order_by("number")
    return rows if result is None else rows.filter(result=result.value)


def row_page(book_import: BookImport, *, result: RowResult | None, after: int, limit: int) -> RowPage:
    """The rows below line `after`, all or those with one result."""
    rows = rows_of(book_import.pk, result)
    found = list(rows.filter(number__gt=after)[: limit + 1])
    shown, more = found[:limit], found[limit:]
    before = list(
        rows.filter(number__lte=after).order_by("-number").values_list("number", flat=True)[: limit + 1]
    )
    start = before[limit] if len(before) > limit else 0
    return RowPage(
        rows=tuple(shown),
        previous=start if before else None,
        next=shown[-1].number if more else None,
    )


def changes_of(row: ImportRow) -> tuple[Change, ...]:
    """What a row changes; for a new client `old` is empty everywhere."""
    return tuple(
        Change(field=field, old=row.before.get(field.value, ""), new=row.after[field.value])
        for field in STORED_FIELDS
        if field.value in row.after
    )


def reasons_of(row: ImportRow) -> tuple[tuple[str, Message], ...]:
    """Why a row was refused, or its client kept: codes for programs, sentences for people."""
    return tuple(
        (reason["code"], message_from_json(reason["message"])) for reason in row.reason.get("reasons", ())
    )


def problem_of(book_import: BookImport) -> Message | None:
    """Why the import did not go on; None if nothing is wrong."""
    return message_from_json(book_import.problem) if book_import.problem else None


def mapping_in(book_import: BookImport) -> dict[str, Field | None]:
    """Header to field, as the import keeps it."""
    return {header: Field(field) if field else None for header, field in book_import.mapping}
