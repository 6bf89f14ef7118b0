"""A person checks a document: corrections beside the reading, confirmed once, or keyed by hand (R20, R24, R48)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.core.reading.corrected import Correctable
from tenure.core.reading.reading import Field
from tenure.operations.document_again import read_again
from tenure.operations.document_checks import ChangedMeanwhile, check_document
from tenure.operations.document_turns import due, take_in_hand
from tenure.operations.errors import Invalid, Missing, NotAllowed
from tenure.records.document_values import values_of
from tenure.records.documents_to_check import neighbours_of, to_check_count, to_check_page
from tenure.records.models import Client, Correction, Document, DocumentReading, DocumentState, LogEntry
from tests.operations.acting import do, product_of
from tests.operations.checked_documents import checked, put, receipt, to_be_checked
from tests.operations.reading_documents import NO_DOCUMENT, SURE_BILL, added
from tests.worlds import World, fresh, new_firm, new_member, new_person, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def said_of(document: Document) -> dict[str, str]:
    return dict(Correction.objects.filter(document=document).values_list("field", "value"))


def events(document: Document) -> list[str]:
    entries = LogEntry.objects.filter(chain=document.client_id, event="document_checked")
    return [entry.event for entry in entries if document.id in str(entry.content)]


def test_what_is_put_right_lies_beside_the_reading(world: World) -> None:
    document = to_be_checked(world)
    before = DocumentReading.objects.get(document=document).fields
    assert checked(world, world.mina, document, total="1200.00", supplier="Paper and Ink") == "ready"
    row = fresh(document)
    assert (row.state, row.confirmed_by_id) == ("ready", world.mina.id)
    assert row.confirmed_at is not None
    assert said_of(document) == {"total": "1200.00"}
    assert DocumentReading.objects.get(document=document).fields == before
    known = values_of([document.id])[document.id]
    assert known.values.fields[Field.TOTAL] == "1200.00"
    assert known.values.adds_up is True
    assert known.reading is not None
    assert known.reading.fields[Field.TOTAL].value == "1300.00"


def test_the_log_names_the_fields_and_no_value(world: World) -> None:
    document = to_be_checked(world)
    checked(world, world.mina, document, total="1200.00")
    [entry] = LogEntry.objects.filter(chain=document.client_id, event="document_checked")
    assert entry.content["fields"] == ["total"]
    assert entry.content["state"] == "ready"
    assert "1200" not in str(entry.content)
    assert world.mina.id not in str(entry.content)


def test_the_same_form_twice_does_nothing_the_second_time(world: World) -> None:
    document = to_be_checked(world)
    seen = receipt(document)
    told = {Correctable.TOTAL: "1200.00"}
    for _time in range(2):
        assert check_document(document.id, told, seen=seen, actor=world.actor(world.mina)) == "ready"
    assert len(events(document)) == 1
    assert fresh(document).confirmed_by_id == world.mina.id


def test_two_people_at_once_the_second_is_told_and_changes_nothing(world: World) -> None:
    document = to_be_checked(world)
    seen = receipt(document)
    checked(world, world.mina, document, total="1200.00")
    with pytest.raises(ChangedMeanwhile):
        check_document(document.id, {Correctable.TOTAL: "1250.00"}, seen=seen, actor=world.actor(world.olive))
    assert said_of(document) == {"total": "1200.00"}
    assert fresh(document).confirmed_by_id == world.mina.id


def test_a_ready_document_is_corrected_later_and_going_back_to_the_reading_takes_the_correction_away(
    world: World,
) -> None:
    document = to_be_checked(world)
    checked(world, world.mina, document, total="1200.00", number="4712")
    checked(world, world.olive, document, total="1300.00")
    assert said_of(document) == {"number": "4712"}
    assert fresh(document).confirmed_by_id == world.olive.id
    assert Correction.objects.get(document=document).corrected_by_id == world.mina.id


def test_what_is_kept_for_later_stays_to_be_checked(world: World) -> None:
    document = to_be_checked(world)
    told = {Correctable.NUMBER: "4712", Correctable.RATES: "20:1000.00:200.00"}
    state = check_document(
        document.id, told, seen=receipt(document), actor=world.actor(world.mina), confirm=False
    )
    assert state == "review"
    assert said_of(document) == {"number": "4712", "rates": "20:1000.00:200.00"}
    assert fresh(document).confirmed_at is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "1850-01-01"),
        ("date", "nonsense"),
        ("total", "1200.001"),
        ("iban", "GB33BUKB20201555555556"),
        ("currency", "XQZ"),
        ("kind", "letter"),
        ("supplier", "x" * 201),
        ("rates", "120:1.00:1.00"),
        ("rates", ";".join(["20:1.00:0.20"] * 13)),
    ],
)
def test_what_cannot_be_is_not_kept(world: World, field: str, value: str) -> None:
    document = to_be_checked(world)
    with pytest.raises(Invalid) as refused:
        checked(world, world.mina, document, **{field: value})
    assert refused.value.field == field
    assert said_of(document) == {}
    assert fresh(document).state == "review"


def stopped(world: World) -> None:
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)


KEYED = {"supplier": "Paper & Ink", "currency": "GBP", "total": "12.00", "kind": "receipt"}


def test_a_held_document_is_keyed_by_hand_and_nobody_reads_it_any_more(world: World) -> None:
    stopped(world)
    document = added(world, SURE_BILL)
    assert document.state == "held"
    held = Client.objects.get(pk=world.birch.id).documents_held
    assert checked(world, world.mina, document, **KEYED) == "ready"
    row = fresh(document)
    assert (row.state, row.held_since, row.confirmed_by_id) == ("ready", None, world.mina.id)
    assert said_of(document) == KEYED
    assert not DocumentReading.objects.filter(document=document).exists()
    assert Client.objects.get(pk=world.birch.id).documents_held == held - 1
    assert document.id not in {one.id for one in due(100)}
    assert not take_in_hand(row, "key", timezone.now())
    with pytest.raises(Invalid):
        read_again(document.id, actor=world.actor(world.mina))


def test_one_that_could_not_be_read_is_keyed_by_hand(world: World) -> None:
    document = added(world, NO_DOCUMENT)
    put(document, DocumentState.FAILED, trouble="unknown_kind")
    checked(world, world.mina, document, **KEYED)
    row = fresh(document)
    assert (row.state, row.trouble) == ("ready", "")


def test_nothing_typed_is_nothing_to_confirm(world: World) -> None:
    document = added(world, NO_DOCUMENT)
    put(document, DocumentState.FAILED, trouble="unknown_kind")
    with pytest.raises(Invalid):
        checked(world, world.mina, document)
    assert fresh(document).state == "failed"


@pytest.mark.parametrize("state", [DocumentState.RECEIVED, DocumentState.WAITING, DocumentState.PROCESSING])
def test_what_is_about_to_be_read_is_not_keyed(world: World, state: DocumentState) -> None:
    document = added(world, SURE_BILL)
    put(document, state, lease_key="k", lease_until=timezone.now() + timedelta(minutes=1))
    with pytest.raises(Invalid):
        checked(world, world.mina, document, **KEYED)
    assert fresh(document).state == state


def test_a_firm_checks_for_its_client_and_the_client_for_itself(world: World) -> None:
    document = to_be_checked(world)
    with pytest.raises(NotAllowed):
        checked(world, world.zoe, document, total="1200.00")
    do(world, world.olive, Verb.DISCONNECT, world.birch.id, Answers(owner=world.zoe.id))
    with pytest.raises(Missing):
        check_document(document.id, {}, seen="", actor=world.actor(world.mina))
    assert checked(world, world.zoe, document, total="1200.00") == "ready"


def test_strangers_find_nothing(world: World) -> None:
    document = to_be_checked(world)
    stranger = new_person("Sam Elsewhere")
    elsewhere = new_firm("Elsewhere")
    new_member(elsewhere, stranger, "administrator")
    from tenure.records.people import actor_at_firm  # noqa: PLC0415

    actor = actor_at_firm(stranger.id, elsewhere.id)
    assert actor is not None
    with pytest.raises(Missing):
        check_document(document.id, {}, seen="", actor=actor)
    assert to_check_count(actor) == 0


def test_the_queue_goes_from_the_oldest_to_the_newest_and_round(world: World) -> None:
    first, second, third = (to_be_checked(world, f"{name}.pdf") for name in ("a", "b", "c"))
    actor = world.actor(world.mina)
    assert to_check_count(actor) == 3
    page = to_check_page(actor, cursor="", limit=2)
    assert [row.id for row in page.rows] == [first.id, second.id]
    rest = to_check_page(actor, cursor=page.next, limit=2)
    assert [row.id for row in rest.rows] == [third.id]
    assert [row.id for row in to_check_page(actor, cursor=rest.previous, limit=2).rows] == [
        first.id,
        second.id,
    ]
    assert to_check_page(actor, cursor="nonsense", limit=1).rows[0].id == first.id
    around = neighbours_of(actor, second)
    assert (around.previous, around.next, around.left) == (first.id, third.id, 2)
    assert neighbours_of(actor, third).next == first.id
    assert neighbours_of(actor, third, client=world.acme.id).next == ""
