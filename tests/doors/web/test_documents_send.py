"""The pages that send held documents, and the one that reactivates: counted live, confirmed as shown (R24, R50)."""

from datetime import UTC, datetime

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tenure.core.actions import Answers, DocumentChoice, DocumentScope, Verb
from tenure.records.models import Document, DocumentReading, DocumentState
from tests.doors.web.walking import Walk, signed_in
from tests.operations.acting import do, product_of
from tests.operations.reading_documents import NO_DOCUMENT, added
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db

HELD, WAITING = DocumentState.HELD.value, DocumentState.WAITING.value
DAYS = (
    datetime(2026, 10, 5, 9, tzinfo=UTC),
    datetime(2026, 10, 5, 9, tzinfo=UTC),
    datetime(2026, 11, 5, 9, tzinfo=UTC),
)
NONE = Answers(documents=DocumentChoice(scope=DocumentScope.NONE))


@pytest.fixture
def world() -> World:
    """Bookkeeping is stopped, and three documents wait."""
    world = practice_world("practice-classic")
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch))
    for number, at in enumerate(DAYS):
        document = added(world, NO_DOCUMENT + bytes([number]), f"bill {number}.pdf")
        Document.objects.filter(pk=document.pk).update(added_at=at, held_since=at)
    return world


@pytest.fixture
def back(world: World) -> World:
    """Bookkeeping came back, and nobody chose them."""
    do(world, world.olive, Verb.REACTIVATE, product_of(world.birch), NONE)
    return world


def states() -> list[str]:
    return list(Document.objects.order_by("added_at", "id").values_list("state", flat=True))


def send(world: World) -> str:
    return reverse("documents_send", args=[world.birch.id])


def page(browser: Browser, address: str, **query: str | list[str]) -> Walk:
    """The page that sends, read as the wizard's pages are."""
    walk = Walk(browser, Verb.REACTIVATE, "sub_none")
    answer = browser.get(address, query)
    walk.status, walk.text = answer.status_code, answer.content.decode()
    return walk


def test_reactivating_says_how_many_wait_since_when_and_about_how_long(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.REACTIVATE, product_of(world.birch))
    walk.look()
    assert walk.says("3 documents were stored and not extracted while this was stopped.")
    assert walk.says("The first has waited since 5 October 2026.") or walk.says("Oct. 5, 2026")
    assert walk.says("3 of 3 held documents are sent for extraction. Reading takes less than a minute.")


def test_the_time_comes_from_the_latest_readings(world: World) -> None:
    for document in Document.objects.all():
        DocumentReading.objects.create(document=document, client=world.birch, source="text", took_ms=60_000)
    walk = Walk(signed_in(world.mina), Verb.REACTIVATE, product_of(world.birch))
    assert "less than a minute" in walk.look(), "three are too few to go by"
    for number in range(3):
        more = added(world, b"more %d" % number)
        DocumentReading.objects.create(document=more, client=world.birch, source="text", took_ms=60_000)
    assert "Reading takes about 6 minutes." in walk.look()


def test_without_scripts_the_choice_by_day_is_shown_before_it_is_done(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.REACTIVATE, product_of(world.birch))
    walk.look()
    walk.press("Show what this changes", look="1", documents="since", since="2026-11-01")
    assert walk.says("1 of 3 held documents is sent for extraction. Those added since")
    assert states() == [HELD] * 3
    walk.press("Reactivate", documents="since", since="2026-11-01")
    assert states() == [HELD, HELD, WAITING]


def test_with_scripts_the_panel_follows_the_day(world: World) -> None:
    walk = Walk(signed_in(world.mina), Verb.REACTIVATE, product_of(world.birch))
    ahead = {"ahead": "1", "documents": "since", "since": "2026-10-05"}
    answer = walk.browser.get(walk.address, ahead, headers={"HX-Request": "true"})
    assert "3 of 3 held documents" in answer.content.decode()
    ahead["since"] = "2026-10-06"
    answer = walk.browser.get(walk.address, ahead, headers={"HX-Request": "true"})
    assert "1 of 3 held documents" in answer.content.decode()


