"""A place in a sorted list, as a link can carry it."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from tenure.core.tree import Kind, kind_of
from tenure.records.words import plain

LONGEST = 1200
LARGEST = 2**31 - 1

type Key = str | int | datetime


class Sort(StrEnum):
    """How a list of clients is ordered; ties are broken by id."""

    NAME = "name"
    ACTIVITY = "activity"
    DOCUMENTS = "documents"

    @property
    def field(self) -> str:
        """The column it goes by."""
        return {Sort.NAME: "sort_name", Sort.ACTIVITY: "last_activity_at", Sort.DOCUMENTS: "documents_held"}[
            self
        ]

    @property
    def descending(self) -> bool:
        """Names rise; what happened last and what holds most comes first."""
        return self is not Sort.NAME


class Listed(Protocol):
    """What can be in a list: anything with an id."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Right after one row of the list, or right before it (`back`)."""

    sort: Sort
    back: bool
    key: Key
    id: str


def cursor_at(row: Listed, sort: Sort, *, back: bool) -> str:
    """The text of the place right after `row`, or right before it."""
    key: Key = getattr(row, sort.field)
    plain_key = key.isoformat() if isinstance(key, datetime) else key
    packed = json.dumps([sort.value, int(back), plain_key, row.id], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_cursor(text: str, sort: Sort) -> Cursor | None:
    """The place a text names; None for an empty, foreign or damaged one, which means the beginning."""
    if not text or len(text) > LONGEST:
        return None
    try:
        packed = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        name, back, key, row_id = packed
        return Cursor(sort=_same(sort, name), back=bool(back), key=_key(sort, key), id=_client_id(row_id))
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def _same(sort: Sort, name: object) -> Sort:
    if name != sort.value:
        raise ValueError(f"a place in another order: {name!r}")
    return sort


def _key(sort: Sort, key: object) -> Key:
    match sort, key:
        case Sort.NAME, str() if key == plain(key):
            return key
        case Sort.ACTIVITY, str():
            return datetime.fromisoformat(key).astimezone(UTC)
        case Sort.DOCUMENTS, int() if 0 <= key <= LARGEST:
            return key
        case _:
            raise ValueError(f"no key of this order: {key!r}")


def _client_id(value: object) -> str:
    if not isinstance(value, str) or kind_of(value) is not Kind.CLIENT or plain(value) != value:
        raise ValueError(f"no client's id: {value!r}")
    return value
