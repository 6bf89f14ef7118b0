"""What a person does with a client book: bring it in, say what its columns mean, confirm, undo, discard (R57)."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from itertools import islice

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.books import Field, names_a_client
from tenure.core.wording import say
from tenure.operations.errors import Invalid, Missing
from tenure.operations.import_check import book_of
from tenure.operations.import_job import doom_file
from tenure.operations.permission import firm_for
from tenure.outlets.books import Book, mapping_of, open_book, recognise, refuse_too_large, stored
from tenure.records.models import BookImport, ImportState
from tenure.records.models.book_import import import_path
from tenure.records.policies import policy_of

KEPT_UNCONFIRMED = timedelta(days=7)
LONGEST_NAME = 255
LONGEST_SAMPLE = 80
SAMPLED_ROWS = 50
BEFORE_IT_RAN = (ImportState.UPLOADED, ImportState.PREVIEWED, ImportState.FAILED)


def bring_in(
    file: "File[bytes]",
    *,
    name: str,
    actor: Actor,
    encoding: str | None = None,
    delimiter: str | None = None,
    at: datetime | None = None,
) -> BookImport:
    """Stores a client book, with its columns as they are recognised. No client is touched.

    Raises NotAllowed, and BookError where the file is no client book or cannot be read to its end.
    """
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.CLIENTS, at=at)
    refuse_too_large(file.size)
    book_import = BookImport(firm_id=firm_id, person_id=actor.person, name=_shown(name), created_at=at)
    book_import.sha256 = _hash(file)
    path = default_storage.save(import_path(book_import, name), file)
    try:
        book_import.file.name = path
        _describe(book_import, open_book(stored(path), encoding=encoding, delimiter=delimiter))
        book_import.save(force_insert=True)
    except BaseException:
        default_storage.delete(path)
        raise
    return book_import


def samples(book_import: BookImport, rows: int = 3) -> list[list[str]]:
    """The first filled cells of each column, in the order of the columns. Raises BookError."""
    book, columns = book_of(book_import)
    found: list[list[str]] = [[] for _ in range(columns.width)]
    with closing(book.rows()) as read:
        for row in islice(read, SAMPLED_ROWS):
            for cells, cell in zip(found, row.cells, strict=False):
                if len(cells) < rows and (shown := " ".join(cell[:LONGEST_SAMPLE].split())):
                    cells.append(shown)
    return found


def read_anew(import_id: str, *, encoding: str, delimiter: str, actor: Actor) -> BookImport:
    """Reads the file with another encoding or separator; its columns are recognised anew.

    Raises NotAllowed, Missing, Invalid once the import runs, and BookError if it cannot be read like that.
    """
    with _locked(import_id, actor, among=BEFORE_IT_RAN) as book_import:
        source = stored(str(book_import.file.name))
        _describe(book_import, open_book(source, encoding=encoding, delimiter=delimiter))
        book_import.state, book_import.problem = ImportState.UPLOADED.value, {}
        book_import.save()
    return book_import


def choose_columns(import_id: str, fields: Sequence[Field | None], *, actor: Actor) -> BookImport:
    """Says what each column means, in order, and asks for the preview.

    Raises NotAllowed, Missing, and Invalid for a mapping without a client's name or once the import runs.
    """
    with _locked(import_id, actor, among=BEFORE_IT_RAN) as book_import:
        headers = [header for header, _ in book_import.mapping]
        if len(headers) != len(fields):
            raise Invalid(say("The file has other columns by now: look at them again."))
        if not names_a_client(dict(zip(headers, fields, strict=True))):
            raise Invalid(say("Choose the column that has the clients' names."), field="name")
        book_import.mapping = [[header, field] for header, field in zip(headers, fields, strict=True)]
        _ask_for(book_import, ImportState.CHECKING, actor)
    return book_import


def confirm(
    import_id: str, *, digest: str, products: Sequence[str], actor: Actor, at: datetime | None = None
) -> BookImport:
    """Asks for the import exactly as its preview showed it; new clients get these products, paid by the firm.

    A second click finds it confirmed. Raises NotAllowed, Missing, and Invalid where the preview is another
    one by now, no row can be imported, or the firm does not offer a product.
    """
    with _locked(import_id, actor, among=(), at=at) as book_import:
        if book_import.confirmed == digest and book_import.state in {ImportState.RUNNING, ImportState.DONE}:
            return book_import
        if book_import.state != ImportState.PREVIEWED or book_import.digest != digest:
            raise Invalid(say("The preview changed since you looked. Look at it again."))
        if not book_import.created + book_import.updated:
            raise Invalid(say("No row of this file creates or changes a client."))
        offered = {product.code for product in policy_of(book_import.firm).products}
        if not offered.issuperset(products):
            raise Invalid(say("Your firm does not offer this product."), field="products")
        book_import.products, book_import.confirmed = list(dict.fromkeys(products)), digest
        _ask_for(book_import, ImportState.RUNNING, actor)
    return book_import


def ask_undo(import_id: str, *, digest: str, actor: Actor, at: datetime | None = None) -> BookImport:
    """Asks for undoing the import exactly as `plan_undo` showed it; a second click finds it asked for.

    Raises NotAllowed, Missing, and Invalid for an import that was not performed or is undone already.
    """
    with _locked(import_id, actor, among=(), at=at) as book_import:
        if book_import.confirmed == digest and book_import.state in {ImportState.UNDOING, ImportState.UNDONE}:
            return book_import
        if book_import.state != ImportState.DONE:
            raise Invalid(say("Only an import that was performed, and not undone yet, can be undone."))
        book_import.confirmed = digest
        _ask_for(book_import, ImportState.UNDOING, actor)
    return book_import


def discard(import_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Forgets an import that was not performed: its rows, and its file.

    Raises NotAllowed, Missing, and Invalid for an import that runs or has run.
    """
    with _locked(import_id, actor, among=(*BEFORE_IT_RAN, ImportState.CHECKING), at=at) as book_import:
        forget(book_import, at=at or timezone.now())


