"""What importing a row would do: create a client, update one, leave it as it is, or refuse the row (R57)."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenure.core.books.fields import Field
from tenure.core.wording import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a row is refused: a stable code for programs, a sentence for people."""

    code: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value of a client that the row would replace; `old` is empty where it fills a gap."""

    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Create:
    """The row is a new client with these values; empty ones are left out."""

    line: int
    values: Mapping[Field, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """The row is a client that exists, and brings at least one change."""

    line: int
    client_id: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The row is a client that exists, and says nothing new."""

    line: int
    client_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The row is not imported, for these reasons (never none); `values` is what could be read."""

    line: int
    values: Mapping[Field, str]
    reasons: tuple[Reason, ...]


type Verdict = Create | Update | Unchanged | Refused