def test_what_was_not_chosen_is_sent_from_its_own_page(back: World) -> None:
    browser = signed_in(back.fay)
    walk = page(browser, send(back), documents="since", since="2026-11-01")
    assert walk.says("1 of 3 held documents is sent for extraction.")
    assert walk.says("2 documents stay held; they can be sent later or keyed by hand.")
    walk.press("Send for extraction", documents="since", since="2026-11-01")
    assert walk.says("1 document is sent for extraction. Reading takes less than a minute.")
    assert states() == [HELD, HELD, WAITING]


def test_another_choice_than_the_one_shown_is_shown_first(back: World) -> None:
    walk = page(signed_in(back.mina), send(back))
    walk.press("Send for extraction", documents="since", since="2026-11-01")
    assert walk.status == 409
    assert walk.says("Nothing was done.")
    assert states() == [HELD] * 3
    walk.press("Send for extraction", documents="since", since="2026-11-01")
    assert states() == [HELD, HELD, WAITING]


def test_those_ticked_in_the_list(back: World) -> None:
    ticked = [document.id for document in Document.objects.order_by("id")[:2]]
    browser = signed_in(back.mina)
    walk = page(browser, send(back), document=ticked)
    assert walk.says("Those you ticked: 2 documents")
    assert walk.says("2 of 3 held documents are sent for extraction.")
    answer = browser.post(send(back), {**walk.hidden, "document": ticked, "documents": "chosen"})
    assert answer.status_code == 302
    assert set(Document.objects.filter(state=WAITING).values_list("id", flat=True)) == set(ticked)


def test_without_scripts_a_look_leads_to_the_same_page_with_the_choice_in_its_address(back: World) -> None:
    walk = page(signed_in(back.mina), send(back))
    walk.press("Show what this changes", look="1", documents="since", since="2026-11-01")
    assert walk.says("1 of 3 held documents is sent for extraction.")
    assert states() == [HELD] * 3


@pytest.mark.parametrize(
    "said", [{"documents": "since"}, {"documents": "since", "since": "soon"}, {"documents": "most"}]
)
def test_what_cannot_be_understood_is_said_beside_it(back: World, said: dict[str, str]) -> None:
    walk = page(signed_in(back.mina), send(back))
    answer = walk.browser.post(send(back), {**walk.hidden, **said})
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()


def test_under_a_stop_the_page_says_what_comes_first(world: World) -> None:
    walk = page(signed_in(world.mina), send(world))
    assert walk.says("Bookkeeping is stopped: its documents stay held.") or walk.says(
        "is stopped: its documents stay held."
    )
    assert reverse("verb", args=[Verb.REACTIVATE, product_of(world.birch)]) in walk.text
    assert "Send for extraction" not in walk.buttons
    answer = walk.browser.post(send(world), {**walk.hidden, "documents": "all"})
    assert (answer.status_code, states()) == (409, [HELD] * 3)


def test_the_client_is_told_who_decides(back: World) -> None:
    own = reverse("own_documents_send", args=[back.birch.id])
    walk = page(signed_in(back.zoe), own)
    assert walk.says("Northline Accounting decides which held documents are sent.")
    answer = walk.browser.post(own, {**walk.hidden, "documents": "all"})
    assert (answer.status_code, states()) == (409, [HELD] * 3)


def test_both_sides_read_why_a_document_is_held(world: World) -> None:
    firm = signed_in(world.mina).get(reverse("client_documents", args=[world.birch.id])).content.decode()
    assert "was deactivated on" in firm
    assert "by Olive Reed" in firm
    client = signed_in(world.zoe).get(reverse("own_documents", args=[world.birch.id])).content.decode()
    assert "Northline Accounting has deactivated" in client
