"""How imports, their rows and their columns are said on pages (R57)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenure.core.books import FIELD_LABELS
from tenure.records.book_imports import (
    BookImport,
    ImportRow,
    ImportState,
    RowResult,
    UndoResult,
    changes_of,
    reasons_of,
)
from tenure.speech.speak import speak

STATES: Final[dict[ImportState, tuple[Promise, str]]] = {
    ImportState.UPLOADED: (gettext_lazy("Columns to check"), "info"),
    ImportState.CHECKING: (gettext_lazy("Being compared"), "info"),
    ImportState.PREVIEWED: (gettext_lazy("To be confirmed"), "warn"),
    ImportState.RUNNING: (gettext_lazy("Being imported"), "info"),
    ImportState.DONE: (gettext_lazy("Imported"), "good"),
    ImportState.UNDOING: (gettext_lazy("Being undone"), "info"),
    ImportState.UNDONE: (gettext_lazy("Undone"), "muted"),
    ImportState.FAILED: (gettext_lazy("Failed"), "bad"),
}
# What would happen, and what happened.
WILL_BE: Final[dict[RowResult, tuple[Promise, str]]] = {
    RowResult.CREATED: (gettext_lazy("New"), "good"),
    RowResult.UPDATED: (gettext_lazy("Changes"), "info"),
    RowResult.UNCHANGED: (gettext_lazy("Unchanged"), "muted"),
    RowResult.REFUSED: (gettext_lazy("Refused"), "bad"),
}
WAS: Final[dict[RowResult, tuple[Promise, str]]] = {
    RowResult.CREATED: (gettext_lazy("Created"), "good"),
    RowResult.UPDATED: (gettext_lazy("Updated"), "info"),
    RowResult.UNCHANGED: (gettext_lazy("Unchanged"), "muted"),
    RowResult.REFUSED: (gettext_lazy("Refused"), "bad"),
}
UNDONE: Final[dict[UndoResult, tuple[Promise, str]]] = {
    UndoResult.ERASED: (gettext_lazy("Removed again"), "muted"),
    UndoResult.RESTORED: (gettext_lazy("Put back"), "muted"),
    UndoResult.KEPT: (gettext_lazy("Kept"), "warn"),
}
DELIMITERS: Final[dict[str, Promise]] = {
    ",": gettext_lazy("Comma"),
    ";": gettext_lazy("Semicolon"),
    "\t": gettext_lazy("Tab"),
    "|": gettext_lazy("Vertical bar"),
    "\x1f": gettext_lazy("None: one column"),
}
ENCODINGS: Final[dict[str, str]] = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16 (BOM)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (850)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeShown:
    """One value of a row: its name, what it was, what it is or would be."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """One row of a preview or report. `client` is empty where there is no page to go to."""

    line: int
    name: str
    client: str
    result: str
    tone: str
    created: bool
    changes: tuple[ChangeShown, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportShown:
    """One import in the list."""

    book_import: BookImport
    who: str
    state: str
    tone: str


def import_shown(book_import: BookImport) -> ImportShown:
    """One import as the list shows it."""
    label, tone = STATES[ImportState(book_import.state)]
    who = str(book_import.person) if book_import.person is not None else _("Somebody who left")
    return ImportShown(book_import=book_import, who=who, state=str(label), tone=tone)


def rows_shown(rows: tuple[ImportRow, ...], *, performed: bool) -> Iterator[RowShown]:
    """Rows as a preview shows them, or a report."""
    for row in rows:
        result = RowResult(row.result)
        label, tone = (
            UNDONE[UndoResult(row.undone)] if row.undone else (WAS if performed else WILL_BE)[result]
        )
        there = result is not RowResult.CREATED or (performed and row.undone != UndoResult.ERASED)
        yield RowShown(
            line=row.number,
            name=row.name or _("(no name)"),
            client=row.client_id if there else "",
            result=str(label),
            tone=tone,
            created=result is RowResult.CREATED,
            changes=tuple(
                ChangeShown(label=speak(FIELD_LABELS[change.field]), old=change.old, new=change.new)
                for change in changes_of(row)
            ),
            reasons=tuple(speak(message) for _code, message in reasons_of(row)),
        )
