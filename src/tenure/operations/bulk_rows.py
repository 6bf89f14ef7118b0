"""Thousands of new rows in one statement, without an object for each: bulk_create took five times as long (R42)."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import batched, chain

from django.db import connection
from django.db.models import Model

type Cell = str | int | None
type Row = Sequence[Cell]

_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_PIECE = 1 << 16
MOST_PARAMETERS = 32_000  # SQLite takes 32,766


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Writes rows whose cells are text, whole numbers or nothing; decimals, days and moments come as ISO text.

    Columns that are not named are left to the database.
    """
    meta = model._meta  # noqa: SLF001 - Django's public name for it
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(meta.get_field(name).column)) for name in columns)  # type: ignore[union-attr]
    table = quoted(meta.db_table)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({names}) FROM STDIN", rows)
    else:
        _insert(f"INSERT INTO {table} ({names}) VALUES", len(columns), rows)


def _insert(statement: str, columns: int, rows: Iterable[Row]) -> None:
    """Many rows a statement: one by one the driver took half as long again."""
    row = f"({', '.join('?' * columns)})"
    with connection.cursor() as cursor, connection.wrap_database_errors:
        for some in batched(rows, MOST_PARAMETERS // columns):
            places = ", ".join([row] * len(some))
            # SQLite's own way of marking places: Django looks for its way in all of a statement, 30,000 of them here.
            sqlite3.Cursor.execute(cursor.cursor, f"{statement} {places}", list(chain.from_iterable(some)))


def _copy(statement: str, rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for piece in _pieces(rows):
            copy.write(piece)


def _pieces(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as PostgreSQL reads them, some at a time."""
    lines: list[str] = []
    size = 0
    for row in rows:
        line = "\t".join([_cell(cell) for cell in row])
        lines.append(line)
        size += len(line)
        if size > _PIECE:
            yield "\n".join([*lines, ""])
            lines, size = [], 0
    if lines:
        yield "\n".join([*lines, ""])


def _cell(cell: Cell) -> str:
    if cell is None:
        return r"\N"
    if not isinstance(cell, str):
        return str(cell)
    # Nearly every cell is plain; asking first took a tenth of the time of translating it.
    return cell if cell.isprintable() and "\\" not in cell else cell.translate(_ESCAPED)
