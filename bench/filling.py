"""Rows by the million, written by the database itself: one INSERT ... SELECT a table, the same text on both."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import NOT_PROVIDED, Field, Model

NUMBERS = "(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}) SELECT i FROM n) AS n"


@contextmanager
def unchecked() -> Iterator[None]:
    """Foreign keys are believed inside the block: checking them row by row takes longer than writing."""
    off, on = {
        "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
        "postgresql": ("SET session_replication_role = replica", "SET session_replication_role = origin"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(off)
        yield
        cursor.execute(on)


def insert_select(model: type[Model], given: Mapping[str, str], source: str) -> None:
    """Inserts one row of `model` for each row of `source`; `given` has an SQL expression by column.

    Every column that is not given gets the model's default, as an object made in Python would.
    """
    options = model._meta  # noqa: SLF001 - Django's public name for it
    expressions: dict[str, str] = {}
    values: list[Any] = []
    for field in options.concrete_fields:
        column = str(field.column)
        if column in given:
            expressions[column] = _escaped(given[column])
        elif not field.primary_key:
            expressions[column] = "%s"
            values.append(_default(field))
    statement = (
        f"INSERT INTO {options.db_table} ({', '.join(expressions)})"
        f" SELECT {', '.join(expressions.values())} FROM {_escaped(source)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def numbers(count: int) -> str:
    """A source of `count` rows, `n.i` from 0."""
    return NUMBERS.format(count=count)


def typed_id(prefix: str, number: str) -> str:
    """The expression of an id as long as the real ones, made of a number below nine thousand million."""
    return f"'{prefix}_01k0000000benc' || CAST(1000000000 + ({number}) AS TEXT)"


def words(chosen: Sequence[str]) -> str:
    """A source of numbered words: `column1` from 0, and `column2`."""
    return "(VALUES " + ", ".join(f"({place}, '{word}')" for place, word in enumerate(chosen)) + ")"


def id_of(prefix: str, number: int) -> str:
    """The id that `typed_id` makes of a number."""
    return f"{prefix}_01k0000000benc{1_000_000_000 + number}"


def _escaped(text: str) -> str:
    """SQL without placeholders, for a statement that has some."""
    return text.replace("%", "%%")


def _default(field: "Field[Any, Any]") -> object:
    if field.default is NOT_PROVIDED:
        value = "" if field.empty_strings_allowed and not field.null else None
    else:
        value = field.get_default()
    return field.get_db_prep_save(value, connection)
