"""What the pages of one import share: finding it, its steps, and working on it at once if it is short (R57)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tenure.core.actor import Right
from tenure.operations.errors import Missing
from tenure.operations.import_work import work_on
from tenure.records.book_imports import BookImport, ImportState, import_of
from tenure.web.here import FirmRequest
from tenure.web.rights import needs

# So few rows are done before a worker has looked up.
AT_ONCE = 1_000
WORKING = (ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING)
PERFORMED = (ImportState.DONE, ImportState.UNDOING, ImportState.UNDONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLink:
    """One step on the way of a client book."""

    label: str
    state: str
    url: str = ""


def found(request: FirmRequest, import_id: str) -> BookImport:
    """An import of the reader's firm. Raises NotAllowed and Missing."""
    needs(request.actor, Right.CLIENTS)
    book_import = import_of(request.actor, import_id)
    if book_import is None:
        raise Missing(import_id)
    return book_import


def at_once(book_import: BookImport) -> None:
    """Works on a short import now; a long one is the worker's."""
    if book_import.rows_total <= AT_ONCE:
        work_on(book_import.id)


def steps(book_import: BookImport, *, columns: bool = False) -> list[StepLink]:
    """File, columns, preview, report: where the reader is. `columns` are looked at once more."""
    state = ImportState(book_import.state)
    if state in PERFORMED:
        here = 3
    elif columns or state in {ImportState.UPLOADED, ImportState.FAILED}:
        here = 1
    else:
        here = 2 if state is not ImportState.RUNNING else 3
    back = reverse("import_columns", args=[book_import.id]) if here == 2 and state not in WORKING else ""  # noqa: PLR2004
    labels = (_("File"), _("Columns"), _("Preview"), _("Report"))
    return [
        StepLink(
            label=label,
            state="done" if place < here or (state in PERFORMED) else "current" if place == here else "todo",
            url=back if place == 1 else "",
        )
        for place, label in enumerate(labels)
    ]
