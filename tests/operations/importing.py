"""Bringing a client book in as a person would: the file, its columns, a look, a yes."""

from collections.abc import Sequence
from pathlib import Path

from django.core.files.base import ContentFile

from tenure.core.books import Field
from tenure.operations.import_undo import plan_undo
from tenure.operations.import_work import work_on
from tenure.operations.imports import ask_undo, bring_in, choose_columns, confirm
from tenure.records.models import BookImport, Client, ImportRow, Person
from tests.books.shelf import written
from tests.worlds import World

HEADERS = ("Name", "Email", "Phone", "Company number")
ELM = ("Elm Street Bakery", "hello@elm.example", "020 7946 0001", "11111111")
FIR = ("Fir & Co Ltd", "office@fir.example", "020 7946 0002", "22222222")
# Birch is a client already, under the address that the world gives it.
BIRCH = ("Birch & Sons", "office@birch.example", "020 7946 0003", "")
NAMELESS = ("", "ghost@nobody.example", "", "")


def book(*rows: Sequence[str], headers: Sequence[str] = HEADERS) -> bytes:
    """A client book with these rows."""
    return written([headers, *rows])


def previewed(
    world: World,
    content: bytes | Path,
    *,
    who: Person | None = None,
    fields: Sequence[Field | None] | None = None,
) -> BookImport:
    """The import of a file whose columns are read as recognised, or as given."""
    actor = world.actor(who or world.olive)
    file = ContentFile(content.read_bytes() if isinstance(content, Path) else content)
    begun = bring_in(file, name="book.csv", actor=actor)
    recognised = [Field(field) if field else None for _header, field in begun.mapping]
    choose_columns(begun.id, recognised if fields is None else fields, actor=actor)
    return worked(begun)


def imported(
    world: World, content: bytes | Path, *, who: Person | None = None, products: Sequence[str] = ()
) -> BookImport:
    """The import of a file, performed."""
    seen = previewed(world, content, who=who)
    confirm(seen.id, digest=seen.digest, products=products, actor=world.actor(who or world.olive))
    return worked(seen)


def undone(world: World, done: BookImport) -> BookImport:
    """The import, undone as its plan says."""
    ask_undo(done.id, digest=plan_undo(done).digest, actor=world.actor(world.olive))
    return worked(done)


def worked(book_import: BookImport) -> BookImport:
    """The import after somebody worked on it."""
    assert work_on(book_import.id)
    return BookImport.objects.select_related("firm").get(pk=book_import.pk)


def results(book_import: BookImport) -> list[str]:
    """What became of each row, in the order of the file."""
    rows = ImportRow.objects.filter(book_import=book_import).order_by("number")
    return list(rows.values_list("result", flat=True))


def client_called(name: str) -> Client:
    """The one client of this name."""
    return Client.objects.get(name=name)
