"""A ZIP becomes the documents in it: all or none, never under a stop (R20)."""

import os
import zipfile
from collections.abc import Callable, Generator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django.fixtures import Settings

from tenure.core.actions import Answers, DocumentChoice, DocumentScope, Verb
from tenure.demo.pdf import page
from tenure.operations.document_reading import read_due
from tenure.operations.documents import Added, add_document
from tenure.operations.log import verify
from tenure.operations.shelf import KEPT_FOR, LeftTooLong, Shelf
from tenure.operations.tidying import remove_doomed_files
from tenure.operations.unpacking import left_of
from tenure.outlets.extraction import limits
from tenure.outlets.extraction.archive import NotUnpacked
from tenure.outlets.extraction.extracted import Entry
from tenure.outlets.extraction.reader import Content, Reader
from tenure.outlets.extraction.troubles import Failure, Trouble
from tenure.records.models import Document, DocumentState, DoomedFile, LogEntry
from tests.operations.acting import do, product_of
from tests.operations.filing import files_in, keep_files_in
from tests.outlets.extraction import papers
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db

NOW = timezone.now()
ONE, TWO = page(["Paper & Ink Ltd", "Invoice 1"]), page(["Paper & Ink Ltd", "Invoice 2"])


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    keep_files_in(tmp_path, settings)
    return practice_world()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


def added(world: World, content: bytes, name: str = "march.zip") -> Document:
    answer = add_document(world.birch.id, ContentFile(content), name=name, actor=world.actor(world.zoe))
    assert isinstance(answer, Added)
    return answer.document


def stop(world: World) -> None:
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)


def expected_files() -> set[str]:
    return {str(document.file) for document in Document.objects.exclude(file="")}


