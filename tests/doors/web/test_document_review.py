"""Checking a document on its page: picture, places, corrections, confirm and next, stale pages, by hand (R20, R24)."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client as Browser
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.outlets.extraction.troubles import Trouble
from tenure.records.models import Correction, Document, DocumentReading, DocumentState
from tests.doors.web.reading import words_of
from tests.doors.web.walking import signed_in
from tests.operations.acting import do, product_of
from tests.operations.checked_documents import checked, put, to_be_checked
from tests.operations.reading_documents import NO_DOCUMENT, SURE_BILL, added
from tests.worlds import World, fresh, new_firm, new_member, new_person, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def page(document: Document) -> str:
    return f"/documents/{document.id}/reading/"


def form_of(browser: Browser, address: str) -> dict[str, str]:
    """The form as a browser would send it."""
    text = browser.get(address).content.decode()
    form = text[text.index('id="check"') : text.index("</form>", text.index('id="check"'))]
    inputs = {
        found[1]: found[2]
        for found in re.finditer(r'<input[^>]*?name="([a-z_]+)"[^>]*?value="([^"]*)"', form)
        if not found[1].startswith("rate")
    }
    chosen = re.finditer(r'<select[^>]*?name="([a-z_]+)".*?<option value="([^"]*)" selected', form, re.DOTALL)
    return {name: unescape(value) for name, value in {**inputs, **{one[1]: one[2] for one in chosen}}.items()}


def test_confirm_and_next_leads_through_the_queue_and_ends_at_its_list(world: World) -> None:
    first, second = (to_be_checked(world, name) for name in ("a.pdf", "b.pdf"))
    browser = signed_in(world.mina)
    queue = browser.get("/documents/review/")
    assert "2 documents to be checked" in words_of(queue)
    assert "The amounts do not add up." in words_of(queue)
    for document, goal in ((first, f"{page(second)}?queue=all"), (second, "/documents/review/")):
        address = f"{page(document)}?queue=all"
        form = form_of(browser, address)
        answer = browser.post(address, {**form, "total": "1,200.00", "do": "next"})
        assert (answer.status_code, answer["Location"]) == (302, goal)
        assert fresh(document).state == DocumentState.READY
    said = words_of(browser.get("/documents/review/"))
    assert "Nothing to check" in said
    assert "b.pdf is confirmed." in said


def test_from_a_client_the_next_one_is_of_this_client(world: World) -> None:
    document = to_be_checked(world)
    browser = signed_in(world.mina)
    form = form_of(browser, page(document))
    answer = browser.post(page(document), {**form, "do": "next"})
    assert answer["Location"] == f"/clients/{world.birch.id}/documents/"


def test_a_french_reader_types_french(world: World) -> None:
    document = to_be_checked(world)
    world.mina.locale = "fr"
    world.mina.save()
    browser = signed_in(world.mina)
    form = form_of(browser, page(document))
    assert form["date"] == "3 novembre 2026"
    assert form["net"].replace("\u202f", " ").replace("\xa0", " ") == "1 000,00"
    typed = {**form, "total": "1 200,00", "date": "4/11/2026", "do": "confirm"}
    assert browser.post(page(document), typed)["Location"] == page(document)
    said = dict(Correction.objects.filter(document=document).values_list("field", "value"))
    assert said == {"total": "1200.00", "date": "2026-11-04"}


def test_the_machines_value_stays_beside_the_correction(world: World) -> None:
    document = to_be_checked(world)
    checked(world, world.mina, document, total="1200.00")
    text = signed_in(world.mina).get(page(document))
    assert "Corrected" in words_of(text)
    assert "Read: 1,300.00" in words_of(text)
    assert 'data-read="1,300.00"' in text.content.decode()
    own = words_of(signed_in(world.zoe).get(page(document)))
    assert "1,200.00 GBP Corrected" in own
    assert "Confirmed" in own


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(world: World) -> None:
    document = to_be_checked(world)
    browser = signed_in(world.mina)
    wrong = {
        **form_of(browser, page(document)),
        "total": "lots",
        "date": "32/13/2026",
        "iban": "GB33 BUKB 2020 1555 5555 56",
        "currency": "XQZ",
        "rate": ["20"],
        "rate_net": [""],
        "rate_tax": ["much"],
        "do": "confirm",
    }
    answer = browser.post(page(document), wrong)
    assert answer.status_code == 422
    said, text = words_of(answer), answer.content.decode()
    for words in (
        "This is no amount.",
        "This is no day.",
        "check digits",
        "This is no currency.",
        "The tax is no amount.",
    ):
        assert words in said, words
    for value in ("lots", "32/13/2026", "GB33 BUKB 2020 1555 5555 56", "XQZ", "much"):
        assert f'value="{value}"' in text, value
    assert text.count("autofocus") == 1
    assert fresh(document).state == DocumentState.REVIEW


def test_rates_are_corrected(world: World) -> None:
    document = to_be_checked(world)
    browser = signed_in(world.mina)
    typed = {**form_of(browser, page(document)), "total": "1200", "rate": ["20", ""], "rate_net": ["1,000.00", ""],
             "rate_tax": ["200", ""], "do": "confirm"}  # fmt: skip
    assert browser.post(page(document), typed).status_code == 302
    assert Correction.objects.get(document=document, field="rates").value == "20:1000.00:200.00"
    assert "At 20% the tax is 200.00 GBP." in words_of(browser.get(page(document)))


def test_while_somebody_types_the_sums_are_done_again_and_nothing_is_kept(world: World) -> None:
    document = to_be_checked(world)
    browser = signed_in(world.mina)
    form = form_of(browser, page(document))
    looked = browser.post(page(document), {**form, "total": "1200"}, headers={"HX-Request": "true"})
    assert "Net and tax make the total: 1,200.00 GBP." in words_of(looked)
    looked = browser.post(page(document), {**form, "total": "?"}, headers={"HX-Request": "true"})
    assert "but the total is 1,300.00 GBP." in words_of(looked)
    assert not Correction.objects.filter(document=document).exists()


def test_a_stale_page_says_what_changed_and_keeps_what_was_typed(world: World) -> None:
    document = to_be_checked(world)
    browser = signed_in(world.olive)
    form = form_of(browser, page(document))
    checked(world, world.mina, document, total="1200.00")
    typed = {**form, "total": "1,250.00", "do": "confirm"}
    answer = browser.post(page(document), typed)
    assert answer.status_code == 409
    said = words_of(answer)
    assert "Somebody changed this document while you had it open" in said
    assert "Total: now 1,200.00 GBP." in said
    assert "has confirmed it." in said
    text = answer.content.decode()
    assert 'value="1,250.00"' in text
    receipt = re.search(r'name="seen" value="([0-9a-f]+)"', text)
    assert receipt is not None
    assert browser.post(page(document), {**typed, "seen": receipt[1]}).status_code == 302
    assert Correction.objects.get(document=document, field="total").value == "1250.00"


def test_a_form_without_its_fields_takes_nothing_away(world: World) -> None:
    document = to_be_checked(world)
    assert signed_in(world.mina).post(page(document), {"do": "confirm"}).status_code == 409
    assert not Correction.objects.filter(document=document).exists()


def test_places_are_drawn_over_the_picture_without_a_style(world: World) -> None:
    document = to_be_checked(world, total=0.5)
    text = signed_in(world.mina).get(page(document)).content.decode()
    assert f'src="/documents/{document.id}/pages/1/"' in text
    assert re.search(r'class="place-box place-box--unsure" data-box="total" x="0.0940" y="0.0940"', text)
    assert 'data-box="supplier"' in text
    assert " style=" not in text
    second = signed_in(world.mina).get(f"{page(document)}?page=2").content.decode()
    assert f'src="/documents/{document.id}/pages/2/"' in second
    assert (
        f"/documents/{document.id}/pages/2/"
        in signed_in(world.mina).get(f"{page(document)}?page=99").content.decode()
    )


def test_a_page_is_a_picture_for_those_who_may_see_the_document(world: World) -> None:
    document = to_be_checked(world)
    address = f"/documents/{document.id}/pages/1/"
    answer = signed_in(world.mina).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"
    again = signed_in(world.zoe).get(address, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert signed_in(world.mina).get(f"/documents/{document.id}/pages/3/").status_code == 404
    stranger = new_person("Sam Elsewhere")
    new_member(new_firm("Elsewhere"), stranger, "administrator")
    assert signed_in(stranger).get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 404
    assert Browser().get(address)["Location"].startswith("/accounts/login/")


def test_a_page_that_cannot_be_drawn_says_why(world: World) -> None:
    document = added(world, NO_DOCUMENT)
    answer = signed_in(world.mina).get(f"/documents/{document.id}/pages/1/")
    assert answer.status_code == 422
    assert "not a kind of file" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert signed_in(world.mina).get(f"/documents/{document.id}/pages/{10**30}/").status_code == 404


def test_an_e_invoice_has_no_picture(world: World) -> None:
    document = to_be_checked(world, "invoice.xml", b'<?xml version="1.0"?><Invoice/>')
    DocumentReading.objects.filter(document=document).update(shapes=[], source="xml")
    answer = signed_in(world.mina).get(page(document))
    assert "This is an e-invoice" in words_of(answer)
    assert "/pages/1/" not in answer.content.decode()
    assert 'id="check"' in answer.content.decode()


def test_held_documents_say_why_and_are_keyed_by_hand(world: World) -> None:
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)
    document = added(world, SURE_BILL)
    browser = signed_in(world.mina)
    said = words_of(browser.get(page(document)))
    assert "Held since" in said
    assert "was deactivated on" in said
    assert "Key it by hand" in said
    assert "Key it by hand" not in words_of(signed_in(world.zoe).get(page(document)))
    form = form_of(browser, f"{page(document)}?by_hand=yes")
    typed = {**form, "supplier": "Paper & Ink", "total": "12.00", "currency": "GBP", "do": "confirm"}
    assert browser.post(page(document), typed).status_code == 302
    assert fresh(document).state == DocumentState.READY
    said = words_of(browser.get(page(document)))
    assert "Nothing: keyed by hand" in said
    assert "Paper & Ink" in words_of(signed_in(world.zoe).get(page(document)))


def test_a_client_of_a_firm_reads_and_does_not_check(world: World) -> None:
    document = to_be_checked(world)
    browser = signed_in(world.zoe)
    assert 'id="check"' not in browser.get(page(document)).content.decode()
    answer = browser.post(page(document), {"do": "confirm", "total": "1"})
    assert answer.status_code == 403
    assert "checks these documents." in words_of(answer)


def test_without_the_part_that_reads_pictures_the_page_says_what_is_missing(world: World) -> None:
    document = added(world, NO_DOCUMENT)
    put(document, DocumentState.FAILED, trouble=Trouble.NO_OCR.value)
    for person in (world.mina, world.zoe):
        said = words_of(signed_in(person).get(page(document)))
        assert "bin/setup --ocr" in said
        assert "Try again" in said


def test_a_page_that_waits_asks_again_and_stops_by_itself(world: World) -> None:
    document = added(world, SURE_BILL)
    browser = signed_in(world.mina)
    assert 'hx-trigger="every 2s"' in browser.get(page(document)).content.decode()
    asked = {"HX-Request": "true"}
    assert browser.get(f"{page(document)}?state=received", headers=asked).status_code == 204
    put(document, DocumentState.PROCESSING, lease_key="k", lease_until=timezone.now() + timedelta(minutes=1))
    moved = browser.get(f"{page(document)}?state=received", headers=asked)
    assert "This takes a few seconds." in words_of(moved)
    assert 'hx-trigger="every 2s"' in moved.content.decode()
    put(document, DocumentState.FAILED, trouble="damaged")
    done = browser.get(f"{page(document)}?state=processing", headers=asked).content.decode()
    assert "every 2s" not in done
    assert "autofocus" not in done


def test_the_count_stands_in_the_navigation(world: World) -> None:
    to_be_checked(world)
    text = signed_in(world.mina).get("/documents/review/").content.decode()
    item = text[text.index('href="/documents/review/"') :]
    assert re.sub(r"\s*<[^>]+>\s*", " ", item[: item.index("</a>")]).split()[-3:] == ["To", "check", "1"]
    assert signed_in(world.zoe).get("/documents/review/").status_code == 302
