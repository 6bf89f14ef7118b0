"""Lists as CSV files: written while they are read, in the reader's language, safe to open in a spreadsheet."""

import csv
import re
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse
from django.utils import translation

from tenure.outlets.spreadsheet import BYTE_ORDER_MARK, never_run

# Less than nothing is a number, no formula.
AMOUNT = re.compile(r"-\d+(\.\d+)?", re.ASCII)


def csv_file(name: str, lines: Iterator[list[str]]) -> StreamingHttpResponse:
    """The answer that makes a browser keep `lines` as a file; a million of them never stand in memory."""
    # The middleware's language is gone when the lines are read.
    language = translation.get_language() or "en"
    answer = StreamingHttpResponse(
        _written(_speaking(language, lines)), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return value if AMOUNT.fullmatch(value) else never_run(value)


class _Line:
    """A file that keeps nothing: what is written is what `writerow` returns."""

    def write(self, text: str) -> str:
        return text


def _written(lines: Iterable[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK
    for cells in lines:
        yield str(writer.writerow([safe_cell(cell) for cell in cells]))


def _speaking(language: str, lines: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        with translation.override(language):
            cells = next(lines, None)
        if cells is None:
            return
        yield cells
