"""Suspension on the pages: from a day, with type and reason; planned, moved, ended; and all there ever were (R41)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.operations.log import verify
from tenure.operations.suspension_dates import Dates, change_dates
from tenure.records.models import Draft, LogEntry, Stop, Transition
from tenure.records.policies import today_of
from tenure.web.verb_nouns import NOUNS
from tests.doors.web.walking import Walk, signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, new_location, new_service
from tests.worlds import fresh, new_firm, new_member, new_person

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
HOSTILE = "<script>alert('ß')</script> {{ 7 }} %(x)s 'quote\" — ☃"


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def today(world: HaulerWorld) -> date:
    return today_of(world.firm, timezone.now())


def suspend(world: HaulerWorld, node: str, **answers: object) -> Stop:
    do(world, world.mina, Verb.SUSPEND, node, Answers(**answers))  # type: ignore[arg-type]
    return Stop.objects.filter(node=node).latest("id")


def text(browser: Browser, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


# --- By hand, through the wizard -------------------------------------------------------------------------------


def test_a_customer_is_suspended_from_today_with_a_type_and_a_reason_r41(world: HaulerWorld) -> None:
    walk = Walk(signed_in(world.mina), Verb.SUSPEND, world.mill_lane.id)
    walk.look()
    assert walk.step == "dates"
    assert f'value="{today(world)}"' in walk.text, "today unless said otherwise"
    walk.press("Continue", since=str(today(world)), until="")
    assert walk.step == "reason"
    for words in ("Vacation", "Unpaid invoices", "No access to the place", "At the customer&#x27;s request"):
        assert words in walk.text
    assert "Too many days late" not in walk.text, "that is the rule's own"
    walk.press("Suspend", type="unpaid", reason=HOSTILE)
    assert walk.says("Mill Lane Foods is suspended.")
    stop = Stop.objects.get()
    assert (stop.type, stop.reason, stop.since, stop.planned) == ("unpaid", HOSTILE, today(world), False)
    assert fresh(world.mill_lane).suspended
    assert "<script>alert" not in walk.text
    assert walk.says(f"Type: Unpaid invoices. Reason: {HOSTILE}.")


def test_a_suspension_from_a_later_day_is_planned_and_the_banner_says_so(world: HaulerWorld) -> None:
    begin = today(world) + 10 * DAY
    walk = Walk(signed_in(world.mina), Verb.SUSPEND, world.mill_lane.id)
    walk.look()
    walk.press("Continue", since=str(begin), until=str(begin + 4 * DAY))
    walk.press("Suspend", type="request", reason="")
    assert not walk.says("Mill Lane Foods is suspended. "), "not yet"
    assert walk.says("Mill Lane Foods is suspended from")
    assert walk.says("Mill Lane Foods will be suspended.")
    assert walk.says("Planned suspensions")
    assert not fresh(world.mill_lane).suspended
    assert Stop.objects.get().planned


@pytest.mark.parametrize(
    ("since", "until", "status"),
    [(-1, None, 422), (0, 0, 422), (5, 4, 422), (5, 5, 422), (0, 1, 200), (None, None, 200)],
)
def test_days_that_do_not_fit_are_said_beside_the_day_and_nothing_typed_is_lost(
    world: HaulerWorld, since: int | None, until: int | None, status: int
) -> None:
    days = {
        name: "" if days is None else str(today(world) + days * DAY)
        for name, days in {"since": since, "until": until}.items()
    }
    walk = Walk(signed_in(world.mina), Verb.SUSPEND, world.mill_lane.id)
    walk.look()
    walk.press("Continue", **days)
    assert walk.status == status
    if status == 422:
        assert walk.step == "dates"
        assert walk.says("A suspension begins today or later, and ends after it has begun.")
        assert f'value="{days["since"]}"' in walk.text
    else:
        assert walk.step == "reason"


@pytest.mark.parametrize(
    "day", ["yesterday", "2026-02-31", "99999-01-01", "%00", "\x00", "1' OR '1'='1", "9" * 500]
)
def test_what_is_no_day_is_complained_of(world: HaulerWorld, day: str) -> None:
    walk = Walk(signed_in(world.mina), Verb.SUSPEND, world.mill_lane.id)
    walk.look()
    walk.press("Continue", since=day, until="")
    assert (walk.status, walk.step) == (422, "dates")
    assert not Stop.objects.exists()


@pytest.mark.parametrize(
    "said", [{"reason": "x" * 10_000}, {"type": "days_late"}, {"type": "nonsense"}, {"reason": "a\x00b"}]
)
def test_a_reason_too_long_or_a_type_that_is_not_offered_is_complained_of(
    world: HaulerWorld, said: dict[str, str]
) -> None:
    walk = Walk(signed_in(world.mina), Verb.SUSPEND, world.mill_lane.id)
    walk.look("reason")
    walk.press("Suspend", **{"type": "", "reason": "", **said})
    assert (walk.status, walk.step) == (422, "reason")
    assert not Stop.objects.exists()


def test_if_the_facts_move_meanwhile_nothing_is_done_and_the_new_plan_is_shown(world: HaulerWorld) -> None:
    walk = Walk(signed_in(world.mina), Verb.SUSPEND, world.mill_lane.id)
    walk.look("reason")
    new_location(world.mill_lane, "Annex")
    walk.press("Suspend", type="", reason="")
    assert not Stop.objects.exists()
    assert walk.says("The facts have changed")


def test_without_the_right_the_page_says_whom_to_ask_and_the_refusal_is_logged_r7_r8(
    world: HaulerWorld,
) -> None:
    walk = Walk(signed_in(world.fay), Verb.SUSPEND, world.mill_lane.id)
    walk.look()
    assert walk.says("Ask an administrator of your account: Olive Reed.")
    assert "Suspend" not in walk.buttons


@pytest.mark.parametrize(("verb", "icon"), [(Verb.SUSPEND, "suspend"), (Verb.DEACTIVATE, "deactivate")])
def test_the_two_stops_look_different_in_the_review_panel_r4(
    world: HaulerWorld, verb: Verb, icon: str
) -> None:
    page = text(signed_in(world.mina), f"/{NOUNS[verb]}/{world.mill_lane.id}/")
    first = page.split('id="changes"')[1].split("effects__item")[1]
    assert f"#{icon}&quot;" in first or f'#{icon}"' in first


# --- Suspended and deactivated together ------------------------------------------------------------------------


def test_suspended_and_deactivated_show_both_marks_and_lifting_one_leaves_the_other_r4(
    world: HaulerWorld,
) -> None:
    browser = signed_in(world.mina)
    suspend(world, world.mill_lane.id, type="unpaid")
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    row = text(browser, "/clients/?tab=deactivated").split(f'id="{world.mill_lane.id}"')[-1]
    assert "#suspend" in row
    assert "#deactivated" in row
    assert "row--suspended" in text(browser, "/clients/?tab=deactivated")
    head = text(browser, f"/clients/{world.mill_lane.id}/").split('class="tabs')[0]
    assert "Suspended" in head
    assert "Deactivated" in head
    walk = Walk(browser, Verb.UNSUSPEND, world.mill_lane.id)
    walk.look()
    walk.press("Lift suspension")
    assert walk.says("The suspension of Mill Lane Foods is lifted.")
    assert walk.says("Mill Lane Foods is deactivated.")
    assert not walk.says("Mill Lane Foods is suspended.")
    assert list(verify()) == []


# --- Why it is stopped -----------------------------------------------------------------------------------------


def test_why_says_every_stop_on_it_and_above_it_nearest_first_r6(world: HaulerWorld) -> None:
    suspend(world, world.mill_lane.id, type="unpaid", reason="Two bills open")
    do(world, world.mina, Verb.DEACTIVATE, world.depot.id)
    page = (
        text(signed_in(world.mina), f"/services/{world.weekly.id}/")
        .split('id="why"')[1]
        .split("</section>")[0]
    )
    places = [
        page.index("Weekly bins is deactivated."),
        page.index("Depot is deactivated."),
        page.index("Mill Lane Foods is suspended."),
    ]
    assert places == sorted(places)
    assert "by Mina Okafor" in page
    assert "Reason: Two bills open." in page
    assert "Until somebody lifts it." in page
    assert "May be lifted by Mina Okafor, Olive Reed." in page
    assert "Bring back Depot first." in page, "what to do first"
    assert page.count("button--primary") == 1


def test_any_node_has_a_page_that_says_why_r6(world: HaulerWorld) -> None:
    browser = signed_in(world.fay)
    nodes = (world.mill_lane.id, world.depot.id, world.weekly.id, world.skip.id)
    for node in nodes:
        assert "Nothing stops" in text(browser, f"/why/{node}/")
    suspend(world, world.mill_lane.id)
    for node in nodes:
        assert "Mill Lane Foods is suspended." in text(browser, f"/why/{node}/")
    assert "Nothing stops The Old Forge." in text(browser, f"/why/{world.forge.id}/")
    for odd in ("loc_06gzzketfn63hje68aq6ft0d", "stp_1", "usr_1"):
        text(browser, f"/why/{odd}/", status=404)


def test_somebody_without_the_right_reads_whom_to_ask_and_has_no_button(world: HaulerWorld) -> None:
    suspend(world, world.mill_lane.id)
    page = (
        text(signed_in(world.fay), f"/clients/{world.mill_lane.id}/")
        .split('id="why"')[1]
        .split("</section>")[0]
    )
    assert "Ask an administrator of your account: Olive Reed." in page
    assert "button" not in page


# --- Planned: listed, moved, cancelled -------------------------------------------------------------------------


def test_a_planned_suspension_is_listed_moved_and_cancelled_r41(world: HaulerWorld) -> None:
    browser, begin = signed_in(world.mina), today(world) + 10 * DAY
    stop = suspend(world, world.depot.id, since=begin, until=begin + 7 * DAY, type="vacation")
    page = text(browser, f"/clients/{world.mill_lane.id}/suspensions/")
    assert "Planned" in page
    assert f"/suspensions/{stop.id}/" in page
    answer = browser.post(f"/suspensions/{stop.id}/", days(stop, since=begin + DAY, until=begin + 9 * DAY))
    assert answer.status_code == 302
    stop.refresh_from_db()
    assert (stop.since, stop.until, stop.planned) == (begin + DAY, begin + 9 * DAY, True)
    assert "The days are changed." in text(browser, f"/suspensions/{stop.id}/")
    assert LogEntry.objects.filter(event="suspension_changed").count() == 1
    answer = browser.post(f"/suspensions/{stop.id}/", {"end": "1"})
    assert answer["Location"] == f"/unsuspension/{world.depot.id}/"
    walk = Walk(browser, Verb.UNSUSPEND, world.depot.id)
    walk.look()
    assert walk.says("The planned suspension of Depot does not take place.")
    walk.press("Lift suspension")
    assert "Cancelled" in text(browser, f"/clients/{world.mill_lane.id}/suspensions/")
    assert list(verify()) == []


def test_one_moved_to_today_begins_at_once(world: HaulerWorld) -> None:
    stop = suspend(world, world.mill_lane.id, since=today(world) + 3 * DAY)
    signed_in(world.mina).post(f"/suspensions/{stop.id}/", days(stop, since=today(world)))
    stop.refresh_from_db()
    assert not stop.planned
    assert fresh(world.mill_lane).suspended
    assert fresh(world.firm).clients_suspended == 1
    assert LogEntry.objects.filter(event="suspension_began").count() == 1


def test_one_that_holds_ends_earlier_or_later_but_does_not_begin_again(world: HaulerWorld) -> None:
    browser = signed_in(world.mina)
    stop = suspend(world, world.depot.id, type="vacation", until=today(world) + 20 * DAY)
    assert (
        browser.post(f"/suspensions/{stop.id}/", days(stop, until=today(world) + 2 * DAY)).status_code == 302
    )
    stop.refresh_from_db()
    assert stop.until == today(world) + 2 * DAY
    again = browser.post(f"/suspensions/{stop.id}/", days(stop, since=today(world) + DAY))
    assert again.status_code == 422
    assert "only its end can be changed" in again.content.decode()


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (-1, None, "A suspension begins today or later."),
        (3, 3, "It ends after it has begun, and after today."),
        (3, 1, "It ends after it has begun, and after today."),
    ],
)
def test_other_days_that_do_not_fit_change_nothing(
    world: HaulerWorld, since: int, until: int | None, said: str
) -> None:
    stop = suspend(world, world.depot.id, since=today(world) + 5 * DAY)
    typed = days(
        stop, since=today(world) + since * DAY, until=None if until is None else today(world) + until * DAY
    )
    answer = signed_in(world.mina).post(f"/suspensions/{stop.id}/", typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Stop.objects.get().since == today(world) + 5 * DAY


@pytest.mark.parametrize(
    "seen", [{"seen_since": "2020-01-01"}, {"seen_since": "x"}, {"seen_until": "2030-01-01"}]
)
def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    world: HaulerWorld, seen: dict[str, str]
) -> None:
    stop = suspend(world, world.depot.id, since=today(world) + 5 * DAY)
    answer = signed_in(world.mina).post(
        f"/suspensions/{stop.id}/", days(stop, since=today(world) + 6 * DAY) | seen
    )
    assert answer.status_code == 422
    assert "The days were changed meanwhile." in answer.content.decode()


@pytest.mark.parametrize(
    "typed", [{}, {"since": "x"}, {"since": "\x00"}, {"since": "9" * 3_000, "until": HOSTILE}]
)
def test_odd_days_are_never_a_500(world: HaulerWorld, typed: dict[str, str]) -> None:
    stop = suspend(world, world.depot.id, since=today(world) + 5 * DAY)
    assert signed_in(world.mina).post(f"/suspensions/{stop.id}/", typed).status_code == 422


def test_a_suspension_that_is_over_is_read_and_not_changed(world: HaulerWorld) -> None:
    stop = suspend(world, world.depot.id)
    do(world, world.olive, Verb.UNSUSPEND, world.depot.id)
    browser = signed_in(world.mina)
    page = text(browser, f"/suspensions/{stop.id}/")
    assert "Over" in page
    assert "by Olive Reed" in page
    assert "Save the days" not in page
    answer = browser.post(f"/suspensions/{stop.id}/", days(stop, until=today(world) + DAY))
    assert (answer.status_code, "is over" in answer.content.decode()) == (422, True)


def test_who_may_not_suspend_does_not_move_one_either_and_it_is_logged_r8(world: HaulerWorld) -> None:
    stop = suspend(world, world.depot.id, since=today(world) + 5 * DAY)
    browser = signed_in(world.fay)
    assert "Save the days" not in text(browser, f"/suspensions/{stop.id}/")
    answer = browser.post(f"/suspensions/{stop.id}/", days(stop, since=today(world) + 6 * DAY))
    assert answer.status_code == 403
    assert Stop.objects.get().since == today(world) + 5 * DAY
    assert LogEntry.objects.filter(event="refused").count() == 1


def test_one_of_two_suspensions_of_a_place_is_ended_alone(world: HaulerWorld) -> None:
    browser = signed_in(world.mina)
    planned = suspend(world, world.depot.id, since=today(world) + 5 * DAY)
    suspend(world, world.depot.id, type="access")
    browser.post(f"/suspensions/{planned.id}/", {"end": "1"})
    walk = Walk(browser, Verb.UNSUSPEND, world.depot.id)
    walk.look()
    walk.press("Lift suspension")
    assert list(Stop.objects.filter(lifted_at=None).values_list("type", flat=True)) == ["access"]
    Draft.objects.create(
        person=world.mina, verb="unsuspend", target=world.depot.id, answers={"said": {"stop": planned.id}}
    )
    walk.look()
    walk.press("Lift suspension")
    assert not Stop.objects.filter(lifted_at=None).exists(), "a stop that is gone names nothing"


@pytest.mark.parametrize("page", ["/clients/{client}/suspensions/", "/suspensions/{stop}/", "/vacations/{depot}/",
                                  "/clients/{client}/billing/", "/clients/{client}/days/"])  # fmt: skip
def test_foreign_looks_like_missing(world: HaulerWorld, page: str) -> None:
    stop = suspend(world, world.depot.id, since=today(world) + 5 * DAY)
    stan = new_person("Stan Moreau")
    new_member(new_firm("Southbank", "hauler"), stan, "administrator")
    stranger = signed_in(stan)
    names = {"client": world.mill_lane.id, "stop": stop.id, "depot": world.depot.id}
    address = page.format(**names)
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"end": "1", "since": "2030-01-01"}).status_code in {404, 405}
    for odd in ("cli_06gzzketfn63hje68aq6ft0d", "stp_x", "usr_1", "loc_x"):
        assert signed_in(world.olive).get(page.format_map(dict.fromkeys(names, odd))).status_code == 404


# --- What there ever was ---------------------------------------------------------------------------------------


def test_the_history_says_type_reason_from_until_by_whom_and_how_it_ended_r41(world: HaulerWorld) -> None:
    suspend(world, world.mill_lane.id, type="unpaid", reason="Two bills open")
    do(world, world.olive, Verb.UNSUSPEND, world.mill_lane.id)
    suspend(world, world.depot.id, type="vacation", until=today(world) + 3 * DAY)
    page = text(signed_in(world.fay), f"/clients/{world.mill_lane.id}/suspensions/")
    for words in (
        "Unpaid invoices",
        "Two bills open",
        "by Mina Okafor",
        "by Olive Reed",
        "Vacation",
        "Over",
        "Suspended",
    ):
        assert words in page
    assert page.index("Vacation") < page.index("Unpaid invoices"), "the latest first"


def test_a_long_history_goes_on_from_page_to_page_and_takes_as_many_queries(world: HaulerWorld) -> None:
    browser, address = signed_in(world.mina), f"/clients/{world.mill_lane.id}/suspensions/"
    suspend(world, world.depot.id)
    do(world, world.mina, Verb.UNSUSPEND, world.depot.id)
    few = queries(browser, address)
    done = Stop.objects.get()
    copies = [Stop(**{**plain(done), "reason": f"number {n}"}) for n in range(40)]
    Stop.objects.bulk_create(copies)
    assert queries(browser, address) == few
    page = text(browser, address)
    assert page.count("number ") == 30
    earlier = page.split(f'href="{address}?')[1].split('"')[0]
    assert text(browser, f"{address}?{earlier}").count("number ") == 10
    for odd in ("stp_", "x", "%00", "stp_" + "z" * 400):
        assert browser.get(f"{address}?before={odd}").status_code == 200


def test_why_and_the_tree_of_a_day_take_as_many_queries_for_a_deep_tree(world: HaulerWorld) -> None:
    browser = signed_in(world.mina)
    mill_lane = f"/clients/{world.mill_lane.id}/"
    addresses = [
        f"{mill_lane}?on=2026-01-01",
        f"{mill_lane}days/",
        f"{mill_lane}suspensions/",
        f"{mill_lane}billing/",
        f"/why/{world.weekly.id}/",
    ]
    do(world, world.mina, Verb.DEACTIVATE, world.depot.id)
    few = [queries(browser, address) for address in addresses]
    for number in range(30):
        location = new_location(world.mill_lane, f"Place {number}")
        for service in range(4):
            new_service(location, f"Bins {number} {service}", "FREQ=WEEKLY")
        do(world, world.mina, Verb.DEACTIVATE, location.id)
    assert [queries(browser, address) for address in addresses] == few


def test_a_change_by_operation_that_changes_nothing_says_so(world: HaulerWorld) -> None:
    stop = suspend(world, world.depot.id, since=today(world) + 5 * DAY)
    same = Dates(since=stop.since, until=stop.until)
    assert not change_dates(stop.id, same, seen=same, actor=world.actor(world.mina))
    assert not LogEntry.objects.filter(event="suspension_changed").exists()


def queries(browser: Browser, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def days(stop: Stop, *, since: date | None = None, until: date | None = None) -> dict[str, str]:
    """What a browser sends that has the page of a suspension open."""
    return {
        "since": str(since or stop.since),
        "until": str(until or ""),
        "seen_since": str(stop.since),
        "seen_until": str(stop.until or ""),
    }


def plain(stop: Stop) -> dict[str, object]:
    return {f.attname: getattr(stop, f.attname) for f in Stop._meta.concrete_fields if f.attname != "id"}


def test_transitions_stay_the_only_proof(world: HaulerWorld) -> None:
    """Moving a planned suspension writes to the log and not over what was confirmed."""
    stop = suspend(world, world.depot.id, since=today(world) + 5 * DAY)
    before = Transition.objects.get().plan
    signed_in(world.mina).post(f"/suspensions/{stop.id}/", days(stop, since=today(world) + 6 * DAY))
    assert Transition.objects.get().plan == before
