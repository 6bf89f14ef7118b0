"""Turns of SQL that Django has no words for: two decide whether an index is used, one says a thousand ids quickly."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

FEW = 50
BETWEEN = "\x1f"  # ASCII's own sign between units; no id has it


class Pair(Func):
    """Two expressions compared as one: `(a, b) > (x, y)`. An index is entered at the exact row."""

    function = ""
    arity = 2
    output_field = models.TextField()


class Unindexed(Func):
    """A column SQLite may not look up by index: without statistics it thinks any firm has ten rows."""

    template = "+%(expressions)s"
    arity = 1


class Stored(Func):
    """A column as the driver gives it, unread: for `decimal_of` and `day_of`, which read what comes again only once."""

    template = "%(expressions)s"
    arity = 1
    output_field = models.Field()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: str | None
    ) -> tuple[str, tuple[str | int, ...]]:
        """Without the column's declared type, by which SQLite's driver would read each value."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **extra)


@lru_cache(maxsize=4096)
def decimal_of(stored: object, places: int) -> Decimal:
    """The decimal in a column with so many places: SQLite keeps numbers, PostgreSQL decimals."""
    return Decimal(str(stored)).quantize(Decimal(1).scaleb(-places))


@lru_cache(maxsize=4096)
def day_of(stored: str | date) -> date:
    """The day in a column: SQLite keeps text, PostgreSQL days."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def listed(ids: Sequence[str]) -> Sequence[str] | RawSQL:
    """Ids to ask for with `__in`. Many of them are one parameter: a thousand took Django longer than the answer."""
    if len(ids) <= FEW:
        return ids
    if connection.vendor == "postgresql":
        # As one text: the driver looks at each member of a list, and took longer over it than the database, which
        # counts the members of this as it plans. Of a JSON array it guesses a hundred, and loops over a thousand.
        return RawSQL("SELECT unnest(string_to_array(%s, %s))", [BETWEEN.join(ids), BETWEEN])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])
