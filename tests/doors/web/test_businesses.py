"""A client's businesses as pages: tabs, search, rows, the way back by one click (R29-R33)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenure.core.actions import Answers, Verb
from tenure.records.models import Business, LogEntry, Stop, Transition
from tests.doors.web.walking import Walk, signed_in
from tests.operations.acting import do
from tests.tree_worlds import SoloWorld, new_business, solo_world
from tests.worlds import new_client, new_firm, new_member, new_person, practice_world, products_of, recount

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SoloWorld:
    return solo_world()


def address(world: SoloWorld, more: str = "") -> str:
    return f"/clients/{world.harpers.id}/businesses/{more}"


def get(world: SoloWorld, more: str = "", who: str = "mina") -> str:
    answer = signed_in(getattr(world, who)).get(address(world, more))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def deactivate(world: SoloWorld, node: str) -> Transition:
    return do(world, world.mina, Verb.DEACTIVATE, node, Answers(owner=world.zoe.id))


def rest(world: SoloWorld) -> None:
    deactivate(world, world.bakery.id)


def digest_on(page: str, business: Business) -> str:
    form = page[page.index(f"/reactivation/{business.id}/at-once/") :]
    found = re.search(r'name="digest" value="([0-9a-f]+)"', form)
    assert found is not None
    return found[1]


def click(world: SoloWorld, business: Business, digest: str, who: str = "mina") -> str:
    browser = signed_in(getattr(world, who))
    answer = browser.post(f"/reactivation/{business.id}/at-once/", {"digest": digest}, follow=True)
    return answer.content.decode()


def test_r32_the_name_of_a_client_leads_to_its_businesses(world: SoloWorld) -> None:
    listed = signed_in(world.mina).get("/clients/").content.decode()
    assert f'href="{address(world)}"' in listed
    shown = get(world)
    assert "Harper Bakery" in shown
    assert "Harper Lettings" in shown


def test_r32_tabs_tell_those_that_run_from_those_that_rest(world: SoloWorld) -> None:
    rest(world)
    active, resting = get(world), get(world, "?tab=deactivated")
    assert "Harper Bakery" not in active.partition('id="results"')[2]
    assert "Harper Lettings" in active
    assert "Harper Bakery" in resting
    assert "Harper Lettings" not in resting.partition('id="results"')[2]
    for label in ("Active businesses", "Deactivated businesses"):
        assert re.search(rf"{label}<span class=\"count\">1</span>", active)


def test_r32_one_click_brings_a_business_back_and_offers_to_undo_it(world: SoloWorld) -> None:
    rest(world)
    said = click(world, world.bakery, digest_on(get(world, "?tab=deactivated"), world.bakery))
    assert "Harper Bakery (The Harpers) is reactivated." in said
    assert f'<a href="/deactivation/{world.bakery.id}/">Undo</a>' in said
    assert not Stop.objects.filter(lifted_at=None).exists()


def test_a_second_click_does_nothing_twice(world: SoloWorld) -> None:
    rest(world)
    digest = digest_on(get(world, "?tab=deactivated"), world.bakery)
    click(world, world.bakery, digest)
    assert "It was not done again." in click(world, world.bakery, digest)
    assert Transition.objects.filter(verb="reactivate").count() == 1


@pytest.mark.parametrize("digest", ["", "0" * 64, "x" * 5_000, "\x00"])
def test_a_plan_nobody_was_shown_is_not_performed_but_opened(world: SoloWorld, digest: str) -> None:
    rest(world)
    said = click(world, world.bakery, digest)
    assert "The facts have changed since you looked. Nothing was done." in said
    assert "Reactivate Harper Bakery" in said
    assert Stop.objects.filter(lifted_at=None).count() == 1


def test_where_documents_wait_the_click_opens_the_wizard_that_asks(world: SoloWorld) -> None:
    rest(world)
    digest = digest_on(get(world, "?tab=deactivated"), world.bakery)
    upload(world, world.bakery)
    assert f"/reactivation/{world.bakery.id}/at-once/" not in get(world, "?tab=deactivated")
    said = click(world, world.bakery, digest)
    assert "There is something to answer first. Nothing was done." in said
    assert "Which of them are sent for extraction now?" in said
    assert Stop.objects.filter(lifted_at=None).count() == 1


def test_r32_under_a_stopped_client_the_way_back_is_greyed_and_says_what_to_do_first(
    world: SoloWorld,
) -> None:
    rest(world)
    deactivate(world, world.harpers.id)
    shown = get(world, "?tab=deactivated")
    assert "/at-once/" not in shown
    assert shown.count("Stopped because The Harpers is. Bring back The Harpers first.") == 2
    assert (
        f'aria-disabled="true" aria-label="Reactivate: Harper Bakery" aria-describedby="why-{world.bakery.id}"'
        in shown
    )
    said = click(world, world.bakery, "")
    assert "This cannot be done now" in said
    assert "Bring back The Harpers first." in said
    assert Stop.objects.filter(lifted_at=None).count() == 2
    assert LogEntry.objects.filter(event="refused").count() == 1


def test_r7_without_the_right_there_is_no_verb_and_a_call_is_refused(world: SoloWorld) -> None:
    rest(world)
    shown = get(world, "?tab=deactivated", "fay")
    assert "/reactivation/" not in shown
    assert "Ask an administrator of your account: Olive Reed" in shown
    assert "You do not have the right to do this." in click(world, world.bakery, "", "fay")
    assert Stop.objects.filter(lifted_at=None).exists()


def test_only_a_way_back_is_taken_by_one_click(world: SoloWorld) -> None:
    browser = signed_in(world.mina)
    assert browser.post(f"/deactivation/{world.bakery.id}/at-once/").status_code == 404
    assert browser.get(f"/reactivation/{world.bakery.id}/at-once/").status_code == 405


@pytest.mark.parametrize("more", ["", "new/", "{biz}/", "{biz}/edition/"])
def test_foreign_looks_like_missing(world: SoloWorld, more: str) -> None:
    stan, southbank = new_person("Stan Field"), new_firm("Southbank", "solo")
    new_member(southbank, stan, "administrator")
    page = address(world, more.format(biz=world.bakery.id))
    assert signed_in(stan).get(page).status_code == 404
    assert signed_in(stan).post(f"/reactivation/{world.bakery.id}/at-once/").status_code == 404


@pytest.mark.parametrize("more", ["{biz}/", "{biz}/edition/"])
def test_a_business_of_another_client_is_no_page_of_this_one(world: SoloWorld, more: str) -> None:
    other = new_client(world.firm, "The Larks")
    theirs = new_business(other, "Lark Rise")
    browser = signed_in(world.mina)
    for odd in (theirs.id, "biz_nosuch", world.harpers.id, "sub_1"):
        assert browser.get(address(world, more.format(biz=odd))).status_code == 404


def test_where_clients_have_no_businesses_there_is_no_such_page() -> None:
    world = practice_world()
    assert signed_in(world.mina).get(f"/clients/{world.birch.id}/businesses/").status_code == 404


def test_search_finds_by_name_without_accents_and_by_numbers(world: SoloWorld) -> None:
    Business.objects.create(client=world.harpers, name="Café Élan", company_number="IE 123", tax_number="T9")
    for words in ("cafe elan", "ÉLAN", "ie 123", "t9"):
        results = get(world, f"?q={words}").partition('id="results"')[2]
        assert "Café Élan" in results
        assert "Harper Bakery" not in results
    assert "Nothing found" in get(world, "?q=nobody")


def test_while_typing_only_the_results_are_sent(world: SoloWorld) -> None:
    answer = signed_in(world.mina).get(address(world), {"q": "bak"}, headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == address(world, "?q=bak")
    assert b"<html" not in answer.content
    assert b"Harper Bakery" in answer.content


def test_pages_follow_each_other_without_a_gap(world: SoloWorld) -> None:
    for number in range(120):
        new_business(world.harpers, f"Shop {number:03}")
    browser = signed_in(world.mina)
    answer = browser.get(address(world, "?q=shop"))
    names = [row.name for row in answer.context["rows"]]
    while answer.context["next"]:
        answer = browser.get(address(world, answer.context["next"]))
        names += [row.name for row in answer.context["rows"]]
    assert names == [f"Shop {number:03}" for number in range(120)]
    back = browser.get(address(world, answer.context["previous"]))
    assert [row.name for row in back.context["rows"]] == names[50:100]


@pytest.mark.parametrize(
    "query",
    ["?cursor=%00", "?cursor=WzBd", "?cursor=" + "A" * 5_000, "?tab=odd&q=%00%ff", "?q=" + "x" * 9_000],
)
def test_odd_addresses_give_a_page(world: SoloWorld, query: str) -> None:
    assert "Active businesses" in get(world, query)


def test_the_list_needs_the_same_queries_for_5_and_for_50_businesses(world: SoloWorld) -> None:
    browser, products = signed_in(world.mina), products_of("solo")

    def queries(more: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address(world, more)).status_code == 200
        return len(seen)

    for number in range(3):
        new_business(world.harpers, f"Few {number}", products)
    rest(world)
    browser.get(address(world))
    few = [queries(""), queries("?tab=deactivated"), queries(f"{world.bakery.id}/")]
    for number in range(45):
        new_business(world.harpers, f"Many {number}", products)
    assert [queries(""), queries("?tab=deactivated"), queries(f"{world.bakery.id}/")] == few
    assert max(few) <= 28


def test_empty_tabs_say_so_and_where_to_look(world: SoloWorld) -> None:
    assert "No deactivated businesses" in get(world, "?tab=deactivated")
    deactivate(world, world.harpers.id)
    assert "All businesses of this client are deactivated." in get(world, "?tab=active")
    assert "Harper Bakery" in get(world), "those of a client that rests are shown unasked"
    bare = new_client(world.firm, "The Larks")
    recount(world.firm)
    shown = signed_in(world.mina).get(f"/clients/{bare.id}/businesses/").content.decode()
    assert "No businesses yet" in shown


def test_the_wizard_of_a_business_leads_back_to_the_list(world: SoloWorld) -> None:
    walk = Walk(signed_in(world.mina), Verb.DEACTIVATE, world.bakery.id)
    walk.look()
    assert walk.heading == "Deactivate Harper Bakery"
    walk.press("Deactivate")
    assert walk.says("Who becomes account owner and administrator?")
    walk.press("Deactivate", owner=world.zoe.id)
    assert walk.url == address(world)
    assert walk.says("Harper Bakery (The Harpers) is deactivated.")


def upload(world: SoloWorld, business: Business) -> None:
    file = SimpleUploadedFile("receipt.pdf", b"%PDF-1.7 Total 12.00")
    page = f"/clients/{world.harpers.id}/documents/"
    answer = signed_in(world.mina).post(page, {"file": file, "business": business.id})
    assert answer.status_code == 302
