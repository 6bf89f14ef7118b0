"""Everything about a client as one file, before it is deleted or at any time (R27)."""

import csv
import hashlib
import io
import json
import tracemalloc
import zipfile
from datetime import UTC, date, datetime, time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tenure.core.actions import Answers, Survey, Verb
from tenure.core.actor import Actor
from tenure.operations.errors import Missing, NotAllowed
from tenure.operations.exports import contents_of, pack
from tenure.outlets.export import Entry, as_csv, packed, safe_name
from tenure.records.models import Client, Document, LogEntry
from tests.operations.acting import do, product_of
from tests.tree_worlds import hauler_world, new_service, solo_world
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
    return packed_for(world.birch.id, world.actor(world.mina))


def packed_for(client: str, actor: Actor) -> zipfile.ZipFile:
    made = pack(client, actor=actor, at=NOON)
    return zipfile.ZipFile(io.BytesIO(b"".join(made.chunks)))


def table(found: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found.read(name).decode("utf-8-sig"))))


def test_the_pack_holds_the_record_its_users_products_papers_and_acts_r27(world: World) -> None:
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id, survey=Survey(comment="Private."))
    made = do(world, world.mina, Verb.DEACTIVATE, product_of(world.birch), answers)
    paper = add_file(world, "../../etc/Beleg März.pdf", b"%PDF-1.7 invoice")
    found = taken(world)
    assert found.testzip() is None
    assert json.loads(found.read("client.json"))["name"] == "Birch & Sons"
    users = table(found, "users.csv")
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


def test_the_pack_of_a_customer_holds_its_places_their_schedules_and_every_stop_r6_r36() -> None:
    hauler = hauler_world()
    mina = hauler.actor(hauler.mina)
    ends = date(2027, 9, 30)
    new_service(hauler.shop, "Summer", "FREQ=DAILY", at=time(6, 30), end=ends, ends_itself=True)
    holiday = Answers(since=date(2026, 12, 20), until=date(2027, 1, 4), type="vacation", reason="Closed")
    do(hauler, hauler.mina, Verb.SUSPEND, hauler.depot.id, holiday, at=NOON)
    do(hauler, hauler.mina, Verb.DEACTIVATE, hauler.weekly.id, at=NOON)
    do(hauler, hauler.mina, Verb.REACTIVATE, hauler.weekly.id, at=NOON)
    contents = contents_of(hauler.mill_lane.id, actor=mina)
    assert (contents.locations, contents.services, contents.stops, contents.businesses) == (2, 5, 2, 0)
    found = packed_for(hauler.mill_lane.id, mina)
    assert "businesses.csv" not in found.namelist()
    zones = {row["name"]: row["time_zone"] for row in table(found, "locations.csv")}
    assert zones == {"Depot": "Europe/London", "Shop": "America/New_York"}
    services = {row["name"]: row for row in table(found, "services.csv")}
    assert services["Skip on request"]["recurring"] == "no"
    summer = services["Summer"]
    assert (summer["location_name"], summer["rule"], summer["time_of_day"], summer["time_zone"]) == (
        "Shop",
        "FREQ=DAILY",
        "06:30:00",
        "America/New_York",
    )
    assert (summer["end_date"], summer["deactivate_on_end_date"]) == (ends.isoformat(), "yes")
    stops = {row["node_name"]: row for row in table(found, "stops.csv")}
    assert (stops["Weekly bins"]["placed_by"], stops["Weekly bins"]["lifted_by"]) == ("Mina Okafor",) * 2
    depot = stops["Depot"]
    assert (depot["type"], depot["since"], depot["until"], depot["planned"], depot["reason"]) == (
        "vacation",
        "2026-12-20",
        "2027-01-04",
        "yes",
        "Closed",
    )


def test_the_pack_of_a_client_holds_its_businesses_and_says_whose_each_product_is_r32() -> None:
    solo = solo_world()
    found = packed_for(solo.harpers.id, solo.actor(solo.mina))
    businesses = {row["id"]: row["name"] for row in table(found, "businesses.csv")}
    assert businesses == {solo.bakery.id: "Harper Bakery", solo.lettings.id: "Harper Lettings"}
    assert {row["business"] for row in table(found, "products.csv")} == {"", *businesses}
    assert not {"locations.csv", "services.csv", "stops.csv"} & set(found.namelist())


def test_what_another_firm_stopped_and_why_stays_with_it(world: World) -> None:
    do(
        world,
        world.mina,
        Verb.DEACTIVATE,
        product_of(world.dune),
        Answers(acknowledged_wait=True, owner=world.dora.id),
    )
    Client.objects.filter(pk=world.dune.pk).update(firm=world.southbank)
    assert "stops.csv" not in packed_for(world.dune.id, world.actor(world.stan)).namelist()


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
