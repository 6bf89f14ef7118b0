"""Documents taken out: as a table, as JSON, and with their files as one ZIP (R12, R20)."""

import csv
import io
import json
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenure.core.reading.corrected import Correctable
from tenure.operations.document_export import Choice, Shape, measure, take_out
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.records.models import (
    Client,
    Correction,
    Document,
    DocumentReading,
    DocumentState,
    LogEntry,
    Person,
    Subscription,
)
from tests.operations.reading_documents import SURE_BILL, added, read
from tests.tree_worlds import solo_world
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FIELDS = {
    "supplier": "Paper & Ink Ltd", "number": "4711", "date": "2026-11-03", "currency": "GBP",
    "net": "-1000.00", "tax": "-200.00", "total": "-1200.00", "kind": "credit_note",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return practice_world()


def stored(client: Client, name: str, content: bytes = b"%PDF", **more: object) -> Document:
    """A document that is simply there, with its file."""
    document = Document(
        client=client, name=name, size=len(content), added_side="client", added_at=NOON, **more
    )
    document.file.save(name, ContentFile(content), save=False)
    document.save()
    return document


def known(document: Document) -> Document:
    """The document as the machine has read it."""
    DocumentReading.objects.create(
        document=document,
        client=document.client,
        source="text",
        fields={
            name: {"value": value, "confidence": 0.9, "place": [1, 0.1, 0.2, 0.3, 0.4]}
            for name, value in FIELDS.items()
        },
        rates=[{"rate": "20", "net": "-1000.00", "tax": "-200.00"}],
        adds_up=True,
    )
    return document


def taken(world: World, who: Person, choice: Choice, shape: Shape) -> bytes:
    return b"".join(take_out(choice, shape, actor=world.actor(who), at=NOON).chunks)


def of_birch(world: World, **more: object) -> Choice:
    return Choice(client=world.birch.id, **more)  # type: ignore[arg-type]


def table(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def pack(world: World, choice: Choice, who: Person | None = None) -> zipfile.ZipFile:
    found = zipfile.ZipFile(io.BytesIO(taken(world, who or world.mina, choice, Shape.ZIP)))
    assert found.testzip() is None
    return found


def test_a_table_has_a_row_for_each_document_with_what_holds_of_it(world: World) -> None:
    document = known(
        stored(world.birch, "=bill.pdf", state="ready", confirmed_at=NOON, confirmed_by=world.mina)
    )
    Correction.objects.create(
        document=document, client=world.birch, field=Correctable.NUMBER.value, value="4712"
    )
    [row] = table(taken(world, world.mina, of_birch(world), Shape.CSV))
    assert (row["supplier"], row["number"], row["date"]) == ("Paper & Ink Ltd", "4712", "2026-11-03")
    assert (row["net"], row["total"], row["tax_by_rate"]) == ("-1000.00", "-1200.00", "20%: -200.00")
    assert (row["corrected"], row["confirmed_by"], row["state"]) == ("number", "Mina Okafor", "ready")
    assert row["name"] == "'=bill.pdf", "a spreadsheet must not run it"
    assert (row["added_at"], row["file"]) == ("2026-11-21T12:00:00+00:00", "")


def test_json_keeps_what_the_machine_read_apart_from_what_people_say(world: World) -> None:
    document = known(stored(world.birch, "bill.pdf", state="review"))
    Correction.objects.create(document=document, client=world.birch, field="total", value="-1300.00")
    stored(world.birch, "unread.pdf", state="held", held_since=NOON)
    told = json.loads(taken(world, world.zoe, of_birch(world), Shape.JSON))
    assert (told["of"]["name"], told["made_by"]) == ("Birch & Sons", "Zoe Birch")
    first, second = told["documents"]
    assert (first["values"]["total"], first["read"]["fields"]["total"]["value"]) == ("-1300.00", "-1200.00")
    assert first["corrected"] == ["total"]
    assert first["read"]["fields"]["date"] == {
        "value": "2026-11-03",
        "confidence": 0.9,
        "place": {"page": 1, "left": 0.1, "top": 0.2, "right": 0.3, "bottom": 0.4},
    }
    assert first["tax_rates"] == [{"rate": "20", "net": "-1000.00", "tax": "-200.00"}]
    assert (second["state"], second["read"]) == ("held", None)
    assert second["held_since"] == "2026-11-21T12:00:00+00:00"


def test_the_pack_has_every_file_under_a_name_of_its_own_and_the_tables_say_which(world: World) -> None:
    names = ["bill.pdf", "Bill.pdf", "../../etc/bill.pdf", "a\u202egnp.exe", "CON.pdf", "x" * 250 + ".pdf"]
    for number, name in enumerate(names):
        known(stored(world.birch, name, f"content {number}".encode()))
    found = pack(world, of_birch(world))
    rows = table(found.read("documents.csv"))
    assert [row["file"] for row in rows[:5]] == [
        "documents/bill.pdf",
        "documents/Bill (2).pdf",
        "documents/_.._etc_bill.pdf",
        "documents/a_gnp.exe",
        "documents/_CON.pdf",
    ]
    assert len(rows[5]["file"].encode()) < 255
    assert [found.read(row["file"]).decode() for row in rows] == [f"content {n}" for n in range(len(names))]
    told = json.loads(found.read("documents.json"))["documents"]
    assert [one["file"] for one in told] == [row["file"] for row in rows]
    rates = table(found.read("tax_by_rate.csv"))
    assert {(row["document"], row["rate"], row["tax"]) for row in rates} == {
        (row["id"], "20", "-200.00") for row in rows
    }
    assert {"manifest.json"} == set(found.namelist()) - {row["file"] for row in rows} - {
        "documents.csv",
        "documents.json",
        "tax_by_rate.csv",
    }


def test_what_was_really_read_is_taken_out(world: World) -> None:
    read(world, SURE_BILL)
    [row] = table(taken(world, world.mina, of_birch(world), Shape.CSV))
    assert (row["number"], row["total"], row["iban"]) == ("4711", "1200.00", "GB33BUKB20201555555555")
    assert (row["source"], row["adds_up"], row["language"]) == ("text", "yes", "en")


def test_a_missing_file_is_said_in_the_table_and_breaks_nothing(world: World) -> None:
    gone, there = stored(world.birch, "bill.pdf"), stored(world.birch, "bill.pdf")
    default_storage.delete(str(gone.file.name))
    found = pack(world, of_birch(world))
    rows = {row["id"]: row["file"] for row in table(found.read("documents.csv"))}
    assert rows == {gone.id: "(missing)", there.id: "documents/bill (2).pdf"}
    assert json.loads(found.read("documents.json"))["documents"][0]["file"] is None


def test_all_clients_of_the_firm_each_in_a_folder_and_nobody_elses(world: World) -> None:
    Client.objects.filter(pk=world.acme.pk).update(name="Birch & Sons")
    stored(world.acme, "bill.pdf")
    stored(world.birch, "bill.pdf")
    strangers = stored(world.dune, "strangers.pdf")
    Client.objects.filter(pk=world.dune.pk).update(firm=world.southbank)
    found = pack(world, Choice())
    assert {name for name in found.namelist() if name.endswith(".pdf")} == {
        "documents/Birch _ Sons/bill.pdf",
        "documents/Birch _ Sons (2)/bill.pdf",
    }
    assert strangers.id not in found.read("documents.csv").decode()
    assert measure(Choice(documents=(strangers.id,)), actor=world.actor(world.mina)).documents == 0


def test_the_choice_is_by_state_days_and_chosen_ones(world: World) -> None:
    held = stored(world.birch, "held.pdf", state="held", held_since=NOON)
    ready = stored(world.birch, "ready.pdf", state="ready")
    archive = stored(world.birch, "all.zip", state="unpacked")
    late = stored(world.birch, "late.pdf", state="ready")
    Document.objects.filter(pk=late.pk).update(added_at=NOON + timedelta(days=3))

    def ids(**more: object) -> set[str]:
        return {row["id"] for row in table(taken(world, world.mina, of_birch(world, **more), Shape.CSV))}

    assert ids() == {held.id, ready.id, late.id}, "what was unpacked is there in its parts"
    assert ids(states=frozenset({DocumentState.UNPACKED})) == {archive.id}
    assert ids(states=frozenset({DocumentState.READY})) == {ready.id, late.id}
    assert ids(since=NOON + timedelta(days=1)) == {late.id}
    assert ids(before=NOON + timedelta(days=1)) == {held.id, ready.id}
    assert ids(documents=(archive.id, held.id)) == {archive.id, held.id}
    size = measure(of_birch(world), actor=world.actor(world.mina))
    assert (size.documents, size.bytes, size.held, size.clients) == (3, 12, 1, 1)


def test_the_choice_is_by_business() -> None:
    solo = solo_world()
    product = Subscription.objects.filter(business=solo.bakery).first()
    bread = stored(solo.harpers, "bread.pdf", subscription=product)
    stored(solo.harpers, "other.pdf")
    choice = Choice(client=solo.harpers.id, business=solo.bakery.id)
    made = take_out(choice, Shape.JSON, actor=solo.actor(solo.mina), at=NOON)
    [told] = json.loads(b"".join(made.chunks))["documents"]
    assert (told["id"], told["business"]) == (bread.id, "Harper Bakery")


def test_nothing_to_take_says_so_and_is_not_logged(world: World) -> None:
    with pytest.raises(Invalid):
        take_out(of_birch(world), Shape.ZIP, actor=world.actor(world.mina))
    assert not LogEntry.objects.filter(event="documents_exported").exists()


def test_that_it_was_taken_is_logged_on_the_client_or_on_the_firm(world: World) -> None:
    added(world, b"%PDF")
    taken(world, world.zoe, of_birch(world), Shape.CSV)
    taken(world, world.mina, Choice(), Shape.CSV)
    entries = LogEntry.objects.filter(event="documents_exported").order_by("at")
    assert {entry.chain for entry in entries} == {world.birch.id, world.firm.id}
    for entry in entries:
        assert (entry.content["documents"], entry.content["as"], entry.content["chosen"]) == (1, "csv", False)
        assert len(entry.content["by"]) == 64


def test_only_with_the_right_and_only_ones_own(world: World) -> None:
    stored(world.birch, "bill.pdf")
    for who, choice in (
        (world.fay, of_birch(world)),
        (world.fay, Choice()),
        (world.dora, Choice()),
    ):
        with pytest.raises(NotAllowed):
            take_out(choice, Shape.CSV, actor=world.actor(who))
    for who in (world.stan, world.dora):
        with pytest.raises(Missing):
            take_out(of_birch(world), Shape.CSV, actor=world.actor(who))
    with pytest.raises(Missing):
        measure(of_birch(world), actor=world.actor(world.stan))
    with pytest.raises(NotAllowed):
        measure(of_birch(world), actor=world.actor(world.fay))


@pytest.mark.parametrize("shape", list(Shape))
def test_whoever_loses_the_client_gets_no_half_that_looks_whole(world: World, shape: Shape) -> None:
    stored(world.birch, "bill.pdf")
    made = take_out(of_birch(world), shape, actor=world.actor(world.mina))
    Client.objects.filter(pk=world.birch.pk).update(firm=world.southbank)
    with pytest.raises(Missing):
        list(made.chunks)


def test_more_documents_ask_no_more_questions(world: World) -> None:
    def questions(documents: int) -> int:
        for number in range(documents):
            known(stored(world.birch, f"{number}.pdf"))
        with CaptureQueriesContext(connection) as asked:
            taken(world, world.mina, of_birch(world), Shape.ZIP)
        return len(asked)

    questions(1)  # the first act of a person makes the key of their signature
    assert questions(2) == questions(10)


def test_many_documents_never_stand_in_memory(world: World) -> None:
    stored(world.birch, "first.pdf", b"x" * 3_000_000)
    path = Document.objects.get().file.name
    Document.objects.bulk_create(
        Document(client=world.birch, name="bill.pdf", file=path, added_side="client") for _ in range(40)
    )
    made = take_out(of_birch(world), Shape.ZIP, actor=world.actor(world.mina))
    tracemalloc.start()
    size = sum(len(chunk) for chunk in made.chunks)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 100_000_000
    assert most < 3_000_000
