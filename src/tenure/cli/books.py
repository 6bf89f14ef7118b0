"""`tenure import`: a client book read, judged row by row and written as a whole, or an import undone (R57)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File
from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.actors import actor_in_firm
from tenure.cli.book_in_hand import BookInHand
from tenure.cli.book_text import print_report, print_undone
from tenure.cli.client_json import Plain
from tenure.cli.ending import ExitCode, wrong_usage
from tenure.cli.refusing import no_such_import, not_allowed, refused_as
from tenure.core.actor import Actor
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.imports import bring_in
from tenure.outlets.books import BookError, parse_overrides
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of
from tenure.speech.speak import speak

# What was said about the columns is wrong, not the file.
ABOUT_COLUMNS = frozenset({"bad_mapping", "unknown_field", "unknown_header"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The options of `tenure import`, as typed; `products` None is the policy's first one."""

    file: str | None
    firm: str
    person: str
    columns: Sequence[str]
    products: Sequence[str] | None
    preview: bool
    undo: str | None
    as_json: bool


def carry_out(wish: Wish) -> ExitCode:
    """Imports, previews or undoes, and prints what became of each row."""
    try:
        actor = actor_in_firm(wish.person, wish.firm)
        return _undo(wish, actor, wish.undo) if wish.undo is not None else _import(wish, actor)
    except BookError as error:
        if error.code in ABOUT_COLUMNS:
            raise wrong_usage(speak(error.message)) from error
        raise refused_as(error.code, error.message) from error
    except NotAllowed as refused:
        raise not_allowed(refused.message) from refused
    except Invalid as wrong:
        raise refused_as("invalid", wrong.message) from wrong
    except Missing as missing:
        raise no_such_import() from missing


def _import(wish: Wish, actor: Actor) -> ExitCode:
    overrides = parse_overrides(wish.columns)
    book = BookInHand(actor, _brought_in(wish.file, actor))
    try:
        book.check(overrides)
        if not wish.preview and book.changes_something:
            book.perform(_products(wish, actor))
        report = book.report()
    except BaseException:
        book.forget()
        raise
    if not report["performed"]:
        book.forget()
    _print(wish, report)
    return ExitCode.REFUSED if book.wholly_refused else ExitCode.DONE


def _brought_in(name: str | None, actor: Actor) -> str:
    if name is None:
        raise wrong_usage(_("Name a file, or an import to undo with --undo."))
    try:
        with Path(name).open("rb") as opened:
            return bring_in(File(opened), name=Path(name).name, actor=actor).id
    except OSError as error:
        raise wrong_usage(_("%(file)s cannot be read.") % {"file": name}) from error


def _undo(wish: Wish, actor: Actor, import_id: str) -> ExitCode:
    undone = BookInHand(actor, import_id).undo(preview=wish.preview)
    if wish.as_json:
        screen.document(undone)
    else:
        print_undone(undone)
    return ExitCode.DONE


def _products(wish: Wish, actor: Actor) -> Sequence[str]:
    if wish.products is not None:
        return wish.products
    return [product.code for product in policy_of(firm_of(actor)).products[:1]]


def _print(wish: Wish, report: Plain) -> None:
    if wish.as_json:
        screen.document(report)
    else:
        print_report(report)
