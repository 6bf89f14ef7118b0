"""Trial, subscription and payments at the terminal (R12, R50)."""

import pytest

from tenure.records.models import OwnPlan, PlanPayment
from tests.doors.cli.conftest import Tenure
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def test_the_plans_are_listed_with_what_they_cost(tenure: Tenure) -> None:
    said = tenure("plans", "--json").json
    assert [(plan["code"], plan["prices"]["EUR"]) for plan in said["plans"]] == [
        ("records", "9.00"),
        ("business", "29.00"),
    ]
    assert "EUR 29.00" in tenure("plans").out


def test_without_yes_nothing_is_done_and_the_digest_names_what_was_read(world: World, tenure: Tenure) -> None:
    who = (world.birch.id, "--as", world.zoe.email)
    shown = tenure("trial", *who)
    assert shown.code == 0
    assert "“Business” runs as a free trial from today." in shown.out
    assert not OwnPlan.objects.exists()
    digest = tenure("trial", *who, "--json").json["digest"]
    assert f"--digest {digest} --yes" in shown.out
    assert tenure("trial", *who, "--digest", "0" * 32, "--yes").code == 4
    assert not OwnPlan.objects.exists()
    done = tenure("trial", *who, "--digest", digest, "--yes", "--json")
    assert (done.code, done.json["performed"]) == (0, True)
    assert fresh(world.birch).payer == "client"
    again = tenure("trial", *who, "--yes", "--json")
    assert (again.code, [one["code"] for one in again.json["refusals"]]) == (3, ["has_own_plan"])


def test_subscribing_makes_a_payment_that_the_operator_settles(world: World, tenure: Tenure) -> None:
    who = (world.birch.id, "--as", world.zoe.email)
    assert tenure("subscribe", *who, "--plan", "golden").code == 2
    assert tenure("subscribe", *who, "--plan", "business", "--yes").code == 0
    [owed] = tenure("payments", "--state", "due", "--json").json["payments"]
    assert (owed["amount"], owed["currency"], owed["client"]) == ("29.00", "EUR", world.birch.id)
    assert owed["reference"] in tenure("payments").out
    assert tenure("payments", "--state", "overdue", "--json").json["payments"] == []
    [paid] = tenure("payments", "--paid", owed["reference"].lower(), "--note", "bank 12", "--json").json[
        "payments"
    ]
    assert (paid["state"], paid["note"]) == ("paid", "bank 12")
    assert tenure("payments", "--waive", owed["reference"]).code == 3
    assert tenure("payments", "--paid", "RF00NOBODY").code == 3
    assert tenure("payments", "--state", "lost").code == 2
    assert PlanPayment.objects.get().state == "paid"
    assert tenure("unsubscribe", *who, "--yes").code == 0
    assert OwnPlan.objects.get().cancelled_at is not None


def test_only_who_administers_the_account_may(world: World, tenure: Tenure) -> None:
    world.birch.users.filter(person=world.ian).update(state="joined", joined_at=world.birch.created_at)
    refused = tenure("trial", world.birch.id, "--as", world.ian.email, "--yes", "--json")
    assert (refused.code, refused.json["refusals"][0]["code"]) == (3, "not_permitted")
    for stranger in (world.ann, world.olive):
        answer = tenure("trial", world.birch.id, "--as", stranger.email, "--yes", "--json")
        assert (answer.code, answer.json["refusals"][0]["code"]) == (3, "not_connected")
    assert tenure("trial", "birch", "--as", world.zoe.email).code == 2
    assert not OwnPlan.objects.exists()
