"""The locations of a customer: the card on its Account tab, a location's page, adding and editing (R34, R37)."""

import html
import re
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tenure.core.actions import Answers, Verb
from tenure.core.stops import Restore
from tenure.records.models import Location
from tests.doors.web.walking import signed_in
from tests.mixed_world import mixed_world
from tests.operations.acting import do
from tests.records.test_trees import queries
from tests.tree_worlds import HaulerWorld, hauler_world, new_location, new_service
from tests.worlds import new_firm, new_member, new_person, practice_world

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

OWN = Answers(restore=Restore.OWN)


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def words(answer: "Answer") -> str:
    """What the page's own part says, without markup."""
    main = answer.content.decode().partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def account(world: HaulerWorld, query: str = "", who: str = "mina", client: str = "") -> "Answer":
    answer = signed_in(getattr(world, who)).get(f"/clients/{client or world.mill_lane.id}/{query}")
    assert answer.status_code == 200
    return answer


def names(answer: "Answer") -> list[str]:
    """The locations that are listed, in their order."""
    card = answer.content.decode().partition('id="locations"')[2].partition("</section>")[0]
    return [html.unescape(name) for name in re.findall(r'<a class="who__name"[^>]*>([^<]+)</a>', card)]


def sent(world: HaulerWorld, address: str, who: str = "mina", **form: str) -> "Answer":
    filled = {"name": "Yard", "time_zone": "Europe/London"} | form
    return signed_in(getattr(world, who)).post(address, filled)


def test_r34_the_account_tab_lists_locations_with_how_many_services_run(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id)
    shown = account(world)
    assert names(shown) == ["Depot", "Shop"]
    assert "1 Depot Road · 2 of 3 services active" in words(shown)
    assert "1 Shop Road · 1 service active" in words(shown)


def test_a_firm_without_locations_has_no_such_card() -> None:
    world = practice_world("cabinet")
    answer = signed_in(world.mina).get(f"/clients/{world.birch.id}/")
    assert 'id="locations"' not in answer.content.decode()


def test_a_firm_that_combines_everything_has_places_beside_its_products() -> None:
    world = mixed_world()
    page = signed_in(world.mina).get(f"/clients/{world.marsh.id}/").content.decode()
    assert 'id="locations"' in page
    assert 'id="products"' in page
    assert f"/locations/{world.house.id}/" in page


def test_r37_a_deactivated_location_stands_under_its_own_tab_with_its_way_back(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.depot.id)
    assert names(account(world)) == ["Shop"]
    off = account(world, "?locations=deactivated")
    assert names(off) == ["Depot"]
    assert "Active 1" in words(off)
    assert "Deactivated 1" in words(off)
    assert f'hx-get="/reactivation/{world.depot.id}/"' in off.content.decode()


def test_r37_under_a_deactivated_customer_the_way_back_is_greyed_and_says_what_to_do_first(
    world: HaulerWorld,
) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    off = account(world, "?locations=deactivated")
    assert f"/reactivation/{world.depot.id}/" not in off.content.decode()
    assert "Depot is stopped because Mill Lane Foods is. Bring back Mill Lane Foods first." in words(off)
    assert "Mill Lane Foods is deactivated: nothing new begins under it. Reactivate it first." in words(off)


def test_whoever_may_nothing_sees_the_places_and_whom_to_ask(world: HaulerWorld) -> None:
    shown = account(world, who="fay")
    assert names(shown) == ["Depot", "Shop"]
    assert "Ask an administrator of your account: Olive Reed." in words(shown)
    for verb in ("deactivation", "suspension"):
        assert f"/{verb}/" not in shown.content.decode()
    assert "/locations/new/" not in shown.content.decode()


def test_many_locations_come_in_pages_and_are_found_by_name_and_address(world: HaulerWorld) -> None:
    for number in range(45):
        new_location(world.forge, f"Store {number:02d}")
    first = account(world, client=world.forge.id)
    assert names(first) == [f"Store {number:02d}" for number in range(20)]
    onward = html.unescape(re.findall(r'href="([^"]+)" rel="next"', first.content.decode())[0])
    second = signed_in(world.mina).get(onward)
    assert names(second)[0] == "Store 20"
    back = html.unescape(re.findall(r'href="([^"]+)" rel="prev"', second.content.decode())[0])
    assert names(signed_in(world.mina).get(back)) == names(first)
    assert names(account(world, "?q=road+store+4", client=world.forge.id)) == [
        "Store 04", "Store 14", "Store 24", "Store 34", *(f"Store {n}" for n in range(40, 45))
    ]  # fmt: skip
    assert "No location under this tab fits the search." in words(account(world, "?q=harbour"))


@pytest.mark.parametrize("query", ["?locations=%00", "?after=loc_gone", "?before=%F0", f"?q={'x' * 999}"])
def test_odd_addresses_are_the_beginning_of_the_list(world: HaulerWorld, query: str) -> None:
    account(world, query)


def test_each_empty_card_says_what_to_do(world: HaulerWorld) -> None:
    assert "No location yet" in words(account(world, client=world.forge.id))
    assert "No deactivated location" in words(account(world, "?locations=deactivated"))
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    assert "All locations of this customer are deactivated." in words(account(world))


