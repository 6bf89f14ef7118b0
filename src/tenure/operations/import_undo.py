"""Undoes an import: what it created is erased, what it changed is put back; what lived on since is kept (R57)."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.db.models import F, Model

from tenure.core.books import FIELD_LABELS, STORED_FIELDS, Field, Reason
from tenure.core.wording import message_to_json, say
from tenure.operations import import_sql
from tenure.operations.import_check import reasons_to_json
from tenure.operations.import_job import Job
from tenure.operations.import_write import fields_in, note_edited
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.records.holdings import ERASED
from tenure.records.models import (
    BookImport,
    Client,
    Connection,
    Firm,
    ImportRow,
    ImportState,
    RowResult,
    Subscription,
    Transition,
    UndoResult,
)

CHUNK = 1_000
SHOWN = 50
MOVED = say("Clients of this import changed since you looked. Nothing was undone: look again.")
GONE = Reason(code="client_gone", message=say("This client does not exist any more."))
LEFT = Reason(code="client_left", message=say("This client is no longer connected to your firm."))
USED = Reason(code="client_used", message=say("Something was done with this client since the import."))

_COLUMNS = [one.value for one in STORED_FIELDS]


@dataclass(frozen=True, slots=True)
class Kept:
    """A row whose client undoing leaves as it is, and why."""

    number: int
    client: str
    name: str
    reason: Reason


@dataclass(slots=True)
class UndoPlan:
    """What undoing an import does: how many clients meet which fate, which rows are kept, and its receipt."""

    counts: Counter[UndoResult] = field(default_factory=Counter)
    kept: list[Kept] = field(default_factory=list)
    sha: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    @property
    def digest(self) -> str:
        """The same for the same fates of the same rows."""
        return self.sha.hexdigest()

    def add(self, row: "_Row", reason: Reason | None) -> None:
        """Counts one row, kept for a reason or undone."""
        result = UndoResult.KEPT if reason else row.undone
        self.counts[result] += 1
        self.sha.update(f"{row.number} {result.value} {reason.code if reason else ''}\n".encode())
        if reason:
            self.kept.append(Kept(row.number, row.client, row.name, reason))


@dataclass(frozen=True, slots=True)
class _Row:
    """One row that did something."""

    number: int
    result: str
    client: str
    name: str
    after: Mapping[str, str]

    @property
    def created(self) -> bool:
        return self.result == RowResult.CREATED

    @property
    def undone(self) -> UndoResult:
        return UndoResult.ERASED if self.created else UndoResult.RESTORED


@dataclass(frozen=True, slots=True)
class _Now:
    """A client as it is: whose, how long its log is, and its values."""

    firm: str | None
    log_seq: int
    values: Mapping[str, str]


def plan_undo(book_import: BookImport) -> UndoPlan:
    """Looks at every client that the import created or changed. Nothing is written."""
    plan = UndoPlan()
    used = _used(book_import)
    for rows in batched(_rows(book_import), CHUNK):
        clients = _clients([row.client for row in rows])
        for row in rows:
            plan.add(row, _against(row, clients.get(row.client), book_import.firm_id, used))
    return plan


def undo(job: Job, *, at: datetime) -> None:
    """Undoes the import as it was confirmed, in one transaction, or not at all. Raises LostLease.

    1. lock the firm, 2. look again and compare, 3. mark the rows, 4. put back, 5. erase, 6. count and note.
    """
    book_import = job.book_import
    total = book_import.created + book_import.updated
    job.hold(total)
    job.tell("undoing", 0, total)
    with transaction.atomic():
        firm = lock_firm(book_import.firm_id)
        plan = plan_undo(book_import)
        if plan.digest != book_import.confirmed:
            job.end(ImportState.DONE, problem=message_to_json(MOVED))
            return
        _mark(book_import, plan)
        _undo(book_import, firm, plan, at)
        counts = {result.value: plan.counts[result] for result in UndoResult}
        job.end(ImportState.UNDONE, undone_at=at, problem={}, **counts)


def _undo(book_import: BookImport, firm: Firm, plan: UndoPlan, at: datetime) -> None:
    by = commitments([book_import.asked_by_id or ""]).get(book_import.asked_by_id or "", "")
    rows = ImportRow.objects.filter(book_import=book_import)
    import_sql.restore_clients(book_import, at)
    note_edited(rows.filter(undone=UndoResult.RESTORED.value), {"undoes": book_import.id, "by": by}, at=at)
    gone = import_sql.erase_clients(book_import)
    rows.filter(undone=UndoResult.ERASED.value).update(after={})
    Firm.objects.filter(pk=firm.pk).update(
        **{f"clients_{tab}": F(f"clients_{tab}") - number for tab, number in gone.items()}
    )
    counts = {result.value: plan.counts[result] for result in UndoResult}
    content = {"import": book_import.id, "by": by, **counts}
    note([Event(chain=firm.id, event="import_undone", content=content)], at=at)


def _mark(book_import: BookImport, plan: UndoPlan) -> None:
    """Writes each row's fate: one statement for all, then one for each reason why a thousand are kept."""
    rows = ImportRow.objects.filter(book_import=book_import)
    rows.filter(result=RowResult.CREATED.value).update(undone=UndoResult.ERASED.value)
    rows.filter(result=RowResult.UPDATED.value).update(undone=UndoResult.RESTORED.value)
    alike: dict[Reason, list[int]] = defaultdict(list)
    for kept in plan.kept:
        alike[kept.reason].append(kept.number)
    for reason, numbers in alike.items():
        columns = {"undone": UndoResult.KEPT.value, "reason": reasons_to_json([reason])}
        for batch in batched(numbers, CHUNK):
            rows.filter(number__in=batch).update(**columns)


def _rows(book_import: BookImport) -> Iterator[_Row]:
    rows = ImportRow.objects.filter(
        book_import=book_import, result__in=[RowResult.CREATED.value, RowResult.UPDATED.value]
    )
    columns = ("number", "result", "client_id", "name", "after")
    for row in rows.order_by("number").values_list(*columns).iterator(chunk_size=CHUNK):
        yield _Row(*row)


def _clients(ids: Sequence[str]) -> dict[str, _Now]:
    rows = Client.objects.filter(id__in=ids).values_list("id", "firm_id", "log_seq", *_COLUMNS)
    return {
        client: _Now(firm, log_seq, dict(zip(_COLUMNS, values, strict=True)))
        for client, firm, log_seq, *values in rows
    }


def _against(row: _Row, client: _Now | None, firm: str, used: set[str]) -> Reason | None:
    """Why a client cannot be as if the import had never been; None if it can."""
    if client is None:
        return GONE
    if client.firm != firm:
        return LEFT
    for name in fields_in(row.after):
        if client.values[name] != row.after[name]:
            return _changed(Field(name))
    # An untouched client has one entry in its log: that it was added.
    if row.created and (client.log_seq > 1 or row.client in used):
        return USED
    return None


def _changed(column: Field) -> Reason:
    message = say("“%(column)s” was changed since the import.", column=FIELD_LABELS[column])
    return Reason(code="value_changed", message=message)


def _used(book_import: BookImport) -> set[str]:
    """The created clients that have more by now than an import gives them."""
    created = ImportRow.objects.filter(book_import=book_import, result=RowResult.CREATED.value)
    tables: list[type[Model]] = [Transition, *(model for _, model in ERASED)]
    used: set[str] = set()
    for model in tables:
        if model in {Subscription, Connection}:
            continue
        rows = model._default_manager.filter(client__in=created.values("client_id"))  # noqa: SLF001
        used.update(rows.values_list("client_id", flat=True))
    return used
