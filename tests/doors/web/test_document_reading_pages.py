"""What was read on a document is shown to both sides; one that failed says why and is tried again (R20, R24)."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.outlets.extraction.troubles import SENTENCES, Trouble
from tenure.records.models import Document, DocumentReading, DocumentState, Person
from tests.doors.web.reading import words_of
from tests.doors.web.walking import signed_in
from tests.operations.acting import do, product_of
from tests.operations.reading_documents import DOUBTFUL_BILL, NO_DOCUMENT, SURE_BILL, added, read
from tests.worlds import World, fresh, new_firm, new_member, new_person, practice_world

pytestmark = pytest.mark.django_db

REASON = SENTENCES[Trouble.UNKNOWN_KIND].text


@pytest.fixture
def world() -> World:
    return practice_world()


def reading(document: Document) -> str:
    return f"/documents/{document.id}/reading/"


def again(document: Document) -> str:
    return f"/documents/{document.id}/again/"


def lists(world: World) -> list[tuple[Person, str]]:
    """Both sides, and where each finds the documents."""
    birch = world.birch.id
    return [(world.mina, f"/clients/{birch}/documents/"), (world.zoe, f"/account/{birch}/documents/")]


def both(world: World, document: Document) -> list[str]:
    return [words_of(signed_in(one).get(reading(document))) for one in (world.mina, world.zoe)]


def put(document: Document, state: DocumentState, **more: object) -> None:
    Document.objects.filter(pk=document.pk).update(state=state.value, **more)


def test_both_sides_see_what_was_read_and_how_sure_it_is(world: World) -> None:
    document = read(world, SURE_BILL)
    _firm, said = both(world, document)
    for words in (
        "bill.pdf", "Paper & Ink Ltd", "4711", "GBP", "1,200.00 GBP", "1,000.00 GBP", "200.00 GBP", "20%",
        "Sure", "Add up", "The text of the file", "GB33 BUKB 2020 1555 5555 55", "English", "Pages 1", "Download",
    ):  # fmt: skip
        assert words in said, words
    assert "Nov" in said
    assert "2026-11-03" not in said
    answer = signed_in(world.mina).get(reading(document))
    for words in ("bill.pdf", "Sure", "Add up", "The text of the file", "English", "Pages 1", "Download"):
        assert words in words_of(answer), words
    for value in (
        "Paper &amp; Ink Ltd", "4711", "3 November 2026", "3 December 2026", "GBP", "1,200.00", "1,000.00", "200.00",
        "20", "GB33 BUKB 2020 1555 5555 55",
    ):  # fmt: skip
        assert f'value="{value}"' in answer.content.decode(), value


def test_what_is_missing_or_doubtful_is_said(world: World) -> None:
    document = read(world, DOUBTFUL_BILL)
    assert document.state == DocumentState.REVIEW
    for said in both(world, document):
        assert "Please check this against the document" in said
        assert "Document number: not found." in said
        assert "Not found" in said
        assert "Needed" in said
        assert "Too few to add up" in said


def test_what_does_not_add_up_and_what_is_unsure_is_said(world: World) -> None:
    document = read(world, SURE_BILL)
    row = DocumentReading.objects.get(document=document)
    row.fields["total"]["confidence"] = 0.749
    row.adds_up = False
    row.save()
    for said in both(world, document):
        assert "The amounts do not add up." in said
        assert "Total: only 74 % sure." in said
        assert "Unsure 74%" in said
        assert "Do not add up" in said


def test_amounts_and_dates_follow_the_language_of_the_reader(world: World) -> None:
    document = read(world, SURE_BILL)
    world.mina.locale = "fr"
    world.mina.save()
    said = words_of(signed_in(world.mina).get(reading(document))).replace("\u202f", " ").replace("\xa0", " ")
    assert "1 200,00" in said
    assert "3 novembre 2026" in said


def test_an_amount_with_a_currency_nobody_knows_or_none_is_still_shown(world: World) -> None:
    document = read(world, SURE_BILL)
    row = DocumentReading.objects.get(document=document)
    row.fields["currency"]["value"] = "XQZ"
    row.save()
    assert "1,200.00 XQZ" in both(world, document)[0]
    del row.fields["currency"]
    row.save()
    assert "1,200.00" in both(world, document)[1]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (DocumentState.RECEIVED, "It is read as soon as those before it are done."),
        (DocumentState.WAITING, "It is read as soon as those before it are done."),
        (DocumentState.PROCESSING, "This takes a few seconds."),
        (DocumentState.HELD, "stored and not sent for extraction"),
        (DocumentState.READY, "No fields are kept of this document."),
        (DocumentState.FAILED, "This document could not be read."),
    ],
)
def test_a_document_without_a_reading_says_what_is_the_case(
    world: World, state: DocumentState, words: str
) -> None:
    document = added(world, SURE_BILL)
    put(document, state, lease_key="k", lease_until=timezone.now() + timedelta(minutes=1))
    for said in both(world, document):
        assert words in said


def test_a_document_that_nothing_reads_says_so(world: World) -> None:
    document = added(world, SURE_BILL)
    put(document, DocumentState.RECEIVED, subscription=None)
    assert "No product reads documents here." in both(world, document)[0]
    put(document, DocumentState.RECEIVED, file="")
    assert "Only the name of this document is stored." in both(world, document)[1]


def test_the_lists_say_why_and_try_again_leads_back_to_them(world: World) -> None:
    document = read(world, NO_DOCUMENT)
    for person, address in lists(world):
        browser = signed_in(person)
        said = words_of(browser.get(address))
        assert REASON in said
        assert "Try again" in said
        assert reading(document) in browser.get(address).content.decode()
        answer = browser.post(again(document), {"next": address}, follow=True)
        assert answer.redirect_chain == [(address, 302)]
        assert "The document is read once more." in words_of(answer)
        assert fresh(document).state == DocumentState.WAITING
        put(document, DocumentState.FAILED, trouble=Trouble.UNKNOWN_KIND.value)


def test_the_page_of_one_that_failed_says_why_and_tries_again(world: World) -> None:
    document = read(world, NO_DOCUMENT)
    for said in both(world, document):
        assert REASON in said
        assert "Try again" in said
    answer = signed_in(world.zoe).post(again(document), {"next": "https://elsewhere.example/"})
    assert answer["Location"] == reading(document), "a stranger's address is not followed"


def test_the_list_of_a_business_tries_again_too(world: World) -> None:
    document = read(world, NO_DOCUMENT)
    page = signed_in(world.mina).get(f"/clients/{world.birch.id}/documents/").content.decode()
    assert page.count("csrfmiddlewaretoken") >= 2
    assert again(document) in page


def test_only_one_that_failed_is_tried_again(world: World) -> None:
    document = added(world, SURE_BILL)
    answer = signed_in(world.mina).post(again(document), follow=True)
    assert "Only a document that could not be read can be tried again." in words_of(answer)
    assert fresh(document).state == DocumentState.RECEIVED


def test_one_that_is_tried_again_under_a_stop_is_held(world: World) -> None:
    document = read(world, NO_DOCUMENT)
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)
    answer = signed_in(world.zoe).post(again(document), follow=True)
    assert "The document is held: extraction is stopped for now." in words_of(answer)
    assert fresh(document).state == DocumentState.HELD


def test_strangers_find_nothing_and_sign_in_first(world: World) -> None:
    document = read(world, NO_DOCUMENT)
    stranger = new_person("Sam Elsewhere")
    new_member(new_firm("Elsewhere"), stranger, "administrator")
    browser = signed_in(stranger)
    for one in (document.id, "doc_0", "cli_nonsense"):
        assert browser.get(f"/documents/{one}/reading/").status_code == 404
        assert browser.post(f"/documents/{one}/again/").status_code == 404
    nobody = Browser()
    assert nobody.get(reading(document))["Location"].startswith("/accounts/login/")
    assert nobody.post(again(document))["Location"].startswith("/accounts/login/")
    assert signed_in(world.mina).get(again(document)).status_code == 405
    assert browser.post(reading(document)).status_code == 404
    assert nobody.post(reading(document))["Location"].startswith("/accounts/login/")
    assert fresh(document).state == DocumentState.FAILED
