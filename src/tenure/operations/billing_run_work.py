"""Works on billing runs that wait, some customers at a time. The worker's duty; the terminal does it at once (R42)."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError
from django.utils import timezone

from tenure.core.billing_runs import Trouble
from tenure.operations.billing_run_chunk import Stuck, bill_chunk
from tenure.operations.billing_run_hold import Hold, LostLease, claim, waiting
from tenure.operations.clock import Clock
from tenure.records.models import BillingRun

BUSY_PAUSE = timedelta(seconds=15)
# Some seconds of work: then the worker looks after letters again.
CHUNKS_AT_A_TIME = 20

type Tell = Callable[[str, int, int], None]

logger = logging.getLogger(__name__)


def run_waiting(clock: Clock | None = None, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """A piece of every run that waits, those of killed workers too; returns how many were in hand."""
    clock = clock or Clock(timezone.now())
    worked = 0
    for run_id in waiting(clock.now()):
        if stopping():
            break
        worked += _work_on(run_id, clock, stopping, _untold)
    return worked


def work_on(run_id: str, *, clock: Clock | None = None, tell: Tell | None = None) -> bool:
    """Works on one run to its end; False if it waits for nothing, or somebody else has it in hand.

    `tell` hears customers done and all customers. What goes wrong is kept as the run's trouble.
    """
    clock = clock or Clock(timezone.now())
    worked = False
    while _work_on(run_id, clock, lambda: False, tell or _untold):
        worked = True
    return worked


def _untold(_phase: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def _work_on(run_id: str, clock: Clock, stopping: Callable[[], bool], tell: Tell) -> bool:
    hold = claim(run_id, clock)
    if hold is None:
        return False
    try:
        _piece(hold, stopping, tell)
    except LostLease:
        logger.info("billing run %s: stopped, or somebody else has it", run_id)
    except Stuck as stuck:
        hold.fail(stuck.trouble)
    except OperationalError:
        logger.warning("billing run %s: the database was busy", run_id, exc_info=True)
        hold.rest(BUSY_PAUSE)
    except Exception:  # one run that fails must not hold up all others
        logger.exception("billing run %s", run_id)
        hold.fail(Trouble.BROKEN)
    return True


def _piece(hold: Hold, stopping: Callable[[], bool], tell: Tell) -> None:
    for _chunk in range(CHUNKS_AT_A_TIME):
        run: BillingRun = bill_chunk(hold)
        tell("billing", run.done, run.customers)
        if run.finished_at is not None:
            return
        if stopping():
            break
    hold.let_go()
