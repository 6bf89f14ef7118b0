"""Configured Services and a service's page: found, filled in, previewed, saved in one step or refused (R34-R38)."""

import html
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.records.models import Location, Service, Stop
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, new_location, new_service
from tests.worlds import new_firm, new_member, new_person, practice_world

pytestmark = pytest.mark.django_db

type Typed = dict[str, str | list[str]]

DAY = timedelta(days=1)


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


@pytest.fixture
def mina(world: HaulerWorld) -> Browser:
    return signed_in(world.mina)


def test_services_stand_under_their_locations_with_price_schedule_and_next_day_r37(
    world: HaulerWorld, mina: Browser
) -> None:
    Service.objects.filter(pk=world.weekly.pk).update(quantity=3)
    text = words(mina, f"/clients/{world.mill_lane.id}/services/")
    assert text.index("Depot 1 Depot Road") < text.index("Weekly bins") < text.index("Shop 1 Shop Road")
    for said in (
        "Every Monday",
        "Every month on day 15",
        "On request",
        "Every Tuesday and Friday at 07:30",
        "24.50 GBP × 3 = 73.50 GBP",
        "4 of 4 services",
    ):
        assert said in text, text


def test_the_drop_down_is_defaulted_to_active_r37(world: HaulerWorld, mina: Browser) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.depot.id)
    address = f"/clients/{world.mill_lane.id}/services/"
    active, off, every = (words(mina, address + query) for query in ("", "?state=deactivated", "?state=all"))
    assert "Parcels" in active
    assert "Weekly bins" not in active
    assert "Weekly bins" in off
    assert "Parcels" not in off
    assert "Parcels" in every
    assert "Weekly bins" in every
    assert '<option value="active" selected>' in mina.get(address).content.decode()


def test_services_are_found_by_name_and_by_location_without_accents(
    world: HaulerWorld, mina: Browser
) -> None:
    new_service(new_location(world.mill_lane, "Café du Port"), "Glass", "FREQ=DAILY")
    address = f"/clients/{world.mill_lane.id}/services/?q="
    assert "Glass" in words(mina, address + "cafe+du")
    assert "Weekly bins" in words(mina, address + "WEEKLY")
    assert "No service fits the search." in words(mina, address + "nothing")


def test_many_services_are_read_page_by_page(world: HaulerWorld, mina: Browser) -> None:
    for number in range(60):
        new_service(world.depot, f"Bin {number:02}", "FREQ=DAILY")
    address = f"/clients/{world.mill_lane.id}/services/"
    first = mina.get(address).content.decode()
    assert "50 of 64 services" in first
    [following] = re.findall(r'href="(\?[^"]*after=[^"]*)"', first)
    second = mina.get(address + html.unescape(following)).content.decode()
    assert "14 of 64 services" in second
    assert not set(listed(first)) & set(listed(second))
    assert len({*listed(first), *listed(second)}) == 64
    [back] = re.findall(r'href="(\?[^"]*before=[^"]*)"', second)
    assert listed(mina.get(address + html.unescape(back)).content.decode()) == listed(first)


def test_the_list_asks_the_database_as_often_for_5_services_as_for_100(
    world: HaulerWorld, mina: Browser
) -> None:
    address = f"/clients/{world.mill_lane.id}/services/?state=all"
    page = f"/services/{world.weekly.id}/"
    mina.get(address)
    counts = []
    for more in (1, 95):
        for number in range(more):
            new_service(world.depot, f"More {more} {number}", "FREQ=DAILY")
        with CaptureQueriesContext(connection) as of_the_list:
            mina.get(address)
        with CaptureQueriesContext(connection) as of_the_page:
            mina.get(page)
        counts.append((len(of_the_list), len(of_the_page)))
    assert counts[0] == counts[1], counts


def test_what_is_empty_says_what_to_do(world: HaulerWorld, mina: Browser) -> None:
    empty = f"/clients/{world.forge.id}/services/"
    assert "Add a location first" in words(mina, empty)
    assert 'aria-disabled="true"' in mina.get(empty).content.decode()
    new_location(world.forge, "Yard")
    assert "What is done on a schedule or on request" in words(mina, empty)
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    full = f"/clients/{world.mill_lane.id}/services/"
    assert "All of them are deactivated." in words(mina, full)
    assert "Mill Lane Foods is deactivated: nothing new begins under it." in words(mina, full)
    new_service(world.forge.locations.get(), "Bins", "FREQ=DAILY")
    assert "Every service here is active." in words(mina, f"{empty}?state=deactivated")


