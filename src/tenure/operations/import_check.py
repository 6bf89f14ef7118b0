"""Reads a client book against the firm's clients and stores what importing it would do, row by row (R57)."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import batched
from typing import assert_never

from django.db import transaction

from tenure.core.books import (
    STORED_FIELDS,
    BookRow,
    Change,
    Columns,
    Create,
    Field,
    Known,
    Reason,
    Refused,
    Unchanged,
    Update,
    Verdict,
    columns_of,
    identity_of,
    judge,
    read_row,
)
from tenure.core.wording import message_to_json
from tenure.operations.import_job import Job
from tenure.outlets.books import Book, open_book, stored
from tenure.records.book_imports import mapping_in
from tenure.records.ids import new_id, new_search_row
from tenure.records.known_clients import Acquainted, Wanted, acquainted_with
from tenure.records.models import BookImport, ImportRow, RowResult
from tenure.records.words import texts_of

CHUNK = 1_000
FEW_CLIENTS = 20_000
_SHOWN = frozenset(field.value for field in STORED_FIELDS)


def check(job: Job) -> str:
    """Judges every row, stores the verdicts as rows of the import, and returns their digest.

    1. collect the keys of the book, 2. find the clients that have them, 3. judge, 4. store by the thousand.
    Where a firm has few clients all of them are kept in mind, and the book is read once less.
    Raises BookError where the file cannot be read to its end, and LostLease.
    """
    book, columns = book_of(job.book_import)
    job.tell("comparing", 0, job.book_import.rows_total)
    firm = job.book_import.firm
    few = firm.clients_active + firm.clients_deactivated <= FEW_CLIENTS
    known = acquainted_with(firm.pk, None if few else _keys(book, columns))
    job.report(0)
    # Whoever takes over from here must not mistake half of the rows for all of them.
    job.keep(digest="", fingerprint="")
    ImportRow.objects.filter(book_import=job.book_import).delete()
    sha, counts, done = hashlib.sha256(), Counter[str](), 0
    for batch in batched(_rows(job.book_import, _read(book, columns), known), CHUNK):
        for row in batch:
            sha.update(_receipt(row).encode())
            counts[row.result] += 1
        done += len(batch)
        with transaction.atomic():
            job.report(done)
            ImportRow.objects.bulk_create(batch)
    _keep(job, sha.hexdigest(), known.fingerprint, done, counts)
    return sha.hexdigest()


def book_of(book_import: BookImport) -> tuple[Book, Columns]:
    """The file of an import, opened as its person wants it read. Raises BookError."""
    source = stored(str(book_import.file.name))
    book = open_book(source, encoding=book_import.encoding, delimiter=book_import.delimiter)
    return book, columns_of(book.headers, mapping_in(book_import))


def _keys(book: Book, columns: Columns) -> Wanted:
    wanted = Wanted()
    for row in _read(book, columns):
        wanted.add(identity_of(row.values))
    return wanted


def _read(book: Book, columns: Columns) -> Iterator[BookRow]:
    return (read_row(row.line, row.cells, columns) for row in book.rows())


def _rows(book_import: BookImport, rows: Iterator[BookRow], known: Acquainted) -> Iterator[ImportRow]:
    for verdict in judge(rows, known.existing):
        yield _row(book_import, verdict, known.by_id)


def _row(book_import: BookImport, verdict: Verdict, clients: Mapping[str, Known]) -> ImportRow:
    row = ImportRow(book_import=book_import, number=verdict.line)
    match verdict:
        case Create(values=values):
            row.result, row.client_id, row.name = RowResult.CREATED.value, new_id("cli"), values[Field.NAME]
            plain = _plain(values)
            row.after = {**plain, **texts_of(plain), "search_row": new_search_row()}
        case Update(client_id=client, changes=changes):
            row.result, row.client_id, row.name = RowResult.UPDATED.value, client, clients[client].name
            row.before, row.after = _both(_plain(clients[client].values), changes)
        case Unchanged(client_id=client):
            row.result, row.client_id, row.name = RowResult.UNCHANGED.value, client, clients[client].name
        case Refused(values=values, reasons=reasons):
            row.result, row.name = RowResult.REFUSED.value, values.get(Field.NAME, "")
            row.reason = reasons_to_json(reasons)
        case _:
            assert_never(verdict)
    return row


def _both(old: Mapping[str, str], changes: Sequence[Change]) -> tuple[dict[str, str], dict[str, str]]:
    """The changed columns as they are and as they will be, with the texts for lists where these change too."""
    new = {**old, **{change.field.value: change.new for change in changes}}
    changed = {change.field.value for change in changes}
    texts = texts_of(old), texts_of(new)
    changed |= {name for name in texts[0] if texts[0][name] != texts[1][name]}
    before, after = {**old, **texts[0]}, {**new, **texts[1]}
    return {name: before[name] for name in before if name in changed}, {
        name: after[name] for name in after if name in changed
    }


def reasons_to_json(reasons: Sequence[Reason]) -> dict[str, object]:
    """Reasons as a row keeps them, so that they can be said in any language."""
    return {
        "reasons": [{"code": reason.code, "message": message_to_json(reason.message)} for reason in reasons]
    }


def _plain(values: Mapping[Field, str]) -> dict[str, str]:
    return {field.value: value for field, value in values.items()}


def _receipt(row: ImportRow) -> str:
    """What a person saw of a row. The id of a client that does not exist yet is nobody's to see."""
    client = "" if row.result == RowResult.CREATED else row.client_id
    values = [
        {name: side[name] for name in sorted(side) if name in _SHOWN} for side in (row.before, row.after)
    ]
    seen = [row.number, row.result, client, values, row.reason]
    return json.dumps(seen, sort_keys=True, separators=(",", ":")) + "\n"


def _keep(job: Job, digest: str, fingerprint: str, rows: int, counts: Counter[str]) -> None:
    book_import = job.book_import
    book_import.digest, book_import.fingerprint = digest, fingerprint
    book_import.rows_total = book_import.rows_done = rows
    for result in RowResult:
        setattr(book_import, result.value, counts[result.value])
    columns = ("digest", "fingerprint", "rows_total", "rows_done", *(result.value for result in RowResult))
    job.keep(**{column: getattr(book_import, column) for column in columns})