class Interrupted(Reader):
    """The real reader; something happens after it has unpacked the first file."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self.meanwhile = meanwhile

    def unpack(self, content: Content) -> Generator[Entry | NotUnpacked | Failure]:
        for number, found in enumerate(super().unpack(content)):
            if number == 1:
                self.meanwhile()
            yield found


def test_every_entry_becomes_a_document_that_is_read_and_says_where_it_came_from(
    world: World, reader: Reader, tmp_path: Path
) -> None:
    archive = added(world, papers.zipped({"March/one.pdf": ONE, "two.pdf": TWO}))
    assert read_due(NOW, reader, limit=1) == 1
    archive = fresh(archive)
    assert (archive.state, archive.trouble_values) == (DocumentState.UNPACKED, {"taken": 2, "left": []})
    one, two = Document.objects.filter(archive=archive).order_by("name")
    assert (one.name, two.name, one.came_in) == ("one.pdf", "two.pdf", "march.zip")
    for document in (one, two):
        assert document.state == DocumentState.RECEIVED
        assert document.subscription_id == archive.subscription_id
        assert (document.added_by_id, document.added_side, document.added_at, document.origin) == (
            archive.added_by_id, archive.added_side, archive.added_at, archive.origin,
        )  # fmt: skip
    assert one.file.open("rb").read() == ONE
    assert read_due(NOW, reader) == 2
    assert {fresh(one).state, fresh(two).state} <= {DocumentState.READY, DocumentState.REVIEW}
    assert files_in(tmp_path) == expected_files()
    assert not DoomedFile.objects.exists()
    entries = LogEntry.objects.filter(chain=world.birch.id, event="document_added")
    assert {entry.content["document"] for entry in entries} >= {archive.id, one.id, two.id}
    assert list(verify([world.birch.id])) == []


def test_what_is_left_keeps_its_reason(world: World, reader: Reader, tmp_path: Path) -> None:
    added(world, TWO, "earlier.pdf")
    content = papers.zipped(
        {
            "one.pdf": ONE,
            "again.pdf": ONE,
            "earlier-too.pdf": TWO,
            "../../etc/cron.pdf": ONE,
            "run.pdf": b"MZ\x90\x00",
            "inner.zip": papers.zipped({"x.pdf": ONE}),
        }
    )
    archive = added(world, content)
    read_due(NOW, reader)
    archive = fresh(archive)
    assert archive.state == DocumentState.UNPACKED
    assert {name: failure.trouble for name, failure in left_of(archive)} == {
        "again.pdf": Trouble.ALREADY_THERE,
        "earlier-too.pdf": Trouble.ALREADY_THERE,
        "cron.pdf": Trouble.LEAVES_THE_ARCHIVE,
        "run.pdf": Trouble.PROGRAM,
        "inner.zip": Trouble.ARCHIVE_IN_ARCHIVE,
    }
    assert [document.name for document in archive.unpacked.all()] == ["one.pdf"]
    assert files_in(tmp_path) == expected_files()
    assert not DoomedFile.objects.exists()


def test_an_archive_with_nothing_to_give_is_not_readable_and_one_of_known_files_is(
    world: World, reader: Reader
) -> None:
    nothing = added(world, papers.zipped({"run.pdf": b"MZ\x90\x00"}), "nothing.zip")
    broken = added(world, papers.zipped({"one.pdf": ONE})[:-10], "broken.zip")
    added(world, TWO, "two.pdf")
    known = added(world, papers.zipped({"two.pdf": TWO}), "known.zip")
    read_due(NOW, reader)
    assert (fresh(nothing).state, fresh(nothing).trouble) == ("failed", Trouble.NOTHING_TAKEN_OUT)
    assert [failure.trouble for _name, failure in left_of(fresh(nothing))] == [Trouble.PROGRAM]
    assert (fresh(broken).state, fresh(broken).trouble) == ("failed", Trouble.DAMAGED)
    assert fresh(known).state == DocumentState.UNPACKED


def test_an_archive_is_held_as_a_whole_and_comes_out_when_it_is_sent_on(
    world: World, reader: Reader, tmp_path: Path
) -> None:
    stop(world)
    archive = added(world, papers.zipped({"one.pdf": ONE, "two.pdf": TWO}))
    assert archive.state == DocumentState.HELD
    assert read_due(NOW, reader) == 0
    assert Document.objects.count() == 1
    assert fresh(world.birch).documents_held == 1
    answers = Answers(documents=DocumentChoice(scope=DocumentScope.ALL))
    product = product_of(world.birch, "bookkeeping")
    do(world, world.olive, Verb.REACTIVATE, product, answers, at=timezone.now() + timedelta(days=400))
    assert read_due(NOW, reader) > 0
    assert fresh(archive).state == DocumentState.UNPACKED
    assert Document.objects.count() == 3


def test_a_stop_in_the_middle_holds_the_archive_and_keeps_no_file(world: World, tmp_path: Path) -> None:
    archive = added(world, papers.zipped({"one.pdf": ONE, "two.pdf": TWO}))
    with Interrupted(lambda: stop(world)) as reader:
        assert read_due(NOW, reader) == 1
    assert fresh(archive).state == DocumentState.HELD
    assert Document.objects.count() == 1
    assert files_in(tmp_path) == expected_files()
    assert not DoomedFile.objects.exists()


def test_what_breaks_in_the_middle_leaves_nothing_and_is_done_again(
    world: World, reader: Reader, tmp_path: Path
) -> None:
    archive = added(world, papers.zipped({"one.pdf": ONE, "two.pdf": TWO}))

    def breaks() -> None:
        raise ConnectionError("the storage is away")

    with Interrupted(breaks) as broken, pytest.raises(ConnectionError):
        read_due(NOW, broken)
    assert fresh(archive).state == DocumentState.WAITING
    assert files_in(tmp_path) == expected_files()
    read_due(NOW, reader)
    assert sorted(document.name for document in fresh(archive).unpacked.all()) == ["one.pdf", "two.pdf"]


def test_files_of_a_worker_that_was_killed_are_swept_and_those_on_their_way_are_not(
    world: World, tmp_path: Path
) -> None:
    shelf = Shelf()
    shelf.put(Document(client=world.birch, name="one.pdf"), ONE)
    assert len(files_in(tmp_path)) == 1
    assert remove_doomed_files() == 0, "somebody may be about to write its row"
    DoomedFile.objects.update(at=NOW - timedelta(seconds=1))
    assert remove_doomed_files() == 1
    assert files_in(tmp_path) == set()


def test_a_file_that_lay_too_long_becomes_no_document(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document(client=world.birch, name="one.pdf")
    with Shelf() as shelf:
        shelf.put(document, ONE)
        late = timezone.now() + KEPT_FOR
        monkeypatch.setattr("tenure.operations.shelf.timezone.now", lambda: late)
        with pytest.raises(LeftTooLong):
            shelf.keep([document.id])
    assert not default_storage.exists(str(document.file.name))


def test_a_zip_as_large_as_archives_may_be_is_not_taken_for_a_large_document(
    world: World, reader: Reader
) -> None:
    noise = {f"{number}.bin": b"\x01" + os.urandom(14_000_000) for number in range(2)}
    content = papers.zipped({"one.pdf": ONE, **noise}, packing=zipfile.ZIP_STORED)
    assert len(content) > limits.MAX_FILE_BYTES
    archive = added(world, content)
    read_due(NOW, reader)
    assert fresh(archive).trouble_values["taken"] == 1