def test_the_page_shows_the_next_twelve_collections(world: HaulerWorld, mina: Browser) -> None:
    assert len(days(mina.get(f"/services/{world.weekly.id}/").content.decode())) == 12
    assert "No fixed days: it is done on request." in words(mina, f"/services/{world.skip.id}/")
    do(world, world.mina, Verb.DEACTIVATE, world.depot.id)
    assert "None while it is stopped." in words(mina, f"/services/{world.weekly.id}/")
    Service.objects.filter(pk=world.parcels.pk).update(end_date="2026-03-09")
    assert "None: the schedule is over." in words(mina, f"/services/{world.parcels.id}/")


def test_collections_stand_in_the_locations_hours_and_the_readers_language(world: HaulerWorld) -> None:
    world.mina.locale = "fr"
    world.mina.save()
    mina = signed_in(world.mina)
    first = days(mina.get(f"/services/{world.parcels.id}/").content.decode())[0]
    assert re.fullmatch(r"(mar|ven)\.? \d\d?[./ ].*07:30", first), first


def test_toggle_end_date_and_price_are_saved_in_one_step_r38(world: HaulerWorld, mina: Browser) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id)
    page = filled(mina, world.weekly)
    assert page["end_date"] == timezone.localdate().isoformat()
    assert page["ends_itself"] == "on"
    assert "active" not in page
    answer = send(mina, world.weekly, page | {"active": "on", "end_date": "", "price": "30"})
    assert answer.status_code == 302
    row = fresh(world.weekly)
    assert (row.end_date, row.deactivate_on_end_date, row.price) == (None, False, Decimal(30))
    assert not Stop.objects.filter(lifted_at=None).exists()
    assert "Weekly bins (Mill Lane Foods) is reactivated." in words(mina, f"/services/{world.weekly.id}/")


def test_active_with_the_end_date_left_is_refused_and_everything_typed_stays_r38(
    world: HaulerWorld, mina: Browser
) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id)
    typed = filled(mina, world.weekly) | {"active": "on", "price": "31.5", "name": "Bins & <b>more</b>"}
    answer = send(mina, world.weekly, typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "it would be deactivated again at once. Remove the end date, or choose a later one." in text
    assert form_of(text) == typed
    assert "<b>more</b>" not in text
    row = fresh(world.weekly)
    assert (row.name, row.deactivate_on_end_date) == ("Weekly bins", True)
    assert Stop.objects.filter(lifted_at=None).count() == 1


def test_one_on_request_has_no_end_date_to_remove_r38(world: HaulerWorld, mina: Browser) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.skip.id)
    assert send(mina, world.skip, filled(mina, world.skip) | {"active": "on"}).status_code == 302
    assert not Stop.objects.filter(lifted_at=None).exists()


def test_deactivating_shows_its_consequences_before_it_happens(world: HaulerWorld, mina: Browser) -> None:
    typed = filled(mina, world.weekly)
    del typed["active"]
    first = send(mina, world.weekly, typed | {"quantity": "4"})
    text = first.content.decode()
    assert first.status_code == 409
    assert "Nothing is saved yet." in text
    assert "1 recurring service gets the end date" in text
    assert not Stop.objects.exists()
    shown = form_of(text)
    assert shown["quantity"] == "4"
    assert button_of(text) == "Deactivate"
    assert send(mina, world.weekly, shown).status_code == 302
    assert (fresh(world.weekly).quantity, fresh(world.weekly).end_date) == (4, timezone.localdate())


def test_what_somebody_else_did_meanwhile_is_shown_and_not_undone(world: HaulerWorld, mina: Browser) -> None:
    typed = filled(mina, world.weekly) | {"name": "Renamed"}
    do(world, world.olive, Verb.DEACTIVATE, world.weekly.id)
    answer = send(mina, world.weekly, typed)
    assert answer.status_code == 409
    assert Stop.objects.filter(lifted_at=None).count() == 1
    stale = filled(mina, world.weekly) | {"active": "on", "end_date": ""}
    do(world, world.olive, Verb.REACTIVATE, world.weekly.id)
    do(world, world.olive, Verb.DEACTIVATE, world.depot.id)
    answer = send(mina, world.weekly, stale)
    assert answer.status_code == 409
    assert "The facts have changed since you looked." in answer.content.decode()
    assert fresh(world.weekly).name == "Weekly bins"


