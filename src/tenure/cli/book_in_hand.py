"""One client book on its way through the terminal: checked, performed or undone, and reported (R57)."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from django.utils.translation import gettext as _

from tenure.cli.client_json import Plain
from tenure.cli.ending import Ended, ExitCode, failed
from tenure.cli.progress import bar
from tenure.core.actor import Actor
from tenure.core.books import Field
from tenure.core.wording import message_from_json
from tenure.operations.errors import Missing, NotDone
from tenure.operations.import_undo import plan_undo
from tenure.operations.import_work import work_on
from tenure.operations.imports import ask_undo, choose_columns, confirm, discard
from tenure.outlets.books import with_overrides
from tenure.records.book_imports import ImportState, changes_of, import_of, reasons_of, rows_of
from tenure.speech.speak import speak

WORKING = frozenset({ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING})
LOOK_SECONDS = 0.2


class BookInHand:
    """An import of the actor's firm. What a worker does with it later is done here at once."""

    def __init__(self, actor: Actor, import_id: str) -> None:
        self._actor = actor
        self._id = import_id
        self._look()

    def check(self, overrides: Mapping[str, Field | None]) -> None:
        """Judges every row; BookError where the columns or the file make that impossible."""
        mapping = with_overrides(dict(self._book.mapping), overrides)
        choose_columns(
            self._id, [_field(mapping[header]) for header, _old in self._book.mapping], actor=self._actor
        )
        self._work(_("Reading"))
        if self._book.state != ImportState.PREVIEWED:
            raise self._problem(ExitCode.REFUSED)

    def perform(self, products: Sequence[str]) -> None:
        """Writes what was judged, as a whole; ends the command where the clients changed meanwhile."""
        confirm(self._id, digest=self._book.digest, products=products, actor=self._actor)
        try:
            self._work(_("Writing"))
        except KeyboardInterrupt:
            sentence = _("Interrupted. What was begun is finished by the worker, or not at all.")
            raise failed("interrupted", sentence) from None
        if self._book.state != ImportState.DONE:
            raise self._problem(ExitCode.FACTS_CHANGED)

    def undo(self, *, preview: bool) -> Plain:
        """Takes the import back, or only says what that would do."""
        plan = plan_undo(self._book)
        counts: Plain = {result.value: count for result, count in plan.counts.items()}
        if not preview:
            ask_undo(self._id, digest=plan.digest, actor=self._actor)
            self._work(_("Undoing"))
            if self._book.state != ImportState.UNDONE:
                raise self._problem(ExitCode.FACTS_CHANGED)
        kept = [
            {"line": one.number, "result": "kept", "client": one.client, "name": one.name}
            | {"reason": speak(one.reason.message)}
            for one in plan.kept
        ]
        done = not preview
        return {"import": self._id, "performed": done, "undone": done, "counts": counts, "rows": kept}

    def forget(self) -> None:
        """An import that was not performed leaves nothing behind."""
        with suppress(NotDone):
            discard(self._id, actor=self._actor)

    @property
    def changes_something(self) -> bool:
        """Whether at least one row creates or changes a client."""
        return self._book.created + self._book.updated > 0

    @property
    def wholly_refused(self) -> bool:
        """Whether no row can be taken."""
        return self._book.refused > 0 and not (self.changes_something or self._book.unchanged)

    def report(self) -> Plain:
        """What became of the file and of each row, or would."""
        book = self._book
        return {
            "import": self._id if book.state == ImportState.DONE else None,
            "performed": book.state == ImportState.DONE,
            "file": book.name,
            "encoding": book.encoding,
            "delimiter": book.delimiter,
            "mapping": dict(book.mapping),
            "ignored": [header for header, field in book.mapping if not field],
            "counts": {
                "created": book.created,
                "updated": book.updated,
                "unchanged": book.unchanged,
                "refused": book.refused,
            },
            "rows": list(self._rows()),
        }

    def _rows(self) -> Iterator[Plain]:
        performed = self._book.state == ImportState.DONE
        for row in rows_of(self._id).iterator(chunk_size=2_000):
            known = performed or row.result != "created"
            reasons = reasons_of(row)
            yield {
                "line": row.number,
                "result": row.result,
                "name": row.name,
                # Before it is performed nobody has this id yet.
                "client": row.client_id if known and row.client_id else None,
                "reason": " ".join(speak(message) for _code, message in reasons),
                "reasons": [{"code": code, "sentence": speak(message)} for code, message in reasons],
                "changes": [
                    {"field": change.field.value, "old": change.old, "new": change.new}
                    for change in changes_of(row)
                    if row.result == "updated"
                ],
            }

    def _work(self, title: str) -> None:
        with bar(title) as tell:
            # A worker may have taken it up first: then this is only watching.
            while not work_on(self._id, tell=tell) and self._look() in WORKING:
                time.sleep(LOOK_SECONDS)
        self._look()

    def _look(self) -> str:
        book = import_of(self._actor, self._id)
        if book is None:
            raise Missing(self._id)
        self._book = book
        return book.state

    def _problem(self, code: ExitCode) -> Ended:
        problem = self._book.problem
        sentence = speak(message_from_json(problem)) if problem else _("The import was not performed.")
        name = "facts_changed" if code is ExitCode.FACTS_CHANGED else "not_imported"
        refusal = {"code": name, "sentence": sentence, "way_out": ""}
        return Ended(code, {"performed": False, "refusals": [refusal]}, sentence)


def _field(value: str | None) -> Field | None:
    return Field(value) if value else None
