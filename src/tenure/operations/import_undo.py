"""Undoes an import: what it created is erased, what it changed is put back; what lived on since is kept (R57)."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from tenure.core.books import FIELD_LABELS, Field, Reason
from tenure.core.wording import message_to_json, say
from tenure.operations.import_check import reasons_to_json
from tenure.operations.import_job import Job
from tenure.operations.import_write import rows_of, write_values
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.standings import restate, tallies
from tenure.records.holdings import ERASED
from tenure.records.holdings import rows_of as rows_kept_about
from tenure.records.models import (
    BookImport,
    Client,
    Connection,
    Draft,
    ImportRow,
    ImportState,
    RowResult,
    Subscription,
    Transition,
    UndoResult,
)

SHOWN = 50
MOVED = say("Clients of this import changed since you looked. Nothing was undone: look again.")
GONE = Reason(code="client_gone", message=say("This client does not exist any more."))
LEFT = Reason(code="client_left", message=say("This client is no longer connected to your firm."))
USED = Reason(code="client_used", message=say("Something was done with this client since the import."))


@dataclass(frozen=True, slots=True)
class Fate:
    """What undoing does with one row; a kept one has a reason."""

    row: ImportRow
    result: UndoResult
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPlan:
    """What undoing an import would do now. `kept` has the first rows that stay, of `counts` in all."""

    digest: str
    counts: Mapping[UndoResult, int]
    kept: Sequence[Fate]


@dataclass(slots=True)
class _Tally:
    """The receipt of an undo, and how many rows meet each fate, counted along the way."""

    counts: Counter[UndoResult] = field(default_factory=Counter)
    sha: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def add(self, fates: Sequence[Fate]) -> None:
        for fate in fates:
            self.counts[fate.result] += 1
            code = fate.reason.code if fate.reason else ""
            self.sha.update(f"{fate.row.number} {fate.result.value} {code}\n".encode())


def plan_undo(book_import: BookImport) -> UndoPlan:
    """Looks at every client that the import created or changed. Nothing is written."""
    tally = _Tally()
    kept: list[Fate] = []
    for rows in rows_of(book_import, RowResult.CREATED, RowResult.UPDATED):
        fates = list(_fates(rows, book_import.firm_id, _clients(rows)))
        tally.add(fates)
        kept += [fate for fate in fates if fate.result is UndoResult.KEPT][: SHOWN - len(kept)]
    return UndoPlan(digest=tally.sha.hexdigest(), counts=tally.counts, kept=kept)


def undo(job: Job, *, at: datetime) -> None:
    """Undoes the import as it was confirmed, in one transaction, or not at all. Raises LostLease."""
    book_import = job.book_import
    total = book_import.created + book_import.updated
    job.hold(total)
    job.tell("undoing", 0, total)
    with transaction.atomic():
        lock_firm(book_import.firm_id)
        tally = _undo(job, at)
        if tally.sha.hexdigest() == book_import.confirmed:
            columns = {result.value: tally.counts[result] for result in UndoResult}
            job.end(ImportState.UNDONE, undone_at=at, problem={}, **columns)
            return
        transaction.set_rollback(True)
    job.end(ImportState.DONE, problem=message_to_json(MOVED))


def _undo(job: Job, at: datetime) -> _Tally:
    book_import, tally, done = job.book_import, _Tally(), 0
    by = commitments([book_import.asked_by_id or ""]).get(book_import.asked_by_id or "", "")
    for rows in rows_of(book_import, RowResult.CREATED, RowResult.UPDATED):
        clients = lock_clients(row.client_id for row in rows)
        fates = list(_fates(rows, book_import.firm_id, clients))
        tally.add(fates)
        _erase([fate.row.client_id for fate in fates if fate.result is UndoResult.ERASED])
        restored = [fate.row for fate in fates if fate.result is UndoResult.RESTORED]
        _restore(restored, clients, {"undoes": book_import.id, "by": by}, at)
        _keep_fates(fates)
        done += len(rows)
        job.tell("undoing", done, book_import.created + book_import.updated)
    counts = {result.value: tally.counts[result] for result in UndoResult}
    content = {"import": book_import.id, "by": by, **counts}
    note([Event(chain=book_import.firm_id, event="import_undone", content=content)], at=at)
    return tally


def _fates(rows: Sequence[ImportRow], firm: str, clients: Mapping[str, Client]) -> Iterator[Fate]:
    used = _used([row.client_id for row in rows if row.result == RowResult.CREATED])
    for row in rows:
        reason = _against(row, clients.get(row.client_id), firm, used)
        if reason is not None:
            yield Fate(row, UndoResult.KEPT, reason)
        else:
            created = row.result == RowResult.CREATED
            yield Fate(row, UndoResult.ERASED if created else UndoResult.RESTORED)


def _against(row: ImportRow, client: Client | None, firm: str, used: set[str]) -> Reason | None:
    """Why a client cannot be as if the import had never been; None if it can."""
    if client is None:
        return GONE
    if client.firm_id != firm:
        return LEFT
    for name, value in row.after.items():
        if getattr(client, name) != value:
            return Reason(
                code="value_changed",
                message=say("“%(column)s” was changed since the import.", column=FIELD_LABELS[Field(name)]),
            )
    # An untouched client has one entry in its log: that it was added.
    if row.result == RowResult.CREATED and (client.log_seq > 1 or client.id in used):
        return USED
    return None


def _used(client_ids: list[str]) -> set[str]:
    """Those that have more than an import gives them."""
    tables: list[type[Model]] = [Transition, *(model for _, model in ERASED)]
    used: set[str] = set()
    for model in tables:
        if model in {Subscription, Connection}:
            continue
        used.update(rows_kept_about(model, client_ids).values_list("client_id", flat=True))
    return used


def _clients(rows: Sequence[ImportRow]) -> dict[str, Client]:
    return Client.objects.in_bulk([row.client_id for row in rows])


def _erase(client_ids: Sequence[str]) -> None:
    before = tallies(client_ids)
    products = Subscription.objects.filter(client__in=client_ids)
    Draft.objects.filter(target__in=[*client_ids, *products.values_list("id", flat=True)]).delete()
    products.delete()
    Connection.objects.filter(client__in=client_ids).delete()
    Client.objects.filter(id__in=client_ids).delete()
    restate(client_ids, before=before)


def _restore(
    rows: Sequence[ImportRow], clients: Mapping[str, Client], said: Mapping[str, object], at: datetime
) -> None:
    write_values([clients[row.client_id] for row in rows], {row.client_id: row.before for row in rows}, at)
    note(
        [
            Event(chain=row.client_id, event="client_edited", content={**said, "fields": sorted(row.before)})
            for row in rows
        ],
        at=at,
    )


def _keep_fates(fates: Sequence[Fate]) -> None:
    """One statement for all rows that met the same fate for the same reason."""
    alike: dict[tuple[UndoResult, str], list[Fate]] = defaultdict(list)
    for fate in fates:
        reason = json.dumps(reasons_to_json([fate.reason])) if fate.reason else ""
        alike[fate.result, reason].append(fate)
    for (result, reason), group in alike.items():
        columns: dict[str, object] = {"undone": result.value}
        if reason:
            columns["reason"] = json.loads(reason)
        if result is UndoResult.ERASED:
            columns["after"] = {}
        ImportRow.objects.filter(pk__in=[fate.row.pk for fate in group]).update(**columns)