@pytest.mark.parametrize(("above", "name"), [("depot", "Depot"), ("mill_lane", "Mill Lane Foods")])
def test_under_a_deactivated_parent_the_toggle_is_greyed_with_what_to_do_first_r37(
    world: HaulerWorld, mina: Browser, above: str, name: str
) -> None:
    node = getattr(world, above)
    do(world, world.mina, Verb.DEACTIVATE, node.id)
    text = mina.get(f"/services/{world.weekly.id}/").content.decode()
    assert f'<a href="/reactivation/{node.id}/">Bring back {name} first.</a>' in text
    [switch] = re.findall(r"<input[^>]*role=\"switch\"[^>]*>", text)
    assert "disabled" in switch
    typed = filled(mina, world.weekly) | {"active": "on", "end_date": ""}
    answer = send(mina, world.weekly, typed)
    assert answer.status_code == 422
    assert f"Bring back {name} first." in answer.content.decode()


def test_a_suspension_is_shown_and_a_schedule_does_not_change_under_it(
    world: HaulerWorld, mina: Browser
) -> None:
    do(world, world.mina, Verb.SUSPEND, world.depot.id, Answers(type="vacation"))
    page = f"/services/{world.weekly.id}/"
    assert "Suspended" in words(mina, page)
    answer = send(mina, world.weekly, filled(mina, world.weekly) | {"weekdays": "TU"})
    assert answer.status_code == 422
    assert "Depot is suspended: nothing new begins under it." in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ({"frequency": "weekly", "every": "2", "weekdays": ["FR"]}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ({"frequency": "by_date", "every": "1", "month_day": "-1"}, "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (
            {"frequency": "by_weekday", "every": "3", "which": "2", "which_day": "WE"},
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE",
        ),
        ({"frequency": "daily", "every": "1"}, "FREQ=DAILY"),
        ({"frequency": "by_rule", "rule": "rrule:freq=yearly;bymonth=3"}, "FREQ=YEARLY;BYMONTH=3"),
    ],
)
def test_every_frequency_of_the_form_becomes_its_rule_and_is_read_back(
    world: HaulerWorld, mina: Browser, typed: Typed, rule: str
) -> None:
    assert send(mina, world.weekly, filled(mina, world.weekly) | typed).status_code == 302
    assert fresh(world.weekly).rule == rule
    back = filled(mina, world.weekly)
    assert {name: back[name] for name in typed} == typed | ({"rule": rule} if "rule" in typed else {})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 300}, "at most 200 characters"),
        ({"price": "-1"}, "greater than or equal to 0"),
        ({"price": "NaN"}, "Enter a number."),
        ({"price": "1e999"}, "less than or equal to"),
        ({"quantity": "0"}, "greater than or equal to 1"),
        ({"currency": "E1"}, "three capital letters"),
        ({"start_date": ""}, "This is needed for the schedule."),
        ({"start_date": "0001-01-01"}, "between 2000 and 2100"),
        ({"end_date": "2026-02-31"}, "Enter a valid date."),
        ({"end_date": "2020-01-01"}, "is in the past. Remove it"),
        ({"every": "0"}, "greater than or equal to 1"),
        ({"frequency": "hourly"}, "Select a valid choice"),
        ({"frequency": "by_rule", "rule": "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2"}, "names no day"),
        ({"frequency": "by_rule", "rule": "<script>alert(1)</script>"}, "names no day"),
        ({"frequency": "by_rule", "rule": "FREQ=MONTHLY;BYDAY=99MO"}, "names no day"),
        ({"frequency": "by_rule", "rule": ""}, "This is needed for the schedule."),
        ({"kind": "sometimes"}, "Select a valid choice"),
        ({"time_of_day": "25:00"}, "Enter a valid time."),
        ({"name": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_wrong_input_is_said_at_its_field_never_a_crash(
    world: HaulerWorld, mina: Browser, typed: Typed, said: str
) -> None:
    answer = send(mina, world.weekly, filled(mina, world.weekly) | typed)
    assert answer.status_code == 422
    assert said in html.unescape(answer.content.decode())
    assert fresh(world.weekly).rule == "FREQ=WEEKLY;BYDAY=MO"
    preview = mina.post(
        f"/services/{world.weekly.id}/preview/",
        filled(mina, world.weekly) | typed,
        headers={"HX-Request": "true"},
    )
    assert preview.status_code == 200
    assert "<script>" not in preview.content.decode()


def test_no_weekday_is_no_weekly_schedule(world: HaulerWorld, mina: Browser) -> None:
    typed = filled(mina, world.weekly)
    del typed["weekdays"]
    answer = send(mina, world.weekly, typed)
    assert answer.status_code == 422
    assert "This is needed for the schedule." in answer.content.decode()


def test_saving_without_a_change_changes_nothing(world: HaulerWorld, mina: Browser) -> None:
    for service in (world.weekly, world.monthly, world.skip, world.parcels):
        before = Service.objects.filter(pk=service.pk).values().get()
        assert send(mina, service, filled(mina, service)).status_code == 302
        assert Service.objects.filter(pk=service.pk).values().get() == before
    assert "Nothing was changed." in words(mina, f"/services/{world.weekly.id}/")


def test_a_rule_of_its_own_stays_as_it_was_written(world: HaulerWorld, mina: Browser) -> None:
    for rule in ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO;INTERVAL=2", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2"):
        Service.objects.filter(pk=world.weekly.pk).update(rule=rule)
        assert send(mina, world.weekly, filled(mina, world.weekly)).status_code == 302
        assert fresh(world.weekly).rule == rule


def test_a_look_ahead_shows_the_days_before_and_after_and_writes_nothing(
    world: HaulerWorld, mina: Browser
) -> None:
    address = f"/services/{world.weekly.id}/preview/"
    typed = filled(mina, world.weekly) | {"weekdays": "TU"}
    piece = mina.post(address, typed, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    found = days(piece)
    assert len(found) == 24
    assert {day[:3] for day in found[:12]} == {"Mon"}
    assert {day[:6] for day in found[12:]} == {"new: T"}
    whole = mina.post(address, typed).content.decode()
    assert "<html" in whole
    assert form_of(whole)["weekdays"] == ["TU"]
    del typed["active"]
    off = mina.post(address, typed | {"weekdays": "MO"}, headers={"HX-Request": "true"}).content.decode()
    assert "1 recurring service gets the end date" in off
    assert ">Deactivate</span>" in off
    assert mina.get(address).status_code == 302
    assert not Stop.objects.exists()
    assert fresh(world.weekly).rule == "FREQ=WEEKLY;BYDAY=MO"


def test_what_was_typed_is_there_again_after_signing_in(world: HaulerWorld, mina: Browser) -> None:
    typed = filled(mina, world.weekly) | {"name": "Bins on Monday", "weekdays": ["TU"]}
    for address in (f"/services/{world.weekly.id}/", f"/services/{world.weekly.id}/preview/"):
        gone = Browser()
        assert gone.post(address, typed).status_code == 302
        gone.force_login(world.mina)
        text = gone.get(address).content.decode()
        assert (form_of(text)["name"], form_of(text)["weekdays"]) == ("Bins on Monday", ["TU"])
    assert fresh(world.weekly).name == "Weekly bins"


def test_a_new_service_is_added_at_a_location_that_runs(world: HaulerWorld, mina: Browser) -> None:
    address = f"/clients/{world.mill_lane.id}/services/new/"
    text = mina.get(address).content.decode()
    typed = form_of(text) | {
        "location": world.shop.id,
        "name": "Paper",
        "price": "12",
        "currency": "usd",
        "weekdays": "WE",
    }
    nameless = typed | {"name": "", "price": ""}
    look = mina.post(f"{address}preview/", nameless, headers={"HX-Request": "true"}).content.decode()
    assert len(days(look)) == 12
    answer = mina.post(address, typed)
    made = Service.objects.get(name="Paper")
    assert answer["Location"] == f"/services/{made.id}/"
    assert (made.rule, made.currency, made.location) == ("FREQ=WEEKLY;BYDAY=WE", "USD", world.shop)


def test_nothing_new_begins_under_a_stop(world: HaulerWorld, mina: Browser) -> None:
    address = f"/clients/{world.mill_lane.id}/services/new/"
    typed = form_of(mina.get(address).content.decode()) | {
        "location": world.depot.id,
        "name": "Paper",
        "price": "12",
        "currency": "USD",
        "weekdays": "WE",
    }
    do(world, world.mina, Verb.DEACTIVATE, world.depot.id)
    assert world.depot.id not in mina.get(address).content.decode()
    assert mina.post(address, typed).status_code == 422
    foreign = Location.objects.exclude(client=world.mill_lane).first() or new_location(world.forge, "Yard")
    assert mina.post(address, typed | {"location": foreign.id}).status_code == 422
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    assert "Mill Lane Foods is deactivated" in words(mina, address)
    assert not Service.objects.filter(name="Paper").exists()


def test_who_may_not_look_after_customers_reads_and_changes_nothing(world: HaulerWorld) -> None:
    fay, address = signed_in(world.fay), f"/services/{world.weekly.id}/"
    text = fay.get(address).content.decode()
    assert "Ask an administrator" in text
    assert 'id="save"' not in text
    typed = filled(signed_in(world.mina), world.weekly) | {"name": "Mine"}
    assert fay.post(address, typed).status_code == 403
    assert fay.get(f"/clients/{world.mill_lane.id}/services/new/").status_code == 403
    assert "Add service" not in words(fay, f"/clients/{world.mill_lane.id}/services/")
    assert fresh(world.weekly).name == "Weekly bins"


def test_who_may_not_stop_or_bring_back_finds_the_toggle_greyed(world: HaulerWorld) -> None:
    role = world.firm.roles.get(key="manager")
    role.rights = ["clients"]
    role.save()
    mina = signed_in(world.mina)
    text = mina.get(f"/services/{world.weekly.id}/").content.decode()
    assert "You do not have the right to do this." in text
    typed = filled(mina, world.weekly)
    assert typed["active"] == "on"
    assert send(mina, world.weekly, typed | {"price": "9"}).status_code == 302
    del typed["active"]
    again = send(mina, world.weekly, typed)
    assert again.status_code in {409, 422}
    assert not Stop.objects.exists()


def test_strangers_and_nonsense_find_no_page(world: HaulerWorld) -> None:
    southbank = new_firm("Southbank", "hauler")
    stan = new_person("Stan Moreau")
    new_member(southbank, stan, "administrator")
    for person, status in ((stan, 404), (world.nadia, 302)):
        browser = signed_in(person)
        for address in addresses(world):
            assert browser.get(address).status_code == status, address
            assert browser.post(address, {"name": "x"}).status_code in {404, 302, 405}, address
    olive = signed_in(world.olive)
    for wrong in ("srv_nothing", world.depot.id, world.mill_lane.id, "sub_1"):
        assert olive.get(f"/services/{wrong}/").status_code == 404
        assert olive.post(f"/services/{wrong}/preview/", {}).status_code == 404
    for address in addresses(world):
        assert Browser().get(address)["Location"].startswith("/accounts/login/")


def test_where_there_are_no_services_there_is_no_tab() -> None:
    world = practice_world()
    olive = signed_in(world.olive)
    assert olive.get(f"/clients/{world.birch.id}/services/").status_code == 404
    assert "/services/" not in olive.get(f"/clients/{world.birch.id}/").content.decode()


def addresses(world: HaulerWorld) -> list[str]:
    """Every page about services."""
    client, service = world.mill_lane.id, world.weekly.id
    return [
        f"/clients/{client}/services/",
        f"/clients/{client}/services/new/",
        f"/clients/{client}/services/new/preview/",
        f"/services/{service}/",
        f"/services/{service}/preview/",
    ]


def words(browser: Browser, address: str) -> str:
    """What a page says, without its marks."""
    text = browser.get(address).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def listed(text: str) -> list[str]:
    """The services of a list, by address."""
    return re.findall(r'href="(/services/[^"]+/)"', text)


def days(text: str) -> list[str]:
    """The collections of a page, as they are said."""
    card = text.partition('id="collections"')[2].partition("</section>")[0]
    found = re.findall(r"<li[^>]*>(.*?)</li>", card)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", "", one)).split()) for one in found]


def button_of(text: str) -> str:
    """What the button that saves says."""
    return re.sub(r"<[^>]+>", "", text.partition('id="save">')[2].partition("</button>")[0]).strip()


def filled(browser: Browser, service: Service) -> Typed:
    """The form of a service's page as a browser would send it."""
    return form_of(browser.get(f"/services/{service.id}/").content.decode())


def form_of(text: str) -> Typed:
    """What the page's form would send."""
    form = text.partition('id="service-form"')[2].partition("</form>")[0]
    sent: Typed = {}
    weekdays: list[str] = []
    for tag in re.findall(r"<input[^>]+>", form):
        attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        ticked = attributes.get("type") not in {"checkbox", "radio"} or " checked" in tag
        if "name" in attributes and ticked and " disabled" not in tag:
            value = html.unescape(attributes.get("value", "on" if " checked" in tag else ""))
            if attributes["name"] == "weekdays":
                weekdays.append(value)
            else:
                sent[attributes["name"]] = value
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        values = re.findall(r'<option value="([^"]*)"', options)
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        sent[name] = (chosen or values)[0]
    sent.pop("csrfmiddlewaretoken", None)
    return sent | ({"weekdays": weekdays} if weekdays else {})


def send(browser: Browser, service: Service, typed: Typed) -> HttpResponse:
    """Sends a service's page."""
    answer = browser.post(f"/services/{service.id}/", typed)
    assert isinstance(answer, HttpResponse)
    return answer


def fresh(service: Service) -> Service:
    """The row as it is now."""
    return Service.objects.get(pk=service.pk)
