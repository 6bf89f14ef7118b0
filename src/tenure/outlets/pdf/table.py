"""A table over as many pages as it takes: its head stands on each, and sums are carried over."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tenure.outlets.pdf.fonts import wrapped
from tenure.outlets.pdf.sheet import LEFT, RIGHT, SOFT, Sheet

SIZE: Final = 9.0
LEADING: Final = 12.0
SMALL: Final = 8.0
ROOM: Final = 7.0
HEAD: Final = 20.0
CARRIED: Final = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`end` is the right end of its figures where it has `figures`, else its left end; words wrap in `width`."""

    title: str
    end: float
    width: float
    figures: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: a cell for each column; `below` stands small under the first words. `sum` is what was added up so far."""

    cells: tuple[str, ...]
    below: str = ""
    sum: str = ""


def put_table(
    sheet: Sheet, columns: Sequence[Column], rows: Iterable[Row], *, carried: Callable[[str], str]
) -> None:
    """Puts the rows below what is there; `carried` says that a sum goes on to the next page."""
    _put_head(sheet, columns)
    before = ""
    for row in rows:
        cells = [wrapped(cell, column.width, SIZE) for cell, column in zip(row.cells, columns, strict=True)]
        below = wrapped(row.below, columns[_words(columns)].width, SMALL)
        for chunk, small in _portions(cells, below, sheet.bottom - 2 * HEAD - 2 * CARRIED - 100):
            height = _lines_of(columns, chunk, small) * LEADING + ROOM
            _turn_if_full(sheet, columns, height, carried(before) if before else "")
            _put_row(sheet, columns, chunk, small)
        before = row.sum


def _portions(
    cells: list[list[str]], below: list[str], room: float
) -> Iterable[tuple[list[list[str]], list[str]]]:
    """A row that is longer than a page comes in portions."""
    most = int(room // LEADING)
    for start in range(0, max(*(len(lines) for lines in cells), 1), most):
        portion = [lines[start : start + most] for lines in cells]
        yield portion, below[:most] if start + most >= max(len(lines) for lines in cells) else []


def _turn_if_full(sheet: Sheet, columns: Sequence[Column], height: float, carried: str) -> None:
    if sheet.y + height + CARRIED <= sheet.bottom:
        return
    if carried:
        sheet.text(RIGHT, sheet.y + 12, carried, SMALL, colour=SOFT, align="right")
    sheet.turn()
    _put_head(sheet, columns)
    if carried:
        sheet.text(RIGHT, sheet.y + 8, carried, SMALL, colour=SOFT, align="right")
        sheet.y += CARRIED
        sheet.rule(sheet.y - 5)


def _put_head(sheet: Sheet, columns: Sequence[Column]) -> None:
    for column in columns:
        sheet.text(
            column.end, sheet.y + 9, column.title, SMALL, strong=True, colour=SOFT,
            align="right" if column.figures else "left",
        )  # fmt: skip
    sheet.rule(sheet.y + 15, heavy=True)
    sheet.y += HEAD


def _put_row(
    sheet: Sheet, columns: Sequence[Column], cells: Sequence[Sequence[str]], below: Sequence[str]
) -> None:
    top = sheet.y + LEADING - 1
    for column, lines in zip(columns, cells, strict=True):
        for place, line in enumerate(lines):
            sheet.text(
                column.end, top + place * LEADING, line, SIZE, align="right" if column.figures else "left"
            )
    first = _words(columns)
    under = top + len(cells[first]) * LEADING
    for place, line in enumerate(below):
        sheet.text(columns[first].end, under + place * LEADING - 1, line, SMALL, colour=SOFT)
    sheet.y += _lines_of(columns, cells, below) * LEADING + ROOM
    sheet.rule(sheet.y - 2, LEFT, RIGHT)


def _lines_of(columns: Sequence[Column], cells: Sequence[Sequence[str]], below: Sequence[str]) -> int:
    return max(*(len(lines) for lines in cells), len(cells[_words(columns)]) + len(below))


def _words(columns: Sequence[Column]) -> int:
    """The column that `below` stands in: the widest of words."""
    return max(
        (place for place, column in enumerate(columns) if not column.figures), key=lambda p: columns[p].width
    )
