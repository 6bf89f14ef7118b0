"""The rows of one import, by what became of them: the tabs, a page of the list, the list as a file (R57)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import StreamingHttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tenure.core.books import FIELD_LABELS
from tenure.records.book_imports import (
    BookImport,
    ImportRow,
    RowResult,
    UndoResult,
    changes_of,
    reasons_of,
    row_page,
    rows_of,
)
from tenure.speech.speak import speak
from tenure.web.csv_file import csv_file
from tenure.web.here import FirmRequest, firm_member
from tenure.web.import_frame import PERFORMED, found
from tenure.web.import_words import UNDONE, WAS, WILL_BE, rows_shown

ROWS = 50
LONGEST_LINE = 9  # digits
CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTab:
    """Rows with one result, or all of them."""

    label: str
    url: str
    count: int
    active: bool


def rows_context(request: FirmRequest, book_import: BookImport) -> dict[str, object]:
    """A page of the rows that the address asks for, with the tabs above it."""
    result = _result(request.GET.get("result", ""))
    after = request.GET.get("after", "0")
    page = row_page(
        book_import,
        result=result,
        after=int(after) if after.isdecimal() and len(after) <= LONGEST_LINE else 0,
        limit=ROWS,
    )
    return {
        "book_import": book_import,
        "tabs": _tabs(book_import, result),
        "rows": list(rows_shown(page.rows, performed=book_import.state in PERFORMED)),
        "previous": _address(result, page.previous) if page.previous is not None else "",
        "next": _address(result, page.next) if page.next is not None else "",
    }


@require_safe
@firm_member
def import_rows(request: FirmRequest, import_id: str) -> StreamingHttpResponse:
    """What became of each row, as CSV that is safe to open in a spreadsheet."""
    book_import = found(request, import_id)
    lines = _lines(book_import, _result(request.GET.get("result", "")))
    return csv_file(f"{book_import.id}.csv", lines)


def _lines(book_import: BookImport, result: RowResult | None) -> Iterator[list[str]]:
    performed = book_import.state in PERFORMED
    yield [_("Line"), _("Client"), _("Result"), _("Reason"), _("Changes"), "id"]
    for row in rows_of(book_import.id, result).iterator(chunk_size=CHUNK):
        yield [
            str(row.number),
            row.name,
            _outcome(row, performed=performed),
            " ".join(speak(message) for _code, message in reasons_of(row)),
            _changes(row) if row.result == RowResult.UPDATED else "",
            row.client_id if performed or row.result != RowResult.CREATED else "",
        ]


def _outcome(row: ImportRow, *, performed: bool) -> str:
    label, _tone = (WAS if performed else WILL_BE)[RowResult(row.result)]
    return f"{label} · {UNDONE[UndoResult(row.undone)][0]}" if row.undone else str(label)


def _changes(row: ImportRow) -> str:
    return "; ".join(
        f"{speak(FIELD_LABELS[change.field])}: {change.old or '—'} → {change.new or '—'}"
        for change in changes_of(row)
    )


def _result(text: str) -> RowResult | None:
    return RowResult(text) if text in set(RowResult) else None


def _address(result: RowResult | None, after: int = 0) -> str:
    asked = {name: value for name, value in (("result", result), ("after", after)) if value}
    return f"?{urlencode(asked)}"


def _tabs(book_import: BookImport, chosen: RowResult | None) -> list[ResultTab]:
    words = WAS if book_import.state in PERFORMED else WILL_BE
    return [
        ResultTab(
            label=_("All rows"), url=_address(None), count=book_import.rows_total, active=chosen is None
        ),
        *(
            ResultTab(
                label=str(label),
                url=_address(result),
                count=getattr(book_import, result.value),
                active=chosen is result,
            )
            for result, (label, _tone) in words.items()
        ),
    ]
