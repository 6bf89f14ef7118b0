"""A location on holiday: planned from its menu, shown with its days, moved and ended early (R41)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tenure.core.actions import Verb
from tenure.operations.collections import next_collections
from tenure.records.models import Draft, Firm, Stop
from tenure.records.policies import today_of
from tests.doors.web.walking import Walk, signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, solo_world
from tests.worlds import fresh

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def today(world: HaulerWorld) -> date:
    return today_of(world.firm, timezone.now())


def hold(world: HaulerWorld, since: object, until: object, reason: str = "") -> tuple[int, str]:
    answer = signed_in(world.mina).post(
        f"/vacations/{world.depot.id}/", {"since": str(since), "until": str(until), "reason": reason}
    )
    return answer.status_code, answer.headers.get("Location", "") or " ".join(answer.content.decode().split())


def test_a_vacation_is_planned_from_the_locations_menu_and_confirmed_on_one_page(world: HaulerWorld) -> None:
    browser, begin = signed_in(world.mina), today(world) + 10 * DAY
    for page in (f"/locations/{world.depot.id}/", f"/clients/{world.mill_lane.id}/"):
        assert f"/vacations/{world.depot.id}/" in browser.get(page).content.decode()
    status, there = hold(world, begin, begin + 14 * DAY, "Kitchen closed")
    assert (status, there) == (302, f"/suspension/{world.depot.id}/?step=reason")
    assert not Stop.objects.exists(), "nothing until it is confirmed"
    walk = Walk(browser, Verb.SUSPEND, world.depot.id)
    walk.look("reason")
    assert walk.says("Depot is suspended from")
    assert '<option value="vacation" selected>' in walk.text
    walk.press("Suspend", type="vacation", reason="Kitchen closed")
    stop = Stop.objects.get()
    assert (stop.type, stop.since, stop.until, stop.planned) == ("vacation", begin, begin + 14 * DAY, True)
    assert not fresh(world.mill_lane).suspended
    page = " ".join(browser.get(f"/locations/{world.depot.id}/").content.decode().split())
    assert "Collections stop from" in page
    assert "and begin again on" in page
    assert f"/suspensions/{stop.id}/" in page
    days = [one.day for one in next_collections(world.actor(world.mina), world.weekly.id)]
    assert not [day for day in days if begin <= day < begin + 14 * DAY]


@pytest.mark.parametrize(
    ("since", "until"), [(-1, 5), (0, 0), (5, 4), (5, 5)], ids=["past", "same day", "turned round", "empty"]
)
def test_days_that_do_not_fit_are_said_beside_the_day(world: HaulerWorld, since: int, until: int) -> None:
    status, page = hold(world, today(world) + since * DAY, today(world) + until * DAY, "Kitchen closed")
    assert status == 422
    assert "A suspension begins today or later, and ends after it has begun." in page
    assert "Kitchen closed" in page
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("since", "until", "reason"),
    [("", "", ""), ("x", "2030-01-01", ""), ("2030-01-01", "", ""), ("\x00", "\x00", "\x00"),
     ("2030-01-01", "2030-02-01", "x" * 10_000)],
)  # fmt: skip
def test_odd_input_is_complained_of_and_never_a_500(
    world: HaulerWorld, since: str, until: str, reason: str
) -> None:
    assert hold(world, since, until, reason)[0] == 422
    assert not Draft.objects.exists()


def test_a_vacation_that_is_planned_already_is_shown_and_moved_instead(world: HaulerWorld) -> None:
    begin = today(world) + 10 * DAY
    hold(world, begin, begin + DAY)
    walk = Walk(signed_in(world.mina), Verb.SUSPEND, world.depot.id)
    walk.look("reason")
    walk.press("Suspend", type="vacation", reason="")
    status, page = hold(world, begin + 20 * DAY, begin + 30 * DAY)
    assert status == 422
    assert "is planned from" in page
    assert f"/suspensions/{Stop.objects.get().id}/" in page


def test_a_deactivated_location_offers_no_vacation(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.depot.id)
    page = signed_in(world.mina).get(f"/locations/{world.depot.id}/").content.decode()
    assert f"/vacations/{world.depot.id}/" not in page


def test_without_the_right_it_is_neither_offered_nor_done_r7_r8(world: HaulerWorld) -> None:
    browser = signed_in(world.fay)
    assert "/vacations/" not in browser.get(f"/locations/{world.depot.id}/").content.decode()
    assert browser.get(f"/vacations/{world.depot.id}/").status_code == 403
    typed = {"since": str(today(world)), "until": str(today(world) + DAY)}
    answer = browser.post(f"/vacations/{world.depot.id}/", typed)
    assert answer.status_code == 403
    assert "Olive Reed" in answer.content.decode()


def test_where_the_policy_knows_no_vacation_there_is_no_such_page(world: HaulerWorld) -> None:
    Firm.objects.filter(pk=world.firm.pk).update(policy={**world.firm.policy, "suspension_types": ["unpaid"]})
    browser = signed_in(world.mina)
    assert browser.get(f"/vacations/{world.depot.id}/").status_code == 404
    assert "/vacations/" not in browser.get(f"/locations/{world.depot.id}/").content.decode()
    solo = solo_world()
    assert signed_in(solo.olive).get(f"/vacations/{solo.bakery.id}/").status_code == 404
