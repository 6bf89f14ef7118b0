"""Verbs, `show` and `why` on businesses, locations and services at the terminal (R6, R29-R41)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tenure.records.models import Stop
from tests.doors.cli.conftest import Tenure
from tests.tree_worlds import HaulerWorld, hauler_world, solo_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> HaulerWorld:
    return hauler_world()


def test_a_customer_stops_and_comes_back_step_by_step_r36_r37_r38(world: HaulerWorld, tenure: Tenure) -> None:
    person = ("--as", world.mina.email, "--yes", "--json")
    assert tenure("deactivate", world.mill_lane.id, *person).code == 0
    shown = tenure("show", world.weekly.id, "--as", world.mina.email, "--json").json
    today = timezone.now().date().isoformat()
    assert (shown["node"]["kind"], shown["standing"]) == ("service", "deactivated")
    assert shown["schedule"] == {"end_date": today, "deactivate_on_end_date": True}
    refused = tenure("reactivate", world.weekly.id, *person)
    assert (refused.code, {r["code"] for r in refused.json["refusals"]}) == (3, {"parent_stopped"})
    assert tenure("reactivate", world.mill_lane.id, *person).code == 0
    assert tenure("reactivate", world.depot.id, *person).code == 0
    kept = tenure("reactivate", world.weekly.id, *person, "--end-date", "keep")
    assert [r["code"] for r in kept.json["refusals"]] == ["end_date_in_past"]
    assert tenure("reactivate", world.weekly.id, *person).code == 0
    shown = tenure("show", world.weekly.id, "--as", world.mina.email, "--json").json
    assert (shown["standing"], shown["schedule"]["end_date"]) == ("active", None)


def test_as_it_was_in_one_step_r39(world: HaulerWorld, tenure: Tenure) -> None:
    person = ("--as", world.mina.email, "--yes")
    tenure("deactivate", world.mill_lane.id, *person)
    assert tenure("reactivate", world.mill_lane.id, *person, "--restore", "as-it-was").code == 0
    shown = tenure("show", world.mill_lane.id, "--as", world.mina.email, "--json").json
    assert {part["standing"] for part in shown["parts"]} == {"active"}
    assert {part["kind"] for part in shown["parts"]} == {"location", "service"}


def test_a_holiday_is_planned_shown_and_asked_for_on_any_day_r6_r41(
    world: HaulerWorld, tenure: Tenure
) -> None:
    begin, end = (timezone.now().date() + timedelta(days=days) for days in (10, 20))
    dates = ("--at", begin.isoformat(), "--until", end.isoformat())
    said = ("--reason", "vacation", "--comment", "Kitchen closed")
    assert tenure("suspend", world.depot.id, "--as", world.mina.email, *dates, *said, "--yes").code == 0
    stop = Stop.objects.get()
    assert (stop.type, stop.reason, stop.since, stop.until) == ("vacation", "Kitchen closed", begin, end)

    def suspended(*on: str) -> bool:
        shown = tenure("show", world.weekly.id, "--as", world.mina.email, "--json", *on).json
        return bool(shown["suspended"])

    assert not suspended()
    assert suspended("--on", begin.isoformat())
    assert not suspended("--on", end.isoformat())
    assert "vacation" in tenure("show", world.depot.id, "--as", world.mina.email).out
    shown = tenure("show", world.weekly.id, "--as", world.mina.email, "--json").json
    assert [(one["on"], one["what"], one["node"]) for one in shown["coming"]] == [
        (begin.isoformat(), "suspension_begins", world.depot.id),
        (end.isoformat(), "suspension_ends", world.depot.id),
    ]
    said_why = tenure("why", world.weekly.id, "--as", world.mina.email)
    assert "Nothing stops Weekly bins." in said_why.out
    assert "Depot: suspended from" in said_why.out


def test_dates_belong_to_suspensions_only(world: HaulerWorld, tenure: Tenure) -> None:
    assert tenure("deactivate", world.depot.id, "--as", world.mina.email, "--at", "2030-01-01").code == 2
    plan = tenure("suspend", world.depot.id, "--as", world.mina.email, "--json").json
    assert [ask["step"] for ask in plan["asks"]] == ["dates", "reason"]
    assert tenure("suspend", world.depot.id, "--as", world.mina.email).code == 0


def test_why_names_every_stop_on_it_and_above_it_r6(world: HaulerWorld, tenure: Tenure) -> None:
    person = ("--as", world.mina.email)
    tenure("suspend", world.mill_lane.id, *person, "--reason", "unpaid", "--yes")
    tenure("deactivate", world.depot.id, *person, "--yes")
    reasons = tenure("why", world.weekly.id, *person, "--json").json["reasons"]
    assert [(r["stop"]["node"], r["stop"]["kind"], r["inherited"]) for r in reasons] == [
        (world.weekly.id, "deactivation", False),
        (world.depot.id, "deactivation", True),
        (world.mill_lane.id, "suspension", True),
    ]
    assert "Mill Lane Foods" in tenure("why", world.weekly.id, *person).out


def test_a_business_at_the_terminal_r32(tenure: Tenure) -> None:
    world = solo_world()
    person = ("--as", world.mina.email)
    plan = tenure("deactivate", world.bakery.id, *person, "--json").json
    assert [ask["step"] for ask in plan["asks"]] == ["owner"]
    assert tenure("deactivate", world.bakery.id, *person, "--owner", world.zoe.email, "--yes").code == 0
    assert tenure("show", world.bakery.id, *person, "--json").json["standing"] == "deactivated"
    assert tenure("show", world.harpers.id, *person, "--json").json["standing"] == "active"
    assert tenure("reactivate", world.bakery.id, *person, "--yes").code == 0


def test_show_says_when_a_service_takes_place_r36(world: HaulerWorld, tenure: Tenure) -> None:
    shown = tenure("show", world.parcels.id, "--as", world.mina.email, "--json").json["service"]
    assert (shown["rule"], shown["time_zone"], shown["quantity"]) == (
        "FREQ=WEEKLY;BYDAY=TU,FR",
        "America/New_York",
        1,
    )
    assert shown["in_words"] == "every Tuesday and Friday at 07:30"
    assert len(shown["next_collections"]) == 12
    assert "T07:30:00-0" in shown["next_collections"][0]["at"]
    said = tenure("show", world.weekly.id, "--as", world.mina.email).out
    assert "Schedule: every Monday" in said
    assert "Next collections: Mon " in said
    assert "Next collections: none" in tenure("show", world.skip.id, "--as", world.mina.email).out
    assert tenure("show", world.depot.id, "--as", world.mina.email, "--json").json["service"] is None