def forget_abandoned(at: datetime) -> int:
    """Forgets imports that nobody confirmed for a week: their files are full of other people's words.

    Returns how many.
    """
    old = BookImport.objects.filter(state__in=BEFORE_IT_RAN, created_at__lt=at - KEPT_UNCONFIRMED)
    forgotten = 0
    for import_id in list(old.values_list("id", flat=True)):
        with transaction.atomic():
            book_import = old.select_for_update().filter(pk=import_id).first()
            if book_import is not None:
                forget(book_import, at=at)
                forgotten += 1
    return forgotten


def forget(book_import: BookImport, *, at: datetime) -> None:
    """Takes an import and its rows away and dooms its file. The caller holds the transaction."""
    doom_file(book_import, at=at)
    BookImport.objects.filter(pk=book_import.pk).delete()


@contextmanager
def _locked(
    import_id: str, actor: Actor, *, among: Sequence[ImportState], at: datetime | None = None
) -> Iterator[BookImport]:
    """An import of the actor's firm, locked until the end; `among` are the states it may be in, if not all."""
    firm_id = firm_for(actor, Right.CLIENTS, at=at or timezone.now())
    with transaction.atomic():
        rows = BookImport.objects.select_for_update(of=("self",)).select_related("firm")
        book_import = rows.filter(pk=import_id, firm_id=firm_id).first()
        if book_import is None:
            raise Missing(import_id)
        if among and book_import.state not in among:
            raise Invalid(say("This import runs or has run: it can no longer be changed."))
        yield book_import


def _ask_for(book_import: BookImport, work: ImportState, actor: Actor) -> None:
    book_import.state, book_import.asked_by_id, book_import.problem = work.value, actor.person, {}
    book_import.rows_done = book_import.attempts = 0
    book_import.lease_until, book_import.lease_key = None, ""
    book_import.save()


def _describe(book_import: BookImport, book: Book) -> None:
    book_import.encoding, book_import.delimiter = book.encoding, book.layout.delimiter
    book_import.mapping = [[header, field] for header, field in mapping_of(recognise(book.headers)).items()]
    book_import.rows_total = book.count_rows()


def _hash(file: "File[bytes]") -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256")
    file.seek(0)
    return digest.hexdigest()


def _shown(name: str) -> str:
    """The file's own name, without folders and signs that steer a screen."""
    plain = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable())
    return plain[-LONGEST_NAME:] or "clients.csv"
