"""How a client and everything in it stood on any day, and what comes by itself (R6)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tenure.core.actions import Answers, Verb
from tenure.records.models import Location, Service, Stop, Transition
from tenure.records.policies import today_of
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, new_location, new_service, solo_world
from tests.worlds import LONG_AGO

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    for model in (Location, Service):
        model.objects.update(created_at=LONG_AGO)
    return world


def today(world: HaulerWorld) -> date:
    return today_of(world.firm, timezone.now())


def tree(world: HaulerWorld, query: str = "", *, page: str = "days/", who: str = "fay") -> dict[str, str]:
    """What the tree says of each node, by name."""
    answer = signed_in(getattr(world, who)).get(f"/clients/{world.mill_lane.id}/{page}{query}")
    assert answer.status_code == 200
    card = answer.content.decode().split('id="that-day"')[1].split("</section>")[0]
    lines = [line.split("</li>")[0] for line in card.split("<li ")[1:]]
    return {line.split("</a>")[0].rsplit(">")[-1]: " ".join(line.split("</a>")[1].split()) for line in lines}


def test_the_whole_tree_stands_in_its_order_with_places_before_their_services(world: HaulerWorld) -> None:
    assert list(tree(world)) == [
        "Mill Lane Foods", "Depot", "Monthly glass", "Skip on request", "Weekly bins", "Shop", "Parcels",
    ]  # fmt: skip


def test_businesses_and_their_products_stand_in_it_too() -> None:
    solo = solo_world()
    page = signed_in(solo.fay).get(f"/clients/{solo.harpers.id}/days/").content.decode()
    assert page.index("Harper Bakery") < page.index("Harper Lettings")


def test_a_day_to_come_knows_all_that_is_planned_r6_r36_r41(world: HaulerWorld) -> None:
    ends = new_service(world.depot, "Until then", "FREQ=DAILY", end=today(world) + 4 * DAY, ends_itself=True)
    begin = today(world) + 10 * DAY
    holiday = Answers(since=begin, until=begin + 5 * DAY, type="vacation")
    do(world, world.mina, Verb.SUSPEND, world.depot.id, holiday)
    on_holiday = tree(world, f"?on={begin}", page="")
    assert "Suspended" in on_holiday["Depot"]
    assert "Vacation." in on_holiday["Depot"]
    assert "Suspended" in on_holiday["Weekly bins"]
    assert "Suspended" not in on_holiday["Parcels"]
    assert "Deactivated" in on_holiday[ends.name]
    assert "Deactivated" not in tree(world, f"?on={ends.end_date}")[ends.name], "its last day"
    assert "Suspended" not in tree(world, f"?on={begin + 5 * DAY}")["Depot"]


def test_a_past_day_shows_what_stood_then_and_not_what_came_later(world: HaulerWorld) -> None:
    do(world, world.mina, Verb.DEACTIVATE, world.shop.id)
    moved = timezone.now() - 30 * DAY
    Transition.objects.update(at=moved)
    Stop.objects.update(since=moved.date())
    new_location(world.mill_lane, "Annex")
    do(world, world.mina, Verb.REACTIVATE, world.shop.id)
    month_ago = tree(world, f"?on={today(world) - 20 * DAY}")
    assert "Deactivated" in month_ago["Shop"]
    assert "Deactivated" in month_ago["Parcels"]
    assert "Deactivated" not in month_ago["Depot"]
    assert "Annex" not in month_ago
    assert "Annex" in tree(world)
    assert "Deactivated" not in tree(world)["Shop"]


def test_a_deep_tree_is_summed_up_on_the_first_page_and_goes_on_on_its_own(world: HaulerWorld) -> None:
    for number in range(30):
        place = new_location(world.mill_lane, f"Place {number:02d}")
        for service in range(8):
            new_service(place, f"Bins {number:02d}-{service}", "FREQ=WEEKLY")
    some = signed_in(world.fay).get(f"/clients/{world.mill_lane.id}/?on={today(world)}").content.decode()
    assert some.count("day-tree__line ") == 50
    assert "26 locations, 201 services more." in " ".join(some.split())
    first = tree(world)
    assert len(first) == 200
    rest = tree(world, f"?on={today(world)}&from=200")
    assert len(first) + len(rest) == 1 + 32 + 4 + 240
    assert not first.keys() & rest.keys()


def test_what_comes_by_itself_stands_beside_it_the_nearest_first(world: HaulerWorld) -> None:
    for days in range(1, 9):
        new_service(
            world.depot, f"Ends {days}", "FREQ=DAILY", end=today(world) + days * DAY, ends_itself=True
        )
    page = " ".join(signed_in(world.fay).get(f"/clients/{world.mill_lane.id}/").content.decode().split())
    coming = page.split('id="coming"')[1].split("</section>")[0]
    assert coming.index("Ends 1 is deactivated") < coming.index("Ends 6 is deactivated")
    assert "Ends 7" not in coming
    assert "2 more" in coming
    whole = signed_in(world.fay).get(f"/clients/{world.mill_lane.id}/days/").content.decode()
    assert "Ends 8 is deactivated" in whole


@pytest.mark.parametrize("query", ["?on=x", "?on=%00", "?on=9999-12-31", "?from=-1", "?from=x", "?from=" + "9" * 40,
                                   "?from=999999", "?on=2026-02-31&from=%00"])  # fmt: skip
def test_odd_days_and_places_are_never_a_500(world: HaulerWorld, query: str) -> None:
    assert signed_in(world.fay).get(f"/clients/{world.mill_lane.id}/days/{query}").status_code == 200
