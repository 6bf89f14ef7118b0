"""A month billed from the terminal: previewed, confirmed by its receipt, once; deactivated customers are left out (R42)."""

import pytest

from tenure.core.actions import Verb
from tenure.records.models import AccountGroup, BillingRun, GroupMembership, Invoice
from tests.billing_worlds import billing_world, street
from tests.doors.cli.conftest import Said, Tenure
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld
from tests.worlds import practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> HaulerWorld:
    return billing_world()


def bill(tenure: Tenure, world: HaulerWorld, *options: str, person: str = "mina.okafor@example.com") -> Said:
    return tenure("bill", "--firm", world.firm.slug, "--as", person, "--period", "2026-05", *options)


def test_without_yes_only_the_preview_is_shown(world: HaulerWorld, tenure: Tenure) -> None:
    said = bill(tenure, world)
    assert said.code == 0
    assert "Invoices: 1, of 2 customers." in said.out
    assert "The account has no services." in said.out
    assert bill(tenure, world, "--preview", "--yes").code == 0
    assert not Invoice.objects.exists()


def test_with_yes_it_is_done_once(world: HaulerWorld, tenure: Tenure) -> None:
    first = bill(tenure, world, "--yes", "--json").json
    assert first["performed"] is True
    assert first["counts"] == {"customers": 2, "invoices": 1, "left_out": 1}
    assert first["totals"] == {"GBP": "73.50"}
    assert [one["number"] for one in first["invoices"]] == ["INV-000001"]
    again = bill(tenure, world, "--yes", "--json").json
    assert again["counts"]["invoices"] == 0
    assert {one["reason"] for one in again["left_out"]} == {"billed_already", "no_services"}
    assert Invoice.objects.count() == 1


def test_a_deactivated_customer_is_named_with_the_reason(world: HaulerWorld, tenure: Tenure) -> None:
    do(world, world.olive, Verb.DEACTIVATE, world.mill_lane.id)
    document = bill(tenure, world, "--json").json
    assert document["performed"] is False
    found = next(one for one in document["left_out"] if one["client"] == world.mill_lane.id)
    assert (found["reason"], found["sentence"]) == ("deactivated", "The account is deactivated.")


def test_a_receipt_of_other_facts_shows_the_new_preview(world: HaulerWorld, tenure: Tenure) -> None:
    digest = bill(tenure, world, "--json").json["digest"]
    street(world.firm, 1)
    said = bill(tenure, world, "--digest", digest, "--yes", "--json")
    assert said.code == 4
    assert said.json["counts"]["invoices"] == 2
    assert said.json["refusals"][0]["code"] == "facts_changed"
    assert not BillingRun.objects.exists()


def test_a_group_is_billed_by_its_name(world: HaulerWorld, tenure: Tenure) -> None:
    (shop,) = street(world.firm, 1)
    group = AccountGroup.objects.create(firm=world.firm, name="Quay")
    GroupMembership.objects.create(group=group, client=shop)
    document = bill(tenure, world, "--group", "Quay", "--yes", "--json").json
    assert [one["client"] for one in document["invoices"]] == [shop.id]
    assert bill(tenure, world, "--group", "Quai").code == 3


def test_wrong_months_rights_and_firms_end_as_promised(world: HaulerWorld, tenure: Tenure) -> None:
    where = ("--firm", world.firm.slug, "--as", "mina.okafor@example.com")
    for period in ("2026", "2026-13", "26-05", "2026-5", "٢٠٢٦-05"):
        assert tenure("bill", *where, "--period", period).code == 2
    assert tenure("bill", *where, "--period", "2099-01").code == 3
    assert tenure("bill", *where).code == 2
    assert bill(tenure, world, person="fay.lindqvist@example.com").code == 3
    assert bill(tenure, world, person="nobody@example.com").code == 3


def test_a_firm_that_sells_no_services_bills_nothing(tenure: Tenure) -> None:
    other = practice_world()
    where = ("--firm", other.firm.slug, "--as", other.olive.email, "--period", "2026-05")
    said = tenure("bill", *where, "--json")
    assert (said.code, said.json["refusals"][0]["code"]) == (3, "not_offered_by_policy")
