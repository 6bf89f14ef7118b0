"""Works on imports that wait: checks, writes, undoes them. The worker's duty; the terminal does it at once."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import OperationalError
from django.utils import timezone

from tenure.core.actor import Right
from tenure.core.wording import message_to_json, say
from tenure.operations import import_job
from tenure.operations.clock import Clock
from tenure.operations.errors import NotAllowed
from tenure.operations.import_check import check
from tenure.operations.import_job import MOST_ATTEMPTS, Job, LostLease, Tell
from tenure.operations.import_undo import undo
from tenure.operations.import_write import write
from tenure.operations.permission import firm_for
from tenure.outlets.books import BookError
from tenure.records.models import ImportState
from tenure.records.people import actor_at_firm

BUSY_PAUSE = timedelta(seconds=15)
# How often clients may change between judging and writing before the worker turns to something else.
TRIES = 3

GIVEN_UP = say("The import was begun several times and never came to its end. Nothing was changed.")
BROKEN = say("Something went wrong that nobody foresaw. Nothing was changed; the worker's log says why.")
MOVED = say("Your clients changed since you looked. Nothing was imported: this is the new preview.")

logger = logging.getLogger(__name__)


def run_waiting(at: datetime | None = None, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Works on every import that waits at `at`, those of killed workers too; returns how many were in hand."""
    clock = Clock(at or timezone.now())
    worked = 0
    for import_id in import_job.waiting(clock.now()):
        if stopping():
            break
        worked += _work_on(import_id, clock, _untold)
    return worked


def work_on(import_id: str, *, at: datetime | None = None, tell: Tell | None = None) -> bool:
    """Works on one import now; False if it waits for nothing, or somebody else has it in hand.

    `tell` hears phase, rows done and all rows. What goes wrong is kept as the import's problem.
    """
    return _work_on(import_id, Clock(at or timezone.now()), tell or _untold)


def _untold(_phase: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def _work_on(import_id: str, clock: Clock, tell: Tell) -> bool:
    job = import_job.claim(import_id, clock, tell)
    if job is None:
        return False
    try:
        _carefully(job)
    except LostLease:
        logger.info("import %s: somebody else has it", import_id)
    return True


def _carefully(job: Job) -> None:
    """Nothing that goes wrong leaves the import in nobody's hands or holds up the next one."""
    try:
        if job.book_import.attempts > MOST_ATTEMPTS:
            job.fail(GIVEN_UP)
        else:
            _work(job)
    except LostLease:
        raise
    except BookError as error:
        job.end(ImportState.UPLOADED, problem=message_to_json(error.message))
    except NotAllowed as refused:
        job.fail(refused.message)
    except OperationalError:
        logger.warning("import %s: the database was busy", job.book_import.pk, exc_info=True)
        job.rest(BUSY_PAUSE)
    except Exception:  # one import that fails must not hold up all others
        logger.exception("import %s", job.book_import.pk)
        job.fail(BROKEN)


def _work(job: Job) -> None:
    _still_allowed(job)
    match ImportState(job.book_import.state):
        case ImportState.CHECKING:
            check(job)
            job.end(ImportState.PREVIEWED, problem={})
        case ImportState.RUNNING:
            _run(job)
        case ImportState.UNDOING:
            undo(job, at=job.clock.now())
        case _:
            raise AssertionError(f"nobody claims an import that is {job.book_import.state}")


def _still_allowed(job: Job) -> None:
    """Rights are asked at the moment of acting, not of asking."""
    book_import = job.book_import
    actor = actor_at_firm(book_import.asked_by_id or "", book_import.firm_id)
    if actor is None:
        raise NotAllowed(say("Whoever asked for this no longer works at the firm."))
    firm_for(actor, Right.CLIENTS, at=job.clock.now())


def _run(job: Job) -> None:
    """Writes what was confirmed. If clients changed, the book is judged anew: the same verdicts go through."""
    for _attempt in range(TRIES):
        if write(job, at=job.clock.now()):
            return
        if check(job) != job.book_import.confirmed:
            job.end(ImportState.PREVIEWED, problem=message_to_json(MOVED))
            return
    job.rest(BUSY_PAUSE)
