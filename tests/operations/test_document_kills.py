"""A worker is killed in mid-document, again and again: each document is read exactly once, or fails with a reason (R20)."""

import os
import random
import threading
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tenure.operations.document_reading import read_due
from tenure.operations.document_turns import IN_HAND_FOR, MOST_ATTEMPTS, note_lost
from tenure.operations.documents import add_document
from tenure.operations.log import verify
from tenure.outlets.extraction.reader import Reader
from tenure.outlets.extraction.troubles import Trouble
from tenure.records.models import Document, DocumentReading, DocumentState, LogEntry
from tenure.worker.duties import DUTIES
from tenure.worker.loop import run
from tests.operations.killing import Process, beside
from tests.operations.reading_documents import NO_DOCUMENT, long_bill
from tests.worlds import World, practice_world

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

# How often a worker is killed; RACE_ROUNDS=50 for the full proof.
KILLS = int(os.environ.get("RACE_ROUNDS", "6"))
PAGES, SECONDS = 6, 30.0
OVER = IN_HAND_FOR + timedelta(seconds=1)
READING = tuple(duty for duty in DUTIES if duty.name == "documents")
READ = (DocumentState.READY.value, DocumentState.REVIEW.value)
PROCESSING = DocumentState.PROCESSING.value


def works() -> None:
    """The worker's own loop, with its own reader, until it is killed."""
    run(threading.Event(), READING)


def put(world: World, number: int) -> None:
    """Two bills and something that is no document, in this order."""
    for name, content in (
        ("first", long_bill(PAGES, f"{number}a")),
        ("second", long_bill(PAGES, f"{number}b")),
        ("none", NO_DOCUMENT + str(number).encode()),
    ):
        add_document(
            world.birch.id, ContentFile(content), name=f"{name} {number}.pdf", actor=world.actor(world.zoe)
        )


def wait_for_the_middle(worker: Process) -> None:
    """Until it has one in hand."""
    end = time.monotonic() + SECONDS
    while not Document.objects.filter(state=PROCESSING).exists():
        assert time.monotonic() < end, "the worker does nothing"
        worker.wait_for(0.01)


def to_the_end() -> None:
    """What the next worker does once the dead one's lease is over."""
    with Reader() as reader:
        while read_due(timezone.now() + OVER, reader):
            pass


def test_a_worker_killed_in_mid_document_leaves_each_read_once_or_failed_with_a_reason() -> None:
    world = practice_world()
    chance, amid = random.Random(24), 0  # noqa: S311 - the same moments each time
    for number in range(KILLS):
        put(world, number)
        worker = beside(works)
        wait_for_the_middle(worker)
        worker.wait_for(chance.uniform(0, 0.9))
        worker.kill()
        left = Document.objects.filter(state=PROCESSING)
        amid += left.count()
        assert all(one.lease_until <= timezone.now() + IN_HAND_FOR for one in left if one.lease_until)
        to_the_end()
        _each_once()
    assert amid > KILLS // 3, "most of them are killed with one in hand"
    assert Document.objects.count() == 3 * KILLS
    assert Document.objects.filter(state__in=READ).count() == 2 * KILLS
    assert list(verify([world.birch.id])) == []
    print(f"killed {KILLS} times, {amid} times in mid-document")  # noqa: T201 - the figure that is published


def test_a_document_that_kills_every_worker_fails_with_a_reason() -> None:
    world = practice_world()
    put(world, 0)
    first = Document.objects.order_by("added_at", "id")[0]
    for _attempt in range(MOST_ATTEMPTS):
        worker = beside(works)
        wait_for_the_middle(worker)
        worker.kill()
        assert note_lost(timezone.now() + OVER) == 1
    to_the_end()
    first.refresh_from_db()
    assert (first.state, first.trouble) == (DocumentState.FAILED, Trouble.CRASHED)
    _each_once()


def _each_once() -> None:
    """No document is in hand, each was read or failed, once, with one line in the log."""
    readings = dict.fromkeys(DocumentReading.objects.values_list("document_id", flat=True), 1)
    entries = [
        entry.content["document"] for entry in LogEntry.objects.filter(event="document_read").order_by("id")
    ]
    for document in Document.objects.all():
        crashed = document.trouble == Trouble.CRASHED
        assert document.state in {*READ, DocumentState.FAILED.value}, document
        assert readings.get(document.id, 0) == (document.state in READ)
        assert bool(document.trouble) == (document.state == DocumentState.FAILED)
        assert entries.count(document.id) == (0 if crashed else 1)
        assert (document.lease_key, document.lease_until) == ("", None)
