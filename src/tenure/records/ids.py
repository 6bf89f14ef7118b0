"""Names for rows: typed, opaque, and known before the row is written, so that children go in with parents."""

import secrets
import threading
import time
from base64 import b32encode
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    TextColumn = models.CharField
else:

    class TextColumn(models.CharField):
        """Django's own, which only the type checker knows to be generic."""

        def __class_getitem__(cls, _types: object) -> type["TextColumn"]:
            return cls


ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 32
RANDOM_BITS = 72
SYMBOLS = 24


def new_id(prefix: str) -> str:
    """A new typed id: `prefix`, then 48 bits of time (ms) and 72 of chance in Crockford's base 32."""
    bits = (time.time_ns() // 1_000_000) << RANDOM_BITS | secrets.randbits(RANDOM_BITS)
    symbols = (ALPHABET[bits >> shift & 31] for shift in range(5 * (SYMBOLS - 1), -1, -5))
    return f"{prefix}_{''.join(symbols)}"


def new_ids(prefix: str, count: int) -> list[str]:
    """So many new ids at once, rising; one by one, 100,000 of them took a second."""
    moment = (time.time_ns() // 1_000_000).to_bytes(6)
    size = RANDOM_BITS // 8
    chance = secrets.token_bytes(size * count)
    parts = sorted(chance[start : start + size] for start in range(0, size * count, size))
    # Fifteen bytes are 24 symbols to the bit, so that all can be written in one go.
    symbols = b32encode(b"".join([moment + part for part in parts])).decode().translate(_CROCKFORD)
    return [f"{prefix}_{symbols[start : start + SYMBOLS]}" for start in range(0, SYMBOLS * count, SYMBOLS)]


_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)


class BytewiseText[Given, Kept](TextColumn[Given, Kept]):
    """Short text that sorts and compares by its bytes on every database.

    On PostgreSQL the column is collated "C". The type is spelled out in full because Django adds a
    second index to everything it recognises as `varchar`, and under "C" the plain index serves prefixes.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """The column's type as the database names it."""
        if connection.vendor == "postgresql":
            return f"character varying({self.max_length})"
        return super().db_type(connection)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """The column's type and collation; foreign keys take both over."""
        parameters: dict[str, Any] = {**super().db_parameters(connection)}
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class TypedId[Given, Kept](BytewiseText[Given, Kept]):
    """The primary key of a row that people and programs point at: `cli_01jd…`."""

    def __init__(self, prefix: str, **options: Any) -> None:  # noqa: ANN401 - as Django's fields take them
        self.prefix = prefix
        fixed: dict[str, Any] = {
            "max_length": ID_LENGTH,
            "primary_key": True,
            "editable": False,
            "default": partial(new_id, prefix),
        }
        super().__init__(**{**options, **fixed})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """How a migration writes this field: the prefix says it all."""
        name, path, args, options = super().deconstruct()
        for implied in ("max_length", "primary_key", "editable", "default"):
            options.pop(implied, None)
        return name, path, [self.prefix, *args], options


class _RowNumbers:
    """Numbers that only rise: FTS5 writes its index out again whenever a row number falls behind the last."""

    EPOCH_MS = 1_767_225_600_000
    CHANCE_BITS = 21

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def __call__(self) -> int:
        now_ms = time.time_ns() // 1_000_000 - self.EPOCH_MS
        fresh = now_ms << self.CHANCE_BITS | secrets.randbits(self.CHANCE_BITS - 1)
        with self._lock:
            self._last = (
                fresh if fresh >> self.CHANCE_BITS > self._last >> self.CHANCE_BITS else self._last + 1
            )
            return self._last


_row_numbers = _RowNumbers()


def new_search_row() -> int:
    """The number of a client in the search index: 62 bits, rising, with chance between processes."""
    return _row_numbers()
