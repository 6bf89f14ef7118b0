"""Rows in, verdicts out: what a book would create, update, leave alone, and which rows it refuses (R57)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tenure.core.books import duplicates
from tenure.core.books.fields import Field
from tenure.core.books.keys import Identity, email_key, forms_agree, identity_of, legal_form, number_key
from tenure.core.books.rows import BookRow
from tenure.core.books.verdicts import Change, Create, Reason, Refused, Unchanged, Update, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A client that exists. `values` has every field that is stored, empty ones too: others never change."""

    client_id: str
    values: Mapping[Field, str]

    @property
    def name(self) -> str:
        """What the client is called."""
        return self.values.get(Field.NAME, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """The clients that rows may turn out to be, by the keys of `identity_of`."""

    by_email: Mapping[str, Sequence[Known]]
    by_number: Mapping[str, Sequence[Known]]
    by_name: Mapping[str, Sequence[Known]]

    @classmethod
    def of(cls, clients: Iterable[Known]) -> "Existing":
        """The look-ups for these clients."""
        by_email: dict[str, list[Known]] = {}
        by_number: dict[str, list[Known]] = {}
        by_name: dict[str, list[Known]] = {}
        for client in clients:
            identity = identity_of(client.values)
            for lookup, key in (
                (by_email, identity.email),
                (by_number, identity.number),
                (by_name, identity.name),
            ):
                if key:
                    lookup.setdefault(key, []).append(client)
        return cls(by_email=by_email, by_number=by_number, by_name=by_name)


def judge(rows: Iterable[BookRow], existing: Existing) -> Iterator[Verdict]:
    """One verdict for each row, in the order of the rows.

    1. A row that could not be read well is refused.
    2. A row that repeats an accepted row of this book is refused and names that row's line.
    3. A row that fits no client creates one; one that fits a single client updates it or leaves it unchanged.
    4. A row whose keys point at different clients, or at several, is refused and names them.
    """
    accepted = _Accepted()
    for row in rows:
        if row.reasons:
            yield Refused(line=row.line, values=row.values, reasons=row.reasons)
            continue
        identity = identity_of(row.values)
        outcome = accepted.repeated_by(identity) or _client_of(identity, existing)
        if isinstance(outcome, Known) and outcome.client_id in accepted.clients:
            outcome = duplicates.same_client(accepted.clients[outcome.client_id], outcome.name)
        if isinstance(outcome, Reason):
            yield Refused(line=row.line, values=row.values, reasons=(outcome,))
            continue
        accepted.add(row.line, identity, outcome)
        yield _verdict(row, outcome)


def _verdict(row: BookRow, client: Known | None) -> Verdict:
    if client is None:
        return Create(line=row.line, values=row.values)
    changes = tuple(_changes(client.values, row.values))
    if not changes:
        return Unchanged(line=row.line, client_id=client.client_id)
    return Update(line=row.line, client_id=client.client_id, changes=changes)


def _changes(old: Mapping[Field, str], new: Mapping[Field, str]) -> Iterator[Change]:
    for column, value in new.items():
        if column in old and not _same(column, old[column], value):
            yield Change(field=column, old=old[column], new=value)


def _same(column: Field, old: str, new: str) -> bool:
    """Whether two values say the same; a company number that lost its zeros in a spreadsheet does."""
    match column:
        case Field.EMAIL:
            return email_key(old) == email_key(new)
        case Field.COMPANY_NUMBER:
            return old == new or (number_key(old) == number_key(new) != "")
        case _:
            return old == new


def _client_of(identity: Identity, existing: Existing) -> Known | Reason | None:
    """The client that all keys of a row agree on, the reason why there is none, or None for a new client."""
    found = {
        kind: {client.client_id: client for client in clients} for kind, clients in _found(identity, existing)
    }
    if not found:
        return None
    fitting = set.intersection(*(set(clients) for clients in found.values()))
    candidates = {client_id: client for clients in found.values() for client_id, client in clients.items()}
    if not fitting:
        return duplicates.keys_disagree(
            {kind: next(iter(clients.values())).name for kind, clients in found.items()}
        )
    first, *others = (candidates[client_id] for client_id in sorted(fitting))
    if others:
        return duplicates.several_fit(first.name, others[0].name)
    number = first.values.get(Field.COMPANY_NUMBER, "")
    if identity.number and number_key(number) not in {"", identity.number}:
        return duplicates.other_number(first.name, number)
    return first


def _found(identity: Identity, existing: Existing) -> Iterator[tuple[duplicates.Key, Sequence[Known]]]:
    """The clients under each key of the row, for the keys that find any."""
    if clients := existing.by_number.get(identity.number):
        yield "number", clients
    if clients := existing.by_email.get(identity.email):
        yield "email", clients
    same_name = existing.by_name.get(identity.name, ())
    if clients := [client for client in same_name if forms_agree(identity.form, legal_form(client.name))]:
        yield "name", clients


@dataclass(slots=True)
class _Accepted:
    """The rows taken so far, by their keys and by the client they turned out to be."""

    numbers: dict[str, int] = field(default_factory=dict)
    emails: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    clients: dict[str, int] = field(default_factory=dict)

    def repeated_by(self, identity: Identity) -> Reason | None:
        if line := self.numbers.get(identity.number):
            return duplicates.same_number(line)
        if line := self.emails.get(identity.email):
            return duplicates.same_email(line)
        for form, line in self.names.get(identity.name, ()):
            if forms_agree(form, identity.form):
                return duplicates.same_name(line)
        return None

    def add(self, line: int, identity: Identity, client: Known | None) -> None:
        if identity.number:
            self.numbers[identity.number] = line
        if identity.email:
            self.emails[identity.email] = line
        if identity.name:
            self.names.setdefault(identity.name, []).append((identity.form, line))
        if client:
            self.clients[client.client_id] = line
