"""The list of documents on both sides: tabs by state, page by page, what is known of each, and what still moves (R20)."""

import html
import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client as Browser

from tenure.operations.documents import Way, add_document
from tenure.records.models import Document, DocumentState, Person
from tenure.records.models.document import Origin
from tenure.records.paper_list import ROWS
from tests.doors.web.walking import signed_in
from tests.operations.reading_documents import SURE_BILL, read
from tests.tree_worlds import solo_world
from tests.worlds import World, practice_world

pytestmark = pytest.mark.django_db
type Side = tuple[Person, str]


@pytest.fixture
def world() -> World:
    return practice_world()


@pytest.fixture(params=["firm", "client"])
def side(world: World, request: pytest.FixtureRequest) -> Side:
    """Who looks, and where."""
    birch = world.birch.id
    return {
        "firm": (world.mina, f"/clients/{birch}/documents/"),
        "client": (world.zoe, f"/account/{birch}/documents/"),
    }[request.param]


def add(
    world: World, name: str, state: DocumentState = DocumentState.RECEIVED, way: Way | None = None
) -> Document:
    document = add_document(
        world.birch.id,
        ContentFile(f"%PDF-1.7 {name}".encode()),
        name=name,
        way=way or Way(),
        actor=world.actor(world.zoe),
    ).document
    Document.objects.filter(pk=document.pk).update(state=state.value)
    return document


def look(side: Side, asked: str = "") -> str:
    answer = signed_in(side[0]).get(side[1] + asked)
    assert answer.status_code == 200
    return answer.content.decode()


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def names(page: str) -> list[str]:
    return re.findall(r"<bdi>([^<]+)</bdi>", page)


def test_tabs_count_and_show_what_is_in_each_state(world: World, side: Side) -> None:
    for state in ("ready", "review", "held", "failed", "unpacked", "waiting", "received"):
        add(world, f"{state}.pdf", DocumentState(state))
    said = words(look(side))
    for tab in (
        "All 7",
        "To be checked 1",
        "Extracted 1",
        "Being read 2",
        "Held 1",
        "Not readable 1",
        "Unpacked 1",
    ):
        assert tab in said, tab
    assert names(look(side, "?state=held")) == ["held.pdf"]
    assert names(look(side, "?state=reading")) == ["received.pdf", "waiting.pdf"]
    assert len(names(look(side, "?state=nonsense"))) == 7


def test_a_tab_without_documents_says_so_and_leads_back(world: World, side: Side) -> None:
    add(world, "a.pdf")
    page = look(side, "?state=held")
    assert "No document is in this state." in page
    assert f'href="{side[1]}"' in page


def test_an_empty_list_says_who_fills_it(side: Side) -> None:
    said = words(look(side))
    assert "No documents yet" in said
    assert "Add documents" in said


def test_the_list_goes_on_from_the_last_document_whatever_comes_in_meanwhile(
    world: World, side: Side
) -> None:
    first = add(world, "000.pdf")
    Document.objects.bulk_create(
        Document(
            client=world.birch,
            subscription_id=first.subscription_id,
            name=f"{number:03}.pdf",
            file="x",
            added_side="client",
            # Several at one moment: the id tells them apart.
            added_at=first.added_at - timedelta(seconds=number // 7 + 1),
        )
        for number in range(1, 2 * ROWS)
    )
    page = look(side)
    assert len(names(page)) == ROWS
    onward = re.search(r'href="[^"]*(\?from=[^"&]+)" rel="next"', page)
    assert onward is not None
    add(world, "meanwhile.pdf")
    rest = look(side, onward[1])
    assert len(names(rest)) == ROWS
    assert not set(names(page)) & set(names(rest))
    assert 'rel="next"' not in rest
    back = re.search(r'href="[^"]*(\?from=[^"&]+)" rel="prev"', rest)
    assert back is not None
    assert names(look(side, back[1])) == names(page)


@pytest.mark.parametrize("odd", ["x", "%00", "W10", "e30", "A" * 5000, "WzAsIjIwMjYiLDFd"])
def test_a_broken_place_is_the_beginning(world: World, side: Side, odd: str) -> None:
    add(world, "a.pdf")
    assert names(look(side, f"?from={odd}&state=%00&business=%00&seen=%00")) == ["a.pdf"]


def test_a_row_says_what_was_read_and_how_it_came_in(world: World, side: Side) -> None:
    read(world, SURE_BILL)
    add(world, "sent.pdf", way=Way(origin=Origin.MAIL))
    archive = add(world, "scans.zip", DocumentState.UNPACKED)
    add(world, "out.pdf", way=Way(archive=archive))
    add(world, "put.pdf", way=Way(origin=Origin.TERMINAL))
    said = words(look(side))
    assert "Paper & Ink Ltd · 3 November 2026 · 1,200.00 GBP" in said
    for way in ("by e-mail", "in “scans.zip”", "at the terminal"):
        assert way in said, way


def test_the_list_is_looked_at_again_only_while_something_is_read(world: World, side: Side) -> None:
    add(world, "a.pdf")
    assert "every 3s" in look(side)
    Document.objects.update(added_at=Document.objects.get().added_at - timedelta(hours=1))
    assert "every 15s" in look(side)
    for resting in ("held", "ready", "review", "failed"):
        Document.objects.update(state=resting)
        assert "every " not in look(side)


def test_what_was_seen_is_not_sent_again(world: World, side: Side) -> None:
    document = add(world, "a.pdf")
    browser = signed_in(side[0])
    again = re.search(r'hx-get="([^"]+)"', look(side))
    assert again is not None
    address = again[1].replace("&amp;", "&")
    assert rows(browser, address) == (204, "")
    Document.objects.filter(pk=document.pk).update(state="review")
    status, part = rows(browser, address)
    assert status == 200
    assert "To be checked" in part
    assert "<html" not in part
    assert "every " not in part, "nothing moves any more"


def rows(browser: Browser, address: str) -> tuple[int, str]:
    answer = browser.get(address, headers={"HX-Request": "true", "HX-Target": "documents"})
    return answer.status_code, answer.content.decode()


def test_a_stranger_does_not_get_the_rows_alone_either(world: World) -> None:
    for page in (f"/clients/{world.birch.id}/documents/", f"/account/{world.birch.id}/documents/"):
        assert rows(signed_in(world.stan), page)[0] == 404


def test_the_client_sees_the_documents_of_one_business_too() -> None:
    solo = solo_world()
    for business in (solo.bakery.id, solo.lettings.id):
        file = ContentFile(f"%PDF-1.7 {business}".encode())
        add_document(
            solo.harpers.id, file, name=f"{business}.pdf", business=business, actor=solo.actor(solo.mina)
        )
    page = look((solo.zoe, f"/account/{solo.harpers.id}/documents/"), f"?business={solo.bakery.id}")
    assert names(page) == [f"{solo.bakery.id}.pdf"]
    assert f"Business: {solo.bakery.name}" in words(page)
