"""The pages from which documents are taken out: chosen, counted, sent (R12, R20)."""

import io
import zipfile
from typing import cast

import pytest
from django.http import StreamingHttpResponse
from django.test import Client as Browser
from django.urls import reverse

from tenure.records.models import Client, LogEntry, Person
from tests.doors.web.reading import words_of
from tests.doors.web.walking import signed_in
from tests.operations.test_document_export import stored, table
from tests.tree_worlds import solo_world
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = practice_world()
    stored(world.birch, "bill.pdf", b"x" * 3000, state="ready")
    stored(world.birch, "held.pdf", b"x" * 1000, state="held")
    stored(world.acme, "other.pdf", b"x" * 5000)
    return world


def sides(world: World) -> list[tuple[Person, str]]:
    birch = [world.birch.id]
    return [
        (world.mina, reverse("documents_export", args=birch)),
        (world.zoe, reverse("own_documents_export", args=birch)),
    ]


def taken(browser: Browser, address: str, **said: object) -> tuple[str, bytes]:
    answer = browser.post(address, said)
    assert answer.streaming, answer.content
    content = b"".join(cast("StreamingHttpResponse", answer))
    return answer.headers["Content-Disposition"], content


def test_both_sides_see_how_much_it_is_before_they_take_it(world: World) -> None:
    for who, address in sides(world):
        said = words_of(signed_in(who).get(address)).replace("\xa0", " ")
        assert "2 documents, 3.9 KB" in said
        assert "1 of them is held: stored, not extracted." in said
        narrowed = words_of(signed_in(who).get(address, {"stage": "ready"})).replace("\xa0", " ")
        assert "1 document, 2.9 KB" in narrowed


def test_both_sides_take_the_files_and_the_tables(world: World) -> None:
    for who, address in sides(world):
        named, content = taken(signed_in(who), address, **{"as": "zip"})
        assert named.startswith("attachment")
        assert named.endswith('documents.zip"')
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert names[:2] == ["documents/bill.pdf", "documents/held.pdf"]
    assert LogEntry.objects.filter(chain=world.birch.id, event="documents_exported").count() == 2


def test_what_was_ticked_in_the_list_is_taken_alone(world: World) -> None:
    held = world.birch.documents.get(name="held.pdf")
    strangers = world.acme.documents.get()
    for who, address in sides(world):
        browser = signed_in(who)
        chosen = {"document": [held.id, strangers.id]}
        said = words_of(browser.get(address, chosen))
        assert "The documents that you ticked in the list." in said
        assert "1 document," in said
        _named, content = taken(browser, address, **chosen, **{"as": "csv"})
        assert [row["name"] for row in table(content)] == ["held.pdf"]


def test_the_firm_takes_those_of_all_its_clients(world: World) -> None:
    Client.objects.filter(pk=world.birch.pk).update(firm=world.southbank)
    browser, address = signed_in(world.mina), reverse("documents_export_all")
    assert "1 document," in words_of(browser.get(address))
    _named, content = taken(browser, address, **{"as": "csv"})
    assert [row["client"] for row in table(content)] == ["Acme Trading Ltd"]


def test_nothing_to_take_is_said_and_no_empty_file_comes(world: World) -> None:
    for who, address in sides(world):
        browser = signed_in(who)
        asked = {"stage": "failed", "as": "zip"}
        page = browser.get(address, asked)
        assert "No document fits this choice." in words_of(page)
        assert b'id="take-out"' not in page.content
        answer = browser.post(address, asked)
        assert (answer.status_code, "No document fits this choice." in words_of(answer)) == (422, True)
    assert not LogEntry.objects.filter(event="documents_exported").exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"first": "2026-11-22", "last": "2026-11-21"},
        {"first": "soon"},
        {"last": "9999-12-31"},
        {"first": "0001-01-01"},
        {"stage": "eaten"},
    ],
)
def test_what_makes_no_sense_is_marked_and_nothing_typed_is_lost(world: World, typed: dict[str, str]) -> None:
    for who, address in sides(world):
        for ask in (signed_in(who).get, signed_in(who).post):
            answer = ask(address, typed)
            assert answer.status_code == 422
            assert b"field__error" in answer.content
            assert "Mend what is marked" in words_of(answer)


def test_nonsense_ticked_is_nothing(world: World) -> None:
    for who, address in sides(world):
        answer = signed_in(who).get(address, {"document": ["x" * 5_000, "doc_\x00", "doc_0"]})
        assert "No document fits this choice." in words_of(answer)


def test_a_business_alone() -> None:
    solo = solo_world()
    stored(solo.harpers, "other.pdf")
    browser = signed_in(solo.mina)
    address = reverse("documents_export", args=[solo.harpers.id])
    assert "1 document," in words_of(browser.get(address))
    assert "No document fits" in words_of(browser.get(address, {"business": solo.bakery.id}))
    assert browser.get(address, {"business": "biz_nobodys"}).status_code == 422


def test_without_the_right_it_is_refused_and_strangers_find_nothing(world: World) -> None:
    firm, own = (address for _who, address in sides(world))
    assert signed_in(world.fay).get(firm).status_code == 403
    assert signed_in(world.fay).post(firm, {"first": "soon"}).status_code == 403
    assert signed_in(world.fay).get(reverse("documents_export_all")).status_code == 403
    assert signed_in(world.stan).get(firm).status_code == 404
    assert signed_in(world.stan).post(firm, {"as": "zip"}).status_code == 404
    assert signed_in(world.dora).post(own, {"as": "zip"}).status_code == 404
