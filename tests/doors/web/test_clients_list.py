"""My clients: tabs, search, filters, order, pages, what may be done, and the file of it (R4, R7, R21, R22)."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.core.actor import Side
from tenure.core.stops import StopKind
from tenure.operations.standings import restate, tallies
from tenure.records.models import Client, Document, Firm, Stop, Transition
from tests.doors.web.walking import signed_in
from tests.operations.acting import do, product_of
from tests.worlds import World, fresh, new_client, practice_world, products_of, recount

pytestmark = pytest.mark.django_db

URL = "/clients/"
NO_OWNER = Answers(acknowledged_wait=True, notify=False)


@pytest.fixture
def world() -> World:
    return practice_world()


def text(world: World, query: str = "", who: str = "olive") -> str:
    answer = signed_in(getattr(world, who)).get(URL + query)
    assert answer.status_code == 200
    return answer.content.decode()


def deactivate(world: World, client: Client, code: str | None = None, days_ago: int = 0) -> Transition:
    at = timezone.now() - timedelta(days=days_ago)
    answers = Answers(acknowledged_wait=True, notify=False, owner=client.owner_id)
    return do(world, world.olive, Verb.DEACTIVATE, product_of(client, code), answers, at=at)


def test_a_stranger_signs_in_first_and_comes_back(world: World) -> None:
    answer = Browser().get("/clients/?q=birch")
    assert answer.status_code == 302
    assert "next=/clients/%3Fq%3Dbirch" in answer["Location"]


def test_a_client_user_is_shown_to_their_own_page(world: World) -> None:
    assert signed_in(world.zoe).get(URL)["Location"] == reverse("client_home")


def test_each_tab_has_its_number_and_its_clients(world: World) -> None:
    deactivate(world, world.dune)
    shown = text(world)
    assert "Birch &amp; Sons" in shown
    assert "Dune Surveying" not in shown
    assert 'Deactivated<span class="count">1</span>' in shown
    assert "Dune Surveying" in text(world, "?tab=deactivated")


def test_a_client_of_another_firm_is_in_no_list(world: World) -> None:
    new_client(world.southbank, "Secret Holdings")
    recount(world.southbank)
    assert "Secret Holdings" not in text(world)
    assert "Secret Holdings" in text(world, who="stan")


def test_partly_deactivated_stays_active_with_a_badge_and_its_wait(world: World) -> None:
    deactivate(world, world.birch, "bookkeeping")
    shown = text(world)
    assert "1 of 2 deactivated" in shown
    assert "Wait until" in shown


def test_r4_suspended_and_deactivated_is_a_red_row_that_carries_the_deactivated_icon(world: World) -> None:
    cause = deactivate(world, world.dune)
    Stop.objects.create(
        client=world.dune, node=world.dune.id, node_kind="client", kind=StopKind.SUSPENSION.value,
        since=timezone.localdate(), cause=cause,
    )  # fmt: skip
    restate([world.dune.id], before=tallies([world.dune.id]))
    shown = text(world, "?tab=deactivated")
    row = shown[shown.index("row--suspended") :]
    assert "Suspended" in row
    assert "#deactivated" in row


def test_r7_without_rights_there_is_no_verb_but_a_line_that_says_whom_to_ask(world: World) -> None:
    shown = text(world, who="fay")
    assert "/disconnection/" not in shown
    assert "Ask an administrator of your account: Olive Reed" in shown
    assert f"/disconnection/{world.birch.id}/" in text(world, who="mina")


def test_r14_r25_only_delete_is_offered_for_a_client_nobody_uses(world: World) -> None:
    shown = text(world)
    assert f"/deletion/{world.cedar.id}/" in shown
    assert f"/disconnection/{world.cedar.id}/" not in shown
    assert f"/disconnection/{world.birch.id}/" in shown
    assert f"/deletion/{world.birch.id}/" not in shown


def test_search_finds_by_name_and_address_and_says_so_when_there_is_nothing(world: World) -> None:
    assert "Birch" in text(world, "?q=birch")
    assert "Dune" not in text(world, "?q=birch")
    assert "Dune" in text(world, "?q=office@dune")
    nothing = text(world, "?q=xyzzy")
    assert "Nothing found" in nothing
    assert "Clear the search" in nothing


def test_while_typing_only_the_results_are_sent_and_the_address_is_kept(world: World) -> None:
    answer = signed_in(world.olive).get(URL, {"q": "birch", "tab": "active"}, headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == "/clients/?q=birch"
    assert b"<html" not in answer.content
    assert b"Birch" in answer.content


def test_filters_keep_those_that_fit(world: World) -> None:
    assert "Acme" in text(world, "?payer=client")
    assert "Birch" not in text(world, "?payer=client")
    deactivate(world, world.birch, "bookkeeping")
    assert "Birch" in text(world, "?waits=running")
    assert "Acme" not in text(world, "?waits=running")
    shown = text(world, f"?owner={world.zoe.id}")
    assert "Birch" in shown
    assert "Acme" not in shown
    assert "Owner: Zoe Birch" in shown


def test_documents_held_filter(world: World) -> None:
    sub = product_of(world.dune)
    Document.objects.create(
        client=world.dune, subscription_id=sub, name="a", state="held", held_since=timezone.now(),
        added_side=Side.CLIENT.value,
    )  # fmt: skip
    restate([world.dune.id], before=tallies([world.dune.id]))
    shown = text(world, "?held=yes")
    assert "Dune" in shown
    assert "Birch" not in shown


def test_pages_follow_each_other_without_a_gap(world: World) -> None:
    for number in range(120):
        new_client(world.firm, f"Company {number:03}")
    recount(world.firm)
    browser = signed_in(world.olive)
    answer = browser.get("/clients/?q=company")
    names = [row.name for row in answer.context["rows"]]
    while answer.context["next"]:
        answer = browser.get("/clients/" + answer.context["next"])
        names += [row.name for row in answer.context["rows"]]
    assert names == [f"Company {number:03}" for number in range(120)]
    back = browser.get("/clients/" + answer.context["previous"])
    assert [row.name for row in back.context["rows"]] == names[50:100]


@pytest.mark.parametrize("sort", ["name", "activity", "documents"])
def test_the_list_can_be_ordered(world: World, sort: str) -> None:
    assert "aria-sort" in text(world, f"?sort={sort}")


def test_the_list_needs_the_same_queries_for_10_and_for_500_clients(world: World) -> None:
    browser = signed_in(world.olive)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(URL).status_code == 200
        return len(seen)

    for number in range(6):
        new_client(world.firm, f"Few {number}", products_of("practice"), joined=[world.zoe])
    recount(world.firm)
    browser.get(URL)
    few = queries()
    for number in range(490):
        new_client(world.firm, f"Many {number}", products_of("practice")[: number % 3], joined=[world.dora])
    recount(world.firm)
    assert queries() == few
    assert few <= 22


@pytest.mark.parametrize(
    "query",
    [
        "?tab=nonsense&sort=up&payer=king&waits=1&held=no",
        "?cursor=%00%ff&sort=activity",
        "?cursor=" + "A" * 5_000,
        "?q=" + "x" * 10_000,
        "?q=%00%27%22%3Cscript%3E",
        "?q=%25_%5C",
        "?owner=usr_%27--",
        "?owner=" + "u" * 500,
        "?q=" + "%22" * 50,
        "?q=%F0%9F%98%80%20OR%20NEAR",
    ],
)
def test_odd_addresses_give_a_page(world: World, query: str) -> None:
    assert "Clients" in text(world, query)


def test_a_name_that_is_html_is_shown_as_it_is(world: World) -> None:
    new_client(world.firm, "<script>alert(1)</script>")
    recount(world.firm)
    shown = text(world)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_a_firm_without_clients_is_told_how_to_begin(world: World) -> None:
    Firm.objects.filter(pk=world.southbank.pk).update(clients_active=0)
    shown = text(world, who="stan")
    assert "No clients yet" in shown
    assert "/clients/new/" in shown


def test_the_export_is_what_is_listed_and_no_cell_is_a_formula(world: World) -> None:
    for number in range(205):
        new_client(world.firm, f"Row {number:03}")
    Client.objects.filter(pk=world.birch.pk).update(phone="+44 20", name="=HYPERLINK(1)")
    recount(world.firm)
    answer = signed_in(world.fay).get("/clients/export/")
    assert answer["Content-Type"].startswith("text/csv")
    body = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))
    assert len(rows) == 1 + 209
    birch = next(row for row in rows if row[-1] == world.birch.id)
    assert birch[0] == "'=HYPERLINK(1)"
    assert birch[3] == "'+44 20"
    found = signed_in(world.fay).get("/clients/export/?q=dune")
    assert len(found.getvalue().splitlines()) == 2


def test_the_list_speaks_french(world: World) -> None:
    type(world.olive).objects.filter(pk=world.olive.pk).update(locale="fr")
    answer = signed_in(fresh(world.olive)).get(URL)
    assert '<html lang="fr"' in answer.content.decode()
