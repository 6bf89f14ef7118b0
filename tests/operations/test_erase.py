"""Erasure, tested by the list of all tables: nothing of the client is left but what is named here (R25-R27)."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db.models import Model

from tenure.core.actions import Answers, Survey, Verb
from tenure.core.facts import UserState
from tenure.operations.log import verify
from tenure.records.models import (
    BookImport,
    Client,
    ClientRole,
    Document,
    DoomedFile,
    Draft,
    ErasureCertificate,
    ImportRow,
    Invitation,
    LogEntry,
    OutboxMail,
    Person,
    SurveyAnswer,
    Transition,
)
from tests.operations.acting import do, look, product_of
from tests.worlds import World, counted, fresh, new_person, place, practice_world

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)

# What stays: the row, the column, and why.
STAYS = {
    ("LogEntry", "chain"): "the chain is kept under its opaque id, so that it can be verified",
    ("LogEntry", "content"): "the firm's chain says that this id was deleted",
    ("Transition", "target"): "the act itself is proof, by opaque id",
    ("OutboxMail", "context"): "the letter that tells the firm of this very deletion",
    ("ErasureCertificate", "content"): "the certificate says which id was erased",
    ("ImportRow", "client_id"): "the import's report points at an opaque id that no longer exists",
    ("DoomedFile", "path"): "the file's path, until the worker has removed the file",
}


@pytest.fixture
def world() -> World:
    """Cedar has had a life: a user who left, an invitation, documents, a survey, letters, an import, a draft."""
    world = practice_world("practice")
    cedar, product = world.cedar, product_of(world.cedar)
    ivy = place(cedar, new_person("Ivy Cedarsdottir"), UserState.INVITED, ClientRole.STANDARD)
    do(
        world,
        world.mina,
        Verb.DEACTIVATE,
        product,
        Answers(
            acknowledged_wait=True, survey=Survey(comment="Cedarwood in the comment"), reason="Cedarwood"
        ),
        at=NOW - timedelta(days=200),
    )
    do(world, world.mina, Verb.REACTIVATE, product, at=NOW - timedelta(days=60))
    Invitation.objects.create(
        client=cedar, person=ivy.person, token_hash="0" * 64, expires_at=NOW, withdrawn_at=NOW
    )
    ivy.delete()
    document = Document(client=cedar, subscription_id=product, name="Cedar Café.pdf", added_side="client")
    document.file.save("x", ContentFile(b"%PDF-1.4"), save=False)
    document.save()
    book = BookImport.objects.create(firm=world.firm, person=world.mina, name="book.csv")
    ImportRow.objects.create(
        book_import=book,
        number=2,
        result="created",
        client_id=cedar.id,
        name=cedar.name,
        after={"name": cedar.name},
    )
    reason = {"text": "It looks like your client %(name)s.", "values": {"name": cedar.name}}
    ImportRow.objects.create(book_import=book, number=3, result="refused", reason=[reason])
    Draft.objects.create(person=world.mina, verb="disconnect", target=cedar.id, answers={"comment": "Cedar"})
    Client.objects.filter(pk=cedar.pk).update(note="Cedar is a friend")
    return world


def left_of(words: list[str]) -> set[tuple[str, str]]:
    """Every table and column of the whole schema in which one of these words still stands."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        found |= _columns_with(model, words)
    return found


def _columns_with(model: type[Model], words: list[str]) -> set[tuple[str, str]]:
    return {
        (model.__name__, column)
        for row in model._default_manager.values()
        for column, value in row.items()
        if any(
            word.casefold() in json.dumps(value, default=str, ensure_ascii=False).casefold() for word in words
        )
    }


def test_before_the_deletion_the_words_stand_in_many_tables(world: World) -> None:
    tables = {table for table, _column in left_of(["cedar", world.cedar.id])}
    assert tables >= {
        "Client",
        "Document",
        "Draft",
        "ImportRow",
        "OutboxMail",
        "Person",
        "SurveyAnswer",
        "Transition",
    }


def test_nothing_of_the_client_is_left_but_what_is_named(world: World) -> None:
    do(world, world.olive, Verb.DELETE, world.cedar.id, Answers(typed_name=" Cedar  Café "), at=NOW)
    assert left_of([world.cedar.id]) <= STAYS.keys()
    names = left_of(["cedar"]) - {("OutboxMail", "context")}
    assert names == set(), "its name is nowhere, except in the letter that tells of this deletion"
    assert not Person.objects.filter(name="Ivy Cedarsdottir").exists(), "nor anybody who was only known there"
    assert SurveyAnswer.objects.count() == 0
    assert {k: getattr(fresh(world.firm), k) for k in counted(world.firm)} == counted(world.firm)


def test_the_plan_counts_before_what_the_certificate_counts_after(world: World) -> None:
    plan = look(world, world.olive, Verb.DELETE, world.cedar.id, at=NOW)
    shown = {h.noun: h.count for h in plan.effects[0].holdings}  # type: ignore[union-attr]
    made = do(world, world.olive, Verb.DELETE, world.cedar.id, Answers(typed_name=world.cedar.name), at=NOW)
    certificate = ErasureCertificate.objects.get(transition=made)
    tables = certificate.content["tables"].items()
    assert {noun: proof["count"] for noun, proof in tables if proof["count"]} == shown
    assert Transition.objects.get(pk=made.pk).plan["counts"] == shown


def test_the_log_holds_after_erasure_and_still_finds_a_change(world: World) -> None:
    do(world, world.olive, Verb.DELETE, world.cedar.id, Answers(typed_name=world.cedar.name), at=NOW)
    assert LogEntry.objects.filter(chain=world.cedar.id).count() >= 3
    assert list(verify()) == []
    last = LogEntry.objects.filter(chain=world.cedar.id).order_by("-seq").first()
    assert last is not None
    last.delete()
    assert [b.chain for b in verify()] == [world.cedar.id], "even the cut-off end of an erased chain is found"


def test_files_are_noted_for_removal_and_letters_to_the_firm_still_leave(world: World) -> None:
    path = Document.objects.get(client=world.cedar).file.name
    do(world, world.olive, Verb.DELETE, world.cedar.id, Answers(typed_name=world.cedar.name), at=NOW)
    assert list(DoomedFile.objects.values_list("path", flat=True)) == [path]
    waiting = OutboxMail.objects.filter(state="waiting")
    assert {letter.to_address for letter in waiting} == {world.olive.email}
    assert {letter.client_id for letter in waiting} == {None}
