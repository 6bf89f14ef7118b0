"""Files in a bucket: added, read, shown, taken out and erased as on a disk; and what happens when it is away."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import cast

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.core.books import Field
from tenure.operations.document_export import Choice, Shape, take_out
from tenure.operations.document_reading import read_due
from tenure.operations.documents import add_document
from tenure.operations.errors import Invalid
from tenure.operations.import_work import run_waiting
from tenure.operations.imports import bring_in, choose_columns, samples
from tenure.operations.tidying import remove_doomed_files
from tenure.outlets.extraction.reader import Reader
from tenure.outlets.store_away import StoreAway
from tenure.records.models import Document, DoomedFile
from tests.doors.web.walking import signed_in
from tests.object_store import FOLDER, ObjectStore, kept_in, object_store
from tests.operations.acting import do
from tests.operations.reading_documents import SURE_BILL, added
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db

CLOSED = "s3://key:secret@127.0.0.1:9/northline?tls=off"


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture
def store() -> Iterator[ObjectStore]:
    with object_store() as found:
        yield found


def test_a_document_lives_in_the_bucket_from_its_first_day_to_its_last(
    world: World, store: ObjectStore
) -> None:
    cedar, mina = world.cedar.id, world.actor(world.mina)
    document = add_document(cedar, ContentFile(SURE_BILL), name="bill.pdf", actor=mina).document
    with Reader() as reader:
        read_due(timezone.now(), reader)
    assert fresh(document).state == "ready"
    assert store.keys == [f"{FOLDER}/documents/{cedar}/{document.id}"]
    browser = signed_in(world.mina)
    picture = browser.get(reverse("document_page", args=[document.id, 1]))
    assert picture.content.startswith(b"\x89PNG")
    file = browser.get(reverse("document", args=[document.id]))
    assert b"".join(cast("Iterable[bytes]", file)) == SURE_BILL
    assert file.headers["Content-Length"] == str(len(SURE_BILL))
    made = take_out(Choice(client=cedar), Shape.ZIP, actor=mina)
    pack = zipfile.ZipFile(io.BytesIO(b"".join(made.chunks)))
    assert pack.read("documents/bill.pdf") == SURE_BILL
    assert json.loads(pack.read("documents.json"))["documents"][0]["values"]["number"] == "4711"
    do(world, world.olive, Verb.DELETE, cedar, Answers(typed_name=world.cedar.name))
    assert remove_doomed_files() == 1
    assert store.keys == []
    assert not DoomedFile.objects.exists()


def test_nobody_gets_an_object_without_tenure(world: World, store: ObjectStore) -> None:
    document = added(world, b'<svg onload="alert(1)">', name="picture.svg")
    with pytest.raises(ValueError, match="through Tenure only"):
        default_storage.url(str(document.file.name))
    stored = store.bucket.Object(f"{FOLDER}/{document.file.name}").get()
    assert stored["ContentType"] == "application/octet-stream"
    assert stored["ContentDisposition"] == "attachment"
    granted = {
        grant["Grantee"].get("URI")
        for grant in store.bucket.Object(f"{FOLDER}/{document.file.name}").Acl().grants
    }
    assert granted == {None}, "only its owner"


def test_a_stored_object_is_a_file_like_any_other(store: ObjectStore) -> None:
    content = bytes(range(256)) * 2_000
    name = default_storage.save("documents/one", ContentFile(content))
    assert (default_storage.exists(name), default_storage.size(name)) == (True, len(content))
    assert default_storage.save(name, ContentFile(b"other")) != name, "nothing is written over"
    with default_storage.open(name) as file:
        assert (file.size, file.seekable(), file.read(3)) == (len(content), True, content[:3])
        file.seek(100_000)
        assert file.read(7) == content[100_000:100_007]
        file.seek(-5, io.SEEK_END)
        assert (file.tell(), file.read()) == (len(content) - 5, content[-5:])
        assert b"".join(file.chunks()) == content
    file.open()
    assert file.read() == content
    file.close()
    default_storage.delete(name)
    default_storage.delete(name)
    with pytest.raises(FileNotFoundError):
        default_storage.open(name)
    with pytest.raises(FileNotFoundError):
        default_storage.size(name)
    with pytest.raises(ValueError, match="reading only"):
        default_storage.open(name, "wb")


def test_a_client_book_is_read_from_the_bucket(world: World, store: ObjectStore) -> None:
    book = ContentFile(b"Name;Email\nFir Ltd;post@fir.example\n")
    mina = world.actor(world.mina)
    brought = bring_in(book, name="clients.csv", actor=mina)
    assert samples(brought) == [["Fir Ltd"], ["post@fir.example"]]
    choose_columns(brought.id, [Field(field) for _header, field in brought.mapping], actor=mina)
    run_waiting()
    brought.refresh_from_db()
    assert (brought.state, brought.created) == ("previewed", 1)


def test_a_store_that_is_away_is_said_and_nothing_is_half_there(world: World) -> None:
    with kept_in(CLOSED), pytest.raises((StoreAway, Invalid)):
        added(world, SURE_BILL)
    assert not Document.objects.exists()


def test_a_bucket_that_is_not_there_is_said(world: World, store: ObjectStore) -> None:
    with kept_in(store.url.replace(store.bucket.name, "nowhere")):
        with pytest.raises((StoreAway, Invalid)):
            added(world, SURE_BILL)
        with pytest.raises(OSError, match="documents/one"):
            default_storage.open("documents/one")
    assert not Document.objects.exists()
    assert store.keys == []


def test_a_store_that_is_away_while_it_is_read_or_erased_loses_nothing(
    world: World, store: ObjectStore
) -> None:
    document = added(world, SURE_BILL)
    DoomedFile.objects.create(path="documents/doomed")
    with kept_in(CLOSED):
        with Reader() as reader, pytest.raises(OSError, match="documents/"):
            read_due(timezone.now(), reader)
        assert remove_doomed_files() == 0
        answer = signed_in(world.mina).get(reverse("document", args=[document.id]))
    assert fresh(document).state in {"received", "waiting"}
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "The files cannot be reached" in answer.content.decode()
    assert DoomedFile.objects.count() == 1
    with Reader() as reader:
        read_due(timezone.now(), reader)
    assert fresh(document).state == "ready"