def test_opening_the_account_and_a_location_takes_the_same_queries_however_many_there_are(
    world: HaulerWorld,
) -> None:
    browser = signed_in(world.mina)
    pages = (
        f"/clients/{world.mill_lane.id}/",
        f"/clients/{world.mill_lane.id}/?locations=deactivated",
        f"/locations/{world.depot.id}/",
    )
    do(world, world.mina, Verb.DEACTIVATE, world.shop.id)
    few = [queries(partial(browser.get, page)) for page in pages]
    for number in range(60):
        place = new_location(world.mill_lane, f"Store {number:02d}")
        new_service(place, "Bins", "FREQ=WEEKLY;BYDAY=MO")
        new_service(world.depot, f"Bins {number:02d}")
    assert [queries(partial(browser.get, page)) for page in pages] == few


def test_a_location_has_a_page_with_its_services_and_why_it_is_stopped(world: HaulerWorld) -> None:
    browser = signed_in(world.mina)
    text = words(browser.get(f"/locations/{world.shop.id}/"))
    for said in ("1 Shop Road", "America/New_York", "Parcels", "Add service"):
        assert said in text
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    do(world, world.mina, Verb.REACTIVATE, world.mill_lane.id, OWN)
    stopped = browser.get(f"/locations/{world.shop.id}/")
    assert "Shop is deactivated." in words(stopped)
    assert f'hx-get="/reactivation/{world.shop.id}/"' in stopped.content.decode()


def test_a_location_is_added_with_the_firms_country_and_hours_offered(world: HaulerWorld) -> None:
    address = f"/clients/{world.mill_lane.id}/locations/new/"
    form = signed_in(world.mina).get(address).content.decode()
    assert 'value="Europe/London"' in form
    assert '<option value="FR">France</option>' in form
    made = sent(world, address, street="2 Quay", city="Leeds", postal_code="LS1", country="GB")
    location = Location.objects.get(name="Yard")
    assert made["Location"] == f"/locations/{location.id}/"
    assert (location.city, location.country, location.time_zone) == ("Leeds", "GB", "Europe/London")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("new york", "America/New_York"), ("EUROPE/paris", "Europe/Paris"), (" london ", "Europe/London")],
)
def test_a_time_zone_is_understood_by_its_city(world: HaulerWorld, typed: str, meant: str) -> None:
    sent(world, f"/clients/{world.mill_lane.id}/locations/new/", time_zone=typed)
    assert Location.objects.get(name="Yard").time_zone == meant


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"name": "  "}, "This field is required."),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"time_zone": "Atlantis"}, "“Atlantis” is not a time zone"),
        ({"time_zone": "../etc/passwd"}, "is not a time zone"),
        ({"country": "XX"}, "Select a valid choice"),
        ({"city": "a\x00b"}, "Null characters are not allowed"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_says_what_is_wrong(
    world: HaulerWorld, wrong: dict[str, str], complaint: str
) -> None:
    for address in (
        f"/clients/{world.mill_lane.id}/locations/new/",
        f"/locations/{world.depot.id}/details/",
    ):
        answer = sent(world, address, **({"street": "2 Quay"} | wrong))
        assert answer.status_code == 422
        assert complaint in words(answer)
        assert 'value="2 Quay"' in answer.content.decode()
    assert not Location.objects.filter(street="2 Quay").exists()


def test_nothing_is_added_under_a_stopped_customer_but_a_stopped_place_can_be_corrected(
    world: HaulerWorld,
) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    address = f"/clients/{world.mill_lane.id}/locations/new/"
    reason = "Mill Lane Foods is deactivated: nothing new begins under it. Reactivate it first."
    assert reason in words(signed_in(world.mina).get(address))
    refused = sent(world, address)
    assert refused.status_code == 422
    assert reason in words(refused)
    assert not Location.objects.filter(name="Yard").exists()
    assert sent(world, f"/locations/{world.depot.id}/details/").status_code == 302
    assert Location.objects.get(pk=world.depot.id).name == "Yard"


def test_without_the_right_nothing_is_added_or_edited_and_strangers_find_nothing(world: HaulerWorld) -> None:
    stan = new_person("Stan Moreau")
    new_member(new_firm("Southbank", "hauler"), stan, "administrator")
    edit, add = f"/locations/{world.depot.id}/details/", f"/clients/{world.mill_lane.id}/locations/new/"
    for address in (edit, add):
        assert signed_in(world.fay).get(address).status_code == 403
        assert sent(world, address, who="fay").status_code == 403
        assert signed_in(stan).get(address).status_code == 404
        assert signed_in(stan).post(address, {"name": "Mine", "time_zone": "UTC"}).status_code == 404
    for page in (f"/locations/{world.depot.id}/", f"/locations/{world.mill_lane.id}/", "/locations/loc_0/"):
        assert signed_in(stan).get(page).status_code == 404
    assert signed_in(world.mina).get(f"/locations/{world.weekly.id}/").status_code == 404
    assert Location.objects.get(pk=world.depot.id).name == "Depot"
