"""A document is read once, never under a stop, and never left with a reader that died (R20, R24)."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.demo.pdf import page
from tenure.operations import document_reading
from tenure.operations.document_again import read_again
from tenure.operations.document_reading import read_due
from tenure.operations.document_turns import IN_HAND_FOR, MOST_ATTEMPTS, due, note_lost, store, take_in_hand
from tenure.operations.documents import add_document
from tenure.operations.errors import Invalid, Missing
from tenure.outlets.extraction.extracted import Extracted
from tenure.outlets.extraction.reader import Content, Reader
from tenure.outlets.extraction.troubles import Failure, Trouble
from tenure.records.models import Document, DocumentReading, DocumentState
from tests.operations.acting import do, product_of
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db

NOW = timezone.now()
BILL = page(["Paper & Ink Ltd", "", "Invoice 4711", "Date: 03.11.2026", "", "Total: GBP 120.00"])


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


class Interrupted(Reader):
    """The real reader, with something that happens while it reads."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self.meanwhile = meanwhile

    def read(self, content: Content, *, country: str = "", language: str = "") -> Extracted | Failure:
        found = super().read(content, country=country, language=language)
        self.meanwhile()
        return found


def added(world: World, content: bytes = BILL) -> Document:
    actor = world.actor(world.zoe)
    return add_document(world.birch.id, ContentFile(content), name="bill.pdf", actor=actor).document


def stop(world: World) -> None:
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)


def test_what_waits_is_read_once(world: World, reader: Reader) -> None:
    document = added(world)
    assert read_due(NOW, reader) == 1
    reading = DocumentReading.objects.get(document=document)
    assert fresh(document).state in {DocumentState.READY, DocumentState.REVIEW}
    assert (reading.source, len(reading.shapes)) == ("text", 1)
    assert (fresh(document).pages, fresh(document).lease_key) == (1, "")
    assert read_due(NOW, reader) == 0


def test_what_cannot_be_read_says_why(world: World, reader: Reader) -> None:
    document = added(world, b"not a document at all")
    assert read_due(NOW, reader) == 1
    assert fresh(document).state == DocumentState.FAILED
    assert fresh(document).trouble == Trouble.UNKNOWN_KIND
    assert not DocumentReading.objects.exists()


def test_a_file_that_is_gone_says_so(world: World, reader: Reader) -> None:
    document = added(world)
    document.file.storage.delete(str(document.file.name))
    read_due(NOW, reader)
    assert fresh(document).trouble == Trouble.FILE_GONE


def test_nothing_is_read_under_a_stop(world: World, reader: Reader) -> None:
    document = added(world)
    stop(world)
    # As if the stop had come between the look and the work.
    Document.objects.filter(pk=document.pk).update(state=DocumentState.WAITING.value, held_since=None)
    assert read_due(NOW, reader) == 1
    assert fresh(document).state == DocumentState.HELD
    assert fresh(document).held_since is not None
    assert not DocumentReading.objects.exists()
    assert fresh(world.birch).documents_held == 1


def test_what_was_being_read_as_the_stop_came_is_held_and_nothing_of_it_kept(world: World) -> None:
    document = added(world)
    with Interrupted(lambda: stop(world)) as reader:
        assert read_due(NOW, reader) == 1
    assert fresh(document).state == DocumentState.HELD
    assert not DocumentReading.objects.exists()


def test_a_reader_that_died_loses_the_document_when_its_lease_ends(world: World, reader: Reader) -> None:
    document = added(world)
    assert take_in_hand(document, "dead", NOW)
    assert read_due(NOW, reader) == 0, "somebody holds it"
    later = NOW + IN_HAND_FOR + timedelta(seconds=1)
    assert read_due(later, reader) == 2, "it waits again, and is read"
    assert DocumentReading.objects.count() == 1
    late = Failure(trouble=Trouble.DAMAGED)
    assert store(document, "dead", late, at=later) in {DocumentState.READY, DocumentState.REVIEW}
    assert fresh(document).trouble == "", "the word of the dead comes too late"


def test_a_document_whose_reader_dies_every_time_fails_with_a_reason(world: World) -> None:
    document, at = added(world), NOW
    for attempt in range(MOST_ATTEMPTS):
        assert take_in_hand(due(1)[0], f"reader {attempt}", at)
        at += IN_HAND_FOR + timedelta(seconds=1)
        assert note_lost(at) == 1
    assert (fresh(document).state, fresh(document).trouble) == (DocumentState.FAILED, Trouble.CRASHED)
    assert due(1) == []


def test_a_worker_that_is_asked_to_stop_begins_nothing_new(world: World, reader: Reader) -> None:
    added(world)
    assert read_due(NOW, reader, stopping=lambda: True) == 0
    assert Document.objects.get().state == DocumentState.RECEIVED


def test_what_breaks_the_work_itself_leaves_the_document_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    document = added(world)

    def breaks(*_args: object, **_kwargs: object) -> None:
        raise ConnectionError("the storage is away")

    monkeypatch.setattr(document_reading, "_found", breaks)
    with pytest.raises(ConnectionError):
        read_due(NOW, reader)
    assert (fresh(document).state, fresh(document).attempts) == (DocumentState.WAITING, 0)


def test_what_failed_is_tried_again_and_what_did_not_is_not(world: World, reader: Reader) -> None:
    document, zoe = added(world, b"not a document at all"), world.actor(world.zoe)
    with pytest.raises(Invalid):
        read_again(document.id, actor=zoe)
    read_due(NOW, reader)
    assert read_again(document.id, actor=zoe) is DocumentState.WAITING
    assert (fresh(document).trouble, fresh(document).attempts) == ("", 0)
    read_due(NOW, reader)
    stop(world)
    assert read_again(document.id, actor=world.actor(world.mina)) is DocumentState.HELD
    with pytest.raises(Missing):
        read_again(document.id, actor=world.actor(world.stan))
