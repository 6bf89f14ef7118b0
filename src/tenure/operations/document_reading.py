"""The daily work of reading: what waits is read one after the other, each exactly once (R20, R24)."""

import secrets
from collections.abc import Callable
from datetime import datetime

from tenure.operations.clock import Clock
from tenure.operations.document_turns import LeaseLost, due, let_go, note_lost, stay, store, take_in_hand
from tenure.operations.unpacking import Unpacked, is_archive, taken_out
from tenure.outlets.extraction.extracted import Extracted
from tenure.outlets.extraction.reader import Reader
from tenure.outlets.extraction.troubles import Failure, Trouble
from tenure.records.models import Document

# A scan takes a second or two: letters and the other duties wait no longer than this many of them.
BATCH = 10


def read_due(
    at: datetime, reader: Reader, *, limit: int = BATCH, stopping: Callable[[], bool] = lambda: False
) -> int:
    """Reads up to `limit` documents that wait; stops between two when `stopping` says so. Returns how many moved.

    A document whose reader died comes back when its lease has run out.
    """
    clock, key = Clock(at), secrets.token_hex(16)
    moved = note_lost(clock.now())
    for document in due(limit):
        if stopping():
            break
        if take_in_hand(document, key, clock.now()):
            _read(document, key, reader, clock)
        moved += 1
    return moved


def _read(document: Document, key: str, reader: Reader, clock: Clock) -> None:
    """Reads one that is in hand, outside any transaction, and stores what came of it."""
    try:
        found = _found(document, reader, lambda: stay(document, key, clock.now()))
    except LeaseLost:
        return
    except BaseException:
        let_go(document, key)
        raise
    if not isinstance(found, Unpacked):
        store(document, key, found, at=clock.now())
        return
    with found.shelf:
        store(document, key, found, at=clock.now())


def _found(
    document: Document, reader: Reader, in_hand: Callable[[], object]
) -> Extracted | Unpacked | Failure:
    try:
        if is_archive(document):
            return taken_out(document, reader, in_hand)
        content = document.file.open("rb")
    except (FileNotFoundError, ValueError):
        return Failure(trouble=Trouble.FILE_GONE)
    client = document.client
    with content:
        return reader.read(content.file, country=client.country, language=client.locale)
