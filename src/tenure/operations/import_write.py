"""Writes a judged client book in one transaction: all of it, or nothing (R57)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.db.models import F, QuerySet

from tenure.core.books import STORED_FIELDS
from tenure.core.policy import Product
from tenure.operations import import_sql
from tenure.operations.import_job import Job, doom_file
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, begin, commitments, note
from tenure.records.known_clients import fingerprint_of
from tenure.records.models import BookImport, Firm, ImportRow, ImportState, RowResult
from tenure.records.policies import policy_of

CHUNK = 1_000


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
        _create(importing)
        _update(importing)
        _conclude(importing)
        job.end(ImportState.DONE, performed_at=at, file="", problem={})
    return True


def note_edited(rows: QuerySet[ImportRow], said: Mapping[str, object], *, at: datetime) -> None:
    """Writes into the chain of each row's client which fields were changed, not to what."""
    edited = rows.order_by("number").values_list("client_id", "after").iterator(chunk_size=CHUNK)
    for batch in batched(edited, CHUNK):
        note(
            [
                Event(chain=client, event="client_edited", content={**said, "fields": fields_in(after)})
                for client, after in batch
            ],
            at=at,
        )


def fields_in(values: Mapping[str, object]) -> list[str]:
    """The fields among a row's columns, without those that only lists need."""
    return [field.value for field in STORED_FIELDS if field.value in values]


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


def _create(importing: Importing) -> None:
    book_import, firm, at = importing.book_import, importing.firm, importing.at
    codes = [product.code for product in importing.products]
    created = ImportRow.objects.filter(book_import=book_import, result=RowResult.CREATED.value)
    begin((_added(client, codes, importing) for client in _clients_of(created)), at=at)
    import_sql.insert_clients(book_import, firm, len(codes), at)
    import_sql.insert_connections(book_import, firm, at)
    for place, product in enumerate(importing.products):
        import_sql.insert_product(book_import, product, place, at)


def _update(importing: Importing) -> None:
    import_sql.update_clients(importing.book_import, importing.at)
    edited = ImportRow.objects.filter(book_import=importing.book_import, result=RowResult.UPDATED.value)
    note_edited(edited, importing.said, at=importing.at)


def _added(client: str, products: Sequence[str], importing: Importing) -> Event:
    content = {**importing.said, "client": client, "products": products}
    return Event(chain=client, event="client_added", content=content)


def _clients_of(rows: QuerySet[ImportRow]) -> Iterator[str]:
    return rows.order_by("number").values_list("client_id", flat=True).iterator(chunk_size=CHUNK)


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
