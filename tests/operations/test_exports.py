"""Everything about a client as one file, before it is deleted or at any time (R27)."""

import csv
import hashlib
import io
import json
import tracemalloc
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tenure.core.actions import Answers, Survey, Verb
from tenure.operations.errors import Missing, NotAllowed
from tenure.operations.exports import contents_of, pack
from tenure.outlets.export import Entry, as_csv, packed, safe_name
from tenure.records.models import Document, LogEntry
from tests.operations.acting import do, product_of
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return practice_world("practice")


def add_file(world: World, name: str, content: bytes) -> Document:
    document = Document(client=world.birch, name=name, size=len(content), added_side="client")
    document.sha256 = hashlib.sha256(content).hexdigest()
    document.file.save(name, ContentFile(content), save=False)
    document.save()
    return document


def taken(world: World) -> zipfile.ZipFile:
    made = pack(world.birch.id, actor=world.actor(world.mina), at=NOON)
    return zipfile.ZipFile(io.BytesIO(b"".join(made.chunks)))


def test_the_pack_holds_the_record_its_users_products_papers_and_acts_r27(world: World) -> None:
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id, survey=Survey(comment="Private."))
    made = do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch), answers)
    paper = add_file(world, "../../etc/Beleg März.pdf", b"%PDF-1.7 invoice")
    found = taken(world)
    assert found.testzip() is None
    assert json.loads(found.read("client.json"))["name"] == "Birch & Sons"
    users = list(csv.DictReader(io.StringIO(found.read("users.csv").decode("utf-8-sig"))))
    assert [(user["name"], user["owner"]) for user in users] == [("Ian Hall", "no"), ("Zoe Birch", "yes")]
    assert len(found.read("products.csv").decode().splitlines()) == 3
    assert json.loads(found.read("transitions.json"))[0]["id"] == made.id
    assert b"Private." not in found.read("transitions.json")
    inside = f"documents/{paper.id}-_.._etc_Beleg März.pdf"
    assert found.read(inside) == b"%PDF-1.7 invoice"
    manifest = json.loads(found.read("manifest.json"))
    for file in manifest["files"]:
        content = found.read(file["name"])
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    assert {file["name"] for file in manifest["files"]} == set(found.namelist()) - {"manifest.json"}


def test_that_it_was_taken_is_logged(world: World) -> None:
    taken(world)
    assert LogEntry.objects.get(event="exported").chain == world.birch.id


def test_a_missing_file_is_said_and_breaks_nothing(world: World) -> None:
    paper = add_file(world, "gone.pdf", b"here")
    default_storage.delete(str(paper.file.name))
    assert b"missing" in taken(world).read(f"documents/{paper.id}-gone.pdf.missing.txt")


def test_only_with_the_right_and_only_ones_own(world: World) -> None:
    with pytest.raises(NotAllowed):
        pack(world.birch.id, actor=world.actor(world.fay))
    with pytest.raises(NotAllowed):
        contents_of(world.birch.id, actor=world.actor(world.fay))
    with pytest.raises(Missing):
        pack(world.birch.id, actor=world.actor(world.stan))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_is_never_a_formula(cell: str) -> None:
    text = b"".join(as_csv(["name"], [[cell]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [f"'{cell}"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../x", "_.._x"),
        ("a/b\\c:d", "a_b_c_d"),
        ("...", "file"),
        ("", "file"),
        ("Übung 1.pdf", "Übung 1.pdf"),
    ],
)
def test_a_name_means_nothing_in_a_path(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_large_pack_never_stands_in_memory() -> None:
    entry = Entry(name="big.bin", chunks=(bytes([n % 251]) * 1_000_000 for n in range(200)))
    tracemalloc.start()
    size = sum(len(chunk) for chunk in packed([entry], {}, at=NOON))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 0
    assert most < 12_000_000
