"""The letterbox of the worker: open while it works, where the settings say so (R20)."""

import contextlib
import logging
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import connections

from tenure.operations.mail_addresses import client_at
from tenure.operations.mail_taking import take_mail
from tenure.outlets.mail_in.letterbox import House, Letterbox

logger = logging.getLogger(__name__)


@contextlib.contextmanager
def open_letterbox() -> Iterator[Letterbox | None]:
    """Takes documents by mail for as long as the block, if TENURE_MAIL_IN says where."""
    if settings.TENURE_MAIL_IN is None:
        yield None
        return
    host, port = settings.TENURE_MAIL_IN
    letterbox = Letterbox(host, port, the_house(), name=settings.TENURE_MAIL_IN_DOMAIN)
    try:
        letterbox.open()
    except OSError:
        # Another worker on this machine has it already; letters and readings go on here.
        logger.exception("no documents by mail here: nothing can listen at %s port %d", host, port)
        yield None
        return
    logger.info("documents by mail are taken at %s port %d", letterbox.host, letterbox.port)
    try:
        yield letterbox
    finally:
        letterbox.close()


def the_house() -> House:
    """What the letterbox asks, each question with a connection of its own to the database."""
    return House(
        lives_here=lambda address: _asked(lambda: client_at(address) is not None),
        keep=lambda address, content, sender: _asked(lambda: take_mail(address, content, sender)),
    )


def _asked[T](question: Callable[[], T]) -> T:
    try:
        return question()
    finally:
        # The thread may rest for hours: neither does it keep a connection, nor find one that was closed.
        connections.close_all()
