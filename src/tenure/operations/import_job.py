"""An import in somebody's hands: claimed with a lease, reported on, let go. A killed worker's is taken up again."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from tenure.core.wording import Message, message_to_json
from tenure.operations.clock import Clock
from tenure.operations.errors import NotDone
from tenure.records.models import BookImport, DoomedFile, ImportState
from tenure.records.models.book_import import WORK

HELD_FOR = timedelta(minutes=1)
# Nobody can renew a lease on SQLite while the one transaction writes: ten times what 100,000 rows take.
ROWS_WRITTEN_A_SECOND = 500
MOST_ATTEMPTS = 5

type Tell = Callable[[str, int, int], None]


class LostLease(NotDone):
    """Somebody else works on this import by now, or it was discarded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One import that this process works on. `tell` hears the phase, the rows done and all rows."""

    book_import: BookImport
    key: str
    clock: Clock
    tell: Tell

    @property
    def mine(self) -> Q:
        """The import's row, as long as it is still held by this process."""
        return Q(pk=self.book_import.pk, lease_key=self.key)

    def report(self, rows_done: int) -> None:
        """Stores how far the reading has come and renews the lease. Raises LostLease."""
        self.tell("reading", rows_done, self.book_import.rows_total)
        self.keep(rows_done=rows_done, lease_until=self.clock.now() + HELD_FOR)

    def hold(self, rows: int) -> None:
        """Holds the import long enough for writing so many rows. Raises LostLease."""
        writing = timedelta(seconds=rows / ROWS_WRITTEN_A_SECOND)
        self.keep(lease_until=self.clock.now() + HELD_FOR + writing)

    def end(self, state: ImportState, **columns: object) -> None:
        """Lets go of the import in a new state. Raises LostLease."""
        self.keep(state=state.value, lease_until=None, lease_key="", attempts=0, **columns)

    def fail(self, problem: Message) -> None:
        """The work cannot go on; `problem` says why. Nothing of it was written. Raises LostLease."""
        undoing = self.book_import.state == ImportState.UNDOING
        self.end(ImportState.DONE if undoing else ImportState.FAILED, problem=message_to_json(problem))

    def rest(self, pause: timedelta) -> None:
        """Lets go for a while: what stood in the way is not the import's fault. Raises LostLease."""
        self.keep(lease_until=self.clock.now() + pause, lease_key="")

    def keep(self, **columns: object) -> None:
        """Stores columns of the import's row. Raises LostLease."""
        if not BookImport.objects.filter(self.mine).update(**columns):
            raise LostLease(self.book_import.pk)


def waiting(at: datetime) -> list[str]:
    """The imports that somebody should work on, oldest first."""
    return list(_free(at).order_by("created_at").values_list("id", flat=True))


def claim(import_id: str, clock: Clock, tell: Tell) -> Job | None:
    """The import in this process's hands; None if there is nothing to do on it, or somebody else does it."""
    key = secrets.token_hex(16)
    now = clock.now()
    taken = _free(now).filter(pk=import_id)
    if not taken.update(lease_key=key, lease_until=now + HELD_FOR, attempts=F("attempts") + 1):
        return None
    book_import = BookImport.objects.select_related("firm").get(pk=import_id)
    return Job(book_import=book_import, key=key, clock=clock, tell=tell)


def doom_file(book_import: BookImport, *, at: datetime) -> None:
    """The file of an import is no longer needed: it goes once the caller's transaction is through."""
    if book_import.file.name:
        DoomedFile.objects.create(path=book_import.file.name, at=at)


def _free(at: datetime) -> QuerySet[BookImport]:
    return BookImport.objects.filter(Q(lease_until=None) | Q(lease_until__lt=at), state__in=WORK)
