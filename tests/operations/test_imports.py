"""A client book becomes clients: all of it or nothing, exactly as the preview said (R57)."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tenure.core.books import LONGEST, STORED_FIELDS, Field
from tenure.operations.clients import ClientDetails, add_client, edit_client
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.operations.import_work import run_waiting
from tenure.operations.imports import bring_in, choose_columns, confirm, discard, read_anew, samples
from tenure.operations.log import verify
from tenure.operations.tidying import remove_doomed_files
from tenure.outlets.books import BookError
from tenure.records.models import (
    BookImport,
    Client,
    Connection,
    ImportRow,
    ImportState,
    LogEntry,
    Role,
    Subscription,
)
from tenure.records.words import texts_of
from tests.books.shelf import SAMPLES, sample
from tests.operations.importing import (
    BIRCH,
    ELM,
    FIR,
    NAMELESS,
    book,
    client_called,
    imported,
    previewed,
    results,
    worked,
)
from tests.worlds import World, counted, fresh, practice_world, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def everything() -> tuple[list[object], ...]:
    """All that an import could touch."""
    tables = (Client, Connection, Subscription, LogEntry)
    return tuple(list(model.objects.order_by("pk").values()) for model in tables)


def test_a_preview_says_what_would_happen_and_writes_no_client(world: World) -> None:
    before = everything()
    seen = previewed(world, book(ELM, BIRCH, NAMELESS, ELM))
    assert seen.state == ImportState.PREVIEWED
    assert results(seen) == ["created", "updated", "refused", "refused"]
    assert (seen.created, seen.updated, seen.unchanged, seen.refused) == (1, 1, 0, 2)
    assert everything() == before


def test_an_import_writes_new_clients_with_products_and_changes_known_ones(world: World) -> None:
    done = imported(world, book(ELM, FIR, BIRCH), products=["bookkeeping", "data_health"])
    assert done.state == ImportState.DONE
    elm = client_called("Elm Street Bakery")
    assert (elm.email, elm.phone, elm.company_number) == ELM[1:]
    assert elm.firm == world.firm
    assert elm.connected_since == done.performed_at
    assert {one.product: one.payer for one in elm.subscriptions.all()} == {
        "bookkeeping": "firm",
        "data_health": "firm",
    }
    assert elm.connections.get().until is None
    assert fresh(world.birch).phone == BIRCH[2]
    assert not elm.users.exists()


def test_lists_counters_and_log_are_as_if_each_client_had_been_added_by_hand(world: World) -> None:
    imported(world, book(ELM, FIR, BIRCH), products=["bookkeeping"])
    by_hand = add_client(
        ClientDetails(name="Gorse Ltd", email="a@gorse.example"),
        products=["bookkeeping"],
        actor=world.actor(world.olive),
    )
    for client in (client_called("Elm Street Bakery"), fresh(world.birch), fresh(by_hand)):
        assert {name: getattr(client, name) for name in shown(client)} == shown(client)
        values = {field.value: getattr(client, field.value) for field in STORED_FIELDS}
        assert {name: getattr(client, name) for name in texts_of(values)} == texts_of(values)
    firm = fresh(world.firm)
    assert {name: getattr(firm, name) for name in counted(firm)} == counted(firm)
    assert list(verify()) == []
    assert client_called("Elm Street Bakery").log_seq == 1


def test_the_log_names_the_file_and_the_client_but_no_person(world: World) -> None:
    done = imported(world, book(ELM, BIRCH))
    entry = LogEntry.objects.get(chain=world.firm.id, event="clients_imported")
    assert entry.content["file_sha256"] == done.sha256
    assert (entry.content["created"], entry.content["updated"]) == (1, 1)
    edited = LogEntry.objects.get(chain=world.birch.id, event="client_edited")
    assert edited.content["fields"] == ["phone"]
    words = str(list(LogEntry.objects.values_list("content", flat=True)))
    assert "Elm" not in words
    assert "Olive" not in words
    assert BIRCH[2] not in words


def test_every_row_is_reported_with_its_reason(world: World) -> None:
    seen = previewed(world, book(("=1+1", "a@b.example", "", ""), ELM))
    row = ImportRow.objects.get(book_import=seen, number=2)
    assert [reason["code"] for reason in row.reason["reasons"]] == ["formula"]


def test_the_same_file_a_second_time_changes_nothing(world: World) -> None:
    imported(world, book(ELM, FIR, BIRCH))
    again = previewed(world, book(ELM, FIR, BIRCH))
    assert results(again) == ["unchanged"] * 3
    with pytest.raises(Invalid, match="No row"):
        confirm(again.id, digest=again.digest, products=[], actor=world.actor(world.olive))


@pytest.mark.parametrize("name", [file.stem for file in SAMPLES.glob("*.csv")])
def test_the_samples_come_in_and_are_unchanged_the_second_time(world: World, name: str) -> None:
    done = imported(world, sample(name), products=["bookkeeping"])
    assert done.state == ImportState.DONE
    assert done.created >= 10
    again = previewed(world, sample(name))
    assert (again.created, again.updated, again.unchanged) == (0, 0, done.created)
    assert list(verify()) == []


def test_a_confirmed_import_runs_once_however_often_it_is_confirmed(world: World) -> None:
    seen = previewed(world, book(ELM))
    olive = world.actor(world.olive)
    confirm(seen.id, digest=seen.digest, products=[], actor=olive)
    confirm(seen.id, digest=seen.digest, products=[], actor=olive)
    assert run_waiting() == 1
    assert run_waiting() == 0
    confirm(seen.id, digest=seen.digest, products=[], actor=olive)
    assert run_waiting() == 0
    assert Client.objects.filter(name=ELM[0]).count() == 1


def test_if_clients_changed_since_the_preview_nothing_is_written_and_the_new_preview_is_shown(
    world: World,
) -> None:
    seen = previewed(world, book(ELM, BIRCH))
    confirm(seen.id, digest=seen.digest, products=[], actor=world.actor(world.olive))
    add_client(ClientDetails(name=ELM[0], email=ELM[1]), products=[], actor=world.actor(world.mina))
    before = everything()
    now = worked(seen)
    assert now.state == ImportState.PREVIEWED
    assert results(now) == ["updated", "updated"]
    assert "changed since you looked" in now.problem["text"]
    assert now.digest != seen.digest
    assert everything() == before


def test_a_change_that_does_not_concern_the_book_does_not_stop_it(world: World) -> None:
    seen = previewed(world, book(ELM, BIRCH))
    confirm(seen.id, digest=seen.digest, products=[], actor=world.actor(world.olive))
    edit_client(
        world.cedar.id,
        replace(ClientDetails(name=world.cedar.name), phone="0"),
        actor=world.actor(world.mina),
    )
    assert worked(seen).state == ImportState.DONE


def test_two_people_import_the_same_book_and_the_second_gets_a_new_preview(world: World) -> None:
    olives, minas = previewed(world, book(ELM, FIR)), previewed(world, book(ELM, FIR), who=world.mina)
    confirm(olives.id, digest=olives.digest, products=[], actor=world.actor(world.olive))
    confirm(minas.id, digest=minas.digest, products=[], actor=world.actor(world.mina))
    assert run_waiting() == 2
    assert {fresh_import(olives).state, fresh_import(minas).state} == {"done", "previewed"}
    assert Client.objects.filter(name__in=[ELM[0], FIR[0]]).count() == 2


def test_a_preview_that_was_not_seen_cannot_be_confirmed(world: World) -> None:
    seen = previewed(world, book(ELM))
    with pytest.raises(Invalid, match="changed since"):
        confirm(seen.id, digest="0" * 64, products=[], actor=world.actor(world.olive))
    with pytest.raises(Invalid, match="does not offer"):
        confirm(seen.id, digest=seen.digest, products=["moonshine"], actor=world.actor(world.olive))


def test_only_people_who_keep_clients_may_import_and_rights_are_asked_again_at_work(world: World) -> None:
    with pytest.raises(NotAllowed):
        bring_in(ContentFile(book(ELM)), name="b.csv", actor=world.actor(world.fay))
    seen = previewed(world, book(ELM), who=world.mina)
    with pytest.raises(Missing):
        discard(seen.id, actor=world.actor(world.stan))
    confirm(seen.id, digest=seen.digest, products=[], actor=world.actor(world.mina))
    Role.objects.filter(firm=world.firm, key="manager").update(rights=[])
    assert worked(seen).state == ImportState.FAILED
    assert not Client.objects.filter(name=ELM[0]).exists()


def test_a_column_without_a_client_name_is_asked_for(world: World) -> None:
    olive = world.actor(world.olive)
    begun = bring_in(ContentFile(book(ELM)), name="b.csv", actor=olive)
    with pytest.raises(Invalid, match="names"):
        choose_columns(begun.id, [None, Field.EMAIL, None, None], actor=olive)
    with pytest.raises(Invalid, match="other columns"):
        choose_columns(begun.id, [Field.NAME], actor=olive)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"Name,Email\n", "no_rows"),
        (b'Name,Email\n"Acme,a@b.example\nBirch,c@d.example\n' * 20, "missing_quote"),
        (b"PK\x03\x04rest of a spreadsheet", "spreadsheet"),
        (b"\x00\x01\x02\x00\xff" * 400, "binary"),
        (",".join(f"Column {n}" for n in range(300)).encode() + b"\nx\n", "too_many_columns"),
    ],
)
def test_a_file_that_is_no_client_book_leaves_nothing_behind(world: World, content: bytes, code: str) -> None:
    files = [file for file in list_files() if file.is_file()]
    with pytest.raises(BookError) as refused:
        bring_in(ContentFile(content), name="b.csv", actor=world.actor(world.olive))
    assert refused.value.code == code
    assert not BookImport.objects.exists()
    assert [file for file in list_files() if file.is_file()] == files


def test_a_file_that_is_too_large_is_refused_before_it_is_stored(world: World) -> None:
    huge = ContentFile(b"Name\nAcme\n")
    huge.size = 65 * 1024 * 1024
    with pytest.raises(BookError) as refused:
        bring_in(huge, name="b.csv", actor=world.actor(world.olive))
    assert refused.value.code == "file_too_large"


def test_a_file_can_be_read_in_another_way(world: World) -> None:
    olive = world.actor(world.olive)
    begun = bring_in(ContentFile("Name;City\nCafé;Orléans\n".encode("cp1252")), name="b.csv", actor=olive)
    assert samples(begun) == [["Café"], ["Orléans"]]
    again = read_anew(begun.id, encoding="cp850", delimiter=",", actor=olive)
    assert [header for header, _field in again.mapping] == ["Name;City"]
    with pytest.raises(BookError):
        read_anew(begun.id, encoding="utf-8", delimiter=";", actor=olive)


def test_a_discarded_import_leaves_neither_rows_nor_file(world: World) -> None:
    seen = previewed(world, book(ELM))
    path = seen.file.name
    discard(seen.id, actor=world.actor(world.olive))
    remove_doomed_files()
    assert not default_storage.exists(str(path))
    assert not ImportRow.objects.exists()


def test_the_file_goes_once_its_rows_are_clients(world: World) -> None:
    seen = previewed(world, book(ELM))
    path = str(seen.file.name)
    confirm(seen.id, digest=seen.digest, products=[], actor=world.actor(world.olive))
    done = worked(seen)
    remove_doomed_files()
    assert not default_storage.exists(path)
    with pytest.raises(Invalid, match="has run"):
        discard(done.id, actor=world.actor(world.olive))


def test_the_longest_value_of_each_field_can_be_kept(world: World) -> None:
    for field in STORED_FIELDS:
        most = getattr(Client._meta.get_field(field.value), "max_length", None)
        assert most is None or field is Field.LOCALE or most >= LONGEST[field]
    name = "N" * LONGEST[Field.NAME]
    done = imported(world, book((name, "", "", "")))
    assert done.state == ImportState.DONE


def test_new_clients_speak_the_firms_language_unless_the_book_says_otherwise(world: World) -> None:
    world.firm.locale = "fr"
    world.firm.save()
    imported(world, book(("Elm", ""), ("Fir", "English"), headers=("Name", "Language")))
    assert (client_called("Elm").locale, client_called("Fir").locale) == ("fr", "en")


def fresh_import(book_import: BookImport) -> BookImport:
    return BookImport.objects.get(pk=book_import.pk)


def list_files() -> list[Path]:
    return sorted(Path(default_storage.path("imports")).rglob("*"))
