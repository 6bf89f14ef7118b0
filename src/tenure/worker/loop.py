"""One loop over the duties: works while there is work, looks again every second, stops between two pieces."""

import logging
import signal
import threading
import time
from collections.abc import Sequence

from django.db import close_old_connections
from django.utils import timezone

from tenure.worker.duties import DUTIES, Duty
from tenure.worker.letterbox import open_letterbox

LOOK_AGAIN = 1.0  # seconds
REST_AFTER_FAILURE = 15.0  # seconds

logger = logging.getLogger(__name__)


def run(stop: threading.Event, duties: Sequence[Duty] = DUTIES) -> None:
    """Does what is due until `stop` is set. A duty that fails is logged and rests a while."""
    due = dict.fromkeys((duty.name for duty in duties), 0.0)
    while not stop.is_set():
        busy = False
        for duty in duties:
            if stop.is_set() or time.monotonic() < due[duty.name]:
                continue
            try:
                done = _perform(duty, stop)
            except Exception:  # the database may be away, and comes back
                logger.exception("%s: failed", duty.name)
                due[duty.name] = time.monotonic() + REST_AFTER_FAILURE
                continue
            busy = busy or done > 0
            # More of the same at once, as long as there is some.
            due[duty.name] = 0.0 if done else time.monotonic() + duty.every.total_seconds()
        if not busy:
            stop.wait(LOOK_AGAIN)


def run_until_signalled() -> None:
    """`run` in the main thread until SIGTERM or SIGINT; a second signal ends the process at once."""
    stop = threading.Event()

    def ask_to_stop(number: int, _frame: object) -> None:
        logger.info("%s: stopping after the letter in hand", signal.Signals(number).name)
        signal.signal(number, signal.SIG_DFL)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    # Whoever started this process may have held a signal back until somebody answers it.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    logger.info("the worker looks after letters, imports and reminders")
    with open_letterbox():
        run(stop)


def _perform(duty: Duty, stop: threading.Event) -> int:
    # As Django does around a request: a connection that the server closed is not used again.
    close_old_connections()
    try:
        return duty.perform(timezone.now(), stop.is_set)
    finally:
        close_old_connections()
