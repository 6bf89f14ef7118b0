"""A firm's clients as a client book finds them again: by company number, e-mail address and name (R57)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tenure.core.books import STORED_FIELDS, Existing, Field, Identity, Known, identity_of
from tenure.records.models import Client

CHUNK = 2_000
_PLACES = {name: place for place, name in enumerate(STORED_FIELDS)}


@dataclass(slots=True)
class Wanted:
    """The keys that occur in a book. Only clients with one of them are worth keeping in memory."""

    emails: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, identity: Identity) -> None:
        """Remembers the keys of one row."""
        self.emails.add(identity.email)
        self.numbers.add(identity.number)
        self.names.add(identity.name)

    def has(self, identity: Identity) -> bool:
        """Whether some row has one of these keys. An empty key fits nothing."""
        return bool(
            (identity.number and identity.number in self.numbers)
            or (identity.email and identity.email in self.emails)
            or (identity.name and identity.name in self.names)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquainted:
    """The clients that a book may mean, and the fingerprint of all clients of the firm at that moment."""

    existing: Existing
    by_id: Mapping[str, Known]
    fingerprint: str


class Values(Mapping[Field, str]):
    """A client's stored values without a dictionary of its own: a third of the memory."""

    __slots__ = ("_row",)

    def __init__(self, row: tuple[str, ...]) -> None:
        self._row = row

    def __getitem__(self, name: Field) -> str:
        return self._row[_PLACES[name]]

    def __iter__(self) -> Iterator[Field]:
        return iter(STORED_FIELDS)

    def __len__(self) -> int:
        return len(STORED_FIELDS)


def acquainted_with(firm_id: str, wanted: Wanted | None = None) -> Acquainted:
    """The firm's clients that have a wanted key, or all of them, found in one reading of the table."""
    sha = hashlib.sha256()
    found: list[Known] = []
    for client_id, row in _rows(firm_id, sha):
        values = Values(row)
        if wanted is None or wanted.has(identity_of(values)):
            found.append(Known(client_id=client_id, values=values))
    return Acquainted(
        existing=Existing.of(found),
        by_id={client.client_id: client for client in found},
        fingerprint=sha.hexdigest(),
    )


def fingerprint_of(firm_id: str) -> str:
    """One hash over everything that a book could change, or find a client by, in this firm."""
    sha = hashlib.sha256()
    for _ in _rows(firm_id, sha):
        pass
    return sha.hexdigest()


def _rows(firm_id: str, sha: "hashlib._Hash") -> Iterable[tuple[str, tuple[str, ...]]]:
    columns = [name.value for name in STORED_FIELDS]
    rows = Client.objects.filter(firm_id=firm_id).order_by("id").values_list("id", *columns)
    for client_id, *values in rows.iterator(chunk_size=CHUNK):
        # No text column can hold both separators: names are printable, notes have no control characters.
        sha.update("\x1f".join((client_id, *values, "\x1e")).encode())
        yield client_id, tuple(values)
