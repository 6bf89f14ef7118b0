"""Writes a judged client book in one transaction: all of it, or nothing (R57)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tenure.core.books import STORED_FIELDS
from tenure.core.facts import Payer
from tenure.core.policy import Product
from tenure.operations.clients import spell
from tenure.operations.import_job import Job, doom_file
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.log import Event, begin, commitments, note
from tenure.records.known_clients import fingerprint_of
from tenure.records.models import (
    BookImport,
    Client,
    ClientStanding,
    Connection,
    Firm,
    ImportRow,
    ImportState,
    PaidBy,
    RowResult,
    Subscription,
)
from tenure.records.policies import policy_of

CHUNK = 1_000
WRITTEN = [*(field.value for field in STORED_FIELDS), "sort_name", "search", "last_activity_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    """What is the same for every row of one import."""

    book_import: BookImport
    firm: Firm
    products: Sequence[Product]
    by: str
    at: datetime

    @property
    def said(self) -> dict[str, object]:
        """What every log entry of the import says: which one it was, and who confirmed it."""
        return {"import": self.book_import.id, "by": self.by}


def write(job: Job, *, at: datetime) -> bool:
    """Performs the import as it was judged; False, and nothing is written, if the clients changed since.

    1. lock the firm, 2. compare its clients with those judged against, 3. create, 4. update, 5. count,
    note it in the firm's chain, and let the file go. Raises LostLease.
    """
    firm_id = job.book_import.firm_id
    total = job.book_import.created + job.book_import.updated
    job.hold(total)
    job.tell("writing", 0, total)
    with transaction.atomic():
        firm = lock_firm(firm_id)
        book_import = BookImport.objects.select_for_update().filter(job.mine).first()
        if book_import is None or book_import.digest != book_import.confirmed:
            return False
        if fingerprint_of(firm_id) != book_import.fingerprint:
            return False
        importing = _importing(book_import, firm, at)
        done = 0
        for rows in rows_of(book_import, RowResult.CREATED):
            _create(rows, importing)
            done += len(rows)
            job.tell("writing", done, total)
        for rows in rows_of(book_import, RowResult.UPDATED):
            _update(rows, importing)
            done += len(rows)
            job.tell("writing", done, total)
        _conclude(importing)
        job.end(ImportState.DONE, performed_at=at, file="", problem={})
    return True


def rows_of(book_import: BookImport, *results: RowResult) -> Iterator[list[ImportRow]]:
    """The rows of an import with these results, a thousand at a time, in the order of the file."""
    rows = ImportRow.objects.filter(book_import=book_import, result__in=[one.value for one in results])
    last = 0
    while batch := list(rows.filter(number__gt=last).order_by("number")[:CHUNK]):
        yield batch
        last = batch[-1].number


def write_values(clients: Sequence[Client], values: Mapping[str, Mapping[str, str]], at: datetime) -> None:
    """Writes each client's new values, by its id. One statement, whichever fields each of them changes."""
    for client in clients:
        for field, value in values[client.id].items():
            setattr(client, field, value)
        client.last_activity_at = at
        spell(client)
    # bulk_update took fifty times as long as plain SQL; an insert that finds its row there is plain SQL.
    Client.objects.bulk_create(clients, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)


def _importing(book_import: BookImport, firm: Firm, at: datetime) -> Importing:
    sold = policy_of(firm).products
    by = commitments([book_import.asked_by_id or ""]).get(book_import.asked_by_id or "", "")
    return Importing(
        book_import=book_import,
        firm=firm,
        products=[product for product in sold if product.code in book_import.products],
        by=by,
        at=at,
    )


def _create(rows: Sequence[ImportRow], importing: Importing) -> None:
    firm, at = importing.firm, importing.at
    codes = [product.code for product in importing.products]
    ends = begin(
        (
            Event(
                chain=row.client_id,
                event="client_added",
                content={**importing.said, "client": row.client_id, "products": codes},
            )
            for row in rows
        ),
        at=at,
    )
    clients = [_client(row, importing, ends[row.client_id]) for row in rows]
    Client.objects.bulk_create(clients)
    Connection.objects.bulk_create(Connection(client=client, firm=firm, since=at) for client in clients)
    Subscription.objects.bulk_create(
        Subscription(
            client=client,
            product=product.code,
            product_name=product.name,
            payer=Payer.FIRM.value,
            extraction=product.extraction,
            since=at,
        )
        for client in clients
        for product in importing.products
    )


def _client(row: ImportRow, importing: Importing, end: tuple[int, str]) -> Client:
    firm, at = importing.firm, importing.at
    client = Client(
        id=row.client_id,
        firm=firm,
        connected_since=at,
        created_at=at,
        last_activity_at=at,
        standing=ClientStanding.ACTIVE.value,
        payer=(PaidBy.FIRM if importing.products else PaidBy.NONE).value,
        products_total=len(importing.products),
        log_seq=end[0],
        log_head=end[1],
        **{"locale": firm.locale, **row.after},
    )
    spell(client)
    return client


def _update(rows: Sequence[ImportRow], importing: Importing) -> None:
    clients = lock_clients(row.client_id for row in rows)
    write_values(list(clients.values()), {row.client_id: row.after for row in rows}, importing.at)
    note(
        [
            Event(
                chain=row.client_id,
                event="client_edited",
                content={**importing.said, "fields": sorted(row.after)},
            )
            for row in rows
        ],
        at=importing.at,
    )


def _conclude(importing: Importing) -> None:
    """The firm's counter, its chain, and the file, whose words about people are no longer needed."""
    book_import, at = importing.book_import, importing.at
    Firm.objects.filter(pk=importing.firm.pk).update(clients_active=F("clients_active") + book_import.created)
    content = {
        **importing.said,
        "file_sha256": book_import.sha256,
        "digest": book_import.digest,
        **{result.value: getattr(book_import, result.value) for result in RowResult},
    }
    note([Event(chain=importing.firm.id, event="clients_imported", content=content)], at=at)
    doom_file(book_import, at=at)
