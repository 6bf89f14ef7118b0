"""The billing page of a customer: what it owes, the rule, what is agreed, and what would follow today (R41)."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.formats import date_format

from tenure.core.actions import Verb
from tenure.core.credit import CreditTerms
from tenure.operations.log import verify
from tenure.operations.suspend_rule import suspend_by_rule
from tenure.records import balances
from tenure.records.models import Client, Firm, LogEntry, Stop
from tests.doors.web.test_policy import knobs
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.operations.billing import bill, pay, rule_of
from tests.tree_worlds import HaulerWorld, hauler_world, solo_world
from tests.worlds import fresh

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NOW = datetime.now(UTC)


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    rule = {"days_late": 30, "credit_limit": "500.00"}
    Firm.objects.filter(pk=world.firm.pk).update(
        policy={**world.firm.policy, "suspend_rule": rule}, currency="GBP"
    )
    return world


def page(world: HaulerWorld, client: Client, who: str = "mina") -> str:
    answer = signed_in(getattr(world, who)).get(f"/clients/{client.id}/billing/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def save(world: HaulerWorld, who: str = "mina", **typed: str) -> tuple[int, str]:
    answer = signed_in(getattr(world, who)).post(f"/clients/{world.mill_lane.id}/billing/", typed)
    return answer.status_code, answer.content.decode()


def test_the_tab_is_there_where_customers_have_services(world: HaulerWorld) -> None:
    assert f"/clients/{world.mill_lane.id}/billing/" in page(world, world.mill_lane)
    solo = solo_world()
    assert signed_in(solo.olive).get(f"/clients/{solo.harpers.id}/billing/").status_code == 404


def owes(world: HaulerWorld, amount: str, *, late: int) -> None:
    """A bill so many days late today; written before the rule of the firm held."""
    policy = fresh(world.firm).policy
    Firm.objects.filter(pk=world.firm.pk).update(policy={**policy, "suspend_rule": {}})
    bill(world, amount, at=NOW - (late + 14) * DAY)
    Firm.objects.filter(pk=world.firm.pk).update(policy=policy)


def test_it_says_what_is_owed_and_what_the_rule_does_today_r41(world: HaulerWorld) -> None:
    fine = page(world, world.mill_lane)
    assert "Today the rule does not suspend this customer." in fine
    assert "0.00 GBP" in fine
    owes(world, "820.50", late=40)
    late = page(world, world.mill_lane)
    assert "820.50 GBP" in late
    assert "40 days late" in late
    assert "The rule suspends this customer today: Too many days late." in late
    suspend_by_rule()
    assert "Suspended by the rule: Too many days late." in page(world, world.mill_lane)
    account = signed_in(world.mina).get(f"/clients/{world.mill_lane.id}/").content.decode()
    assert "It ends by itself once what is owed is paid." in account


def test_what_is_agreed_with_one_customer_is_saved_and_holds_instead_r41(world: HaulerWorld) -> None:
    owes(world, "820.00", late=40)
    assert save(world, days_late="60", credit_limit="1000.00")[0] == 302
    assert balances.terms_of([world.mill_lane.id])[world.mill_lane.id] == CreditTerms(
        days_late=60, credit_limit=Decimal(1000)
    )
    assert suspend_by_rule() == 0
    assert save(world, days_late="60", credit_limit="1000.00")[0] == 302
    assert LogEntry.objects.filter(event="credit_terms_set").count() == 1, "the second time changes nothing"
    assert save(world, exempt="on")[0] == 302
    assert "This customer is never suspended by the rule." in page(world, world.mill_lane)
    assert save(world)[0] == 302
    assert suspend_by_rule() == 1
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("days_late", "0"),
        ("days_late", "-4"),
        ("days_late", "9" * 30),
        ("days_late", "soon"),
        ("credit_limit", "-0.01"),
        ("credit_limit", "1.005"),
        ("credit_limit", "NaN"),
        ("credit_limit", "Infinity"),
        ("credit_limit", "1e400"),
        ("credit_limit", "9" * 40),
        ("credit_limit", "\x00"),
    ],
)
def test_terms_that_are_none_are_complained_of(world: HaulerWorld, field: str, value: str) -> None:
    status, shown = save(world, **{field: value})
    assert status == 422
    assert "field__error" in shown
    assert balances.terms_of([world.mill_lane.id]) == {}


def test_who_may_not_change_clients_reads_the_terms_only_r7_r8(world: HaulerWorld) -> None:
    save(world, days_late="45")
    read = page(world, world.mill_lane, "fay")
    assert "45" in read
    assert "Save the terms" not in read
    assert "Ask an administrator of your account: Olive Reed." in read
    assert save(world, "fay", days_late="90")[0] == 403
    assert LogEntry.objects.filter(event="refused").count() == 1


def test_what_is_lifted_by_hand_is_counted_anew_r41(world: HaulerWorld) -> None:
    owes(world, "820.00", late=40)
    assert suspend_by_rule(NOW) == 1
    do(world, world.mina, Verb.UNSUSPEND, world.mill_lane.id, at=NOW)
    assert suspend_by_rule(NOW) == suspend_by_rule(NOW + 29 * DAY) == 0
    assert "lifted by hand" in page(world, world.mill_lane)
    assert suspend_by_rule(NOW + 31 * DAY) == 1
    assert Stop.objects.filter(lifted_at=None).count() == 1


def test_payment_lifts_the_rules_suspension_beside_another_that_stays(world: HaulerWorld) -> None:
    bill(world, "900.00", at=NOW)
    first = Stop.objects.get()
    Stop.objects.create(
        client=world.mill_lane, node=world.mill_lane.id, node_kind="client", kind="suspension",
        since=first.since, type="access", cause=first.cause,
    )  # fmt: skip
    pay(world, "900.00", at=NOW)
    assert list(Stop.objects.filter(lifted_at=None).values_list("type", flat=True)) == ["access"]
    assert fresh(world.mill_lane).suspended
    history = signed_in(world.mina).get(f"/clients/{world.mill_lane.id}/suspensions/").content.decode()
    assert "by payment" in history


# --- The rule in the policy --------------------------------------------------------------------------------------


def test_the_firms_rule_is_set_in_the_policy_and_read_there_r41(world: HaulerWorld) -> None:
    firm = fresh(world.firm)
    typed = knobs(firm, **{"rule-days_late": "45", "rule-credit_limit": ""})
    assert signed_in(world.olive).post("/policy/edition/", typed).status_code == 302
    assert fresh(world.firm).policy["suspend_rule"] == {"days_late": 45}
    assert "When a bill is 45 days late" in signed_in(world.fay).get("/policy/").content.decode()


def test_the_page_says_when_it_comes_and_a_payment_says_what_it_lifts(world: HaulerWorld) -> None:
    rule_of(world, days_late=30, warn_days=5)
    bill(world, "80.00", at=NOW - 41 * DAY)
    on = date_format(NOW.date() + 5 * DAY, "DATE_FORMAT")
    assert f"It is suspended on {on}." in page(world, world.mill_lane)
    suspend_by_rule()
    assert f"Warned: it is suspended on {on}." in page(world, world.mill_lane)
    bill(world, "80.00", at=NOW - 60 * DAY, client=world.forge)
    assert suspend_by_rule(NOW - 5 * DAY) == 0
    assert suspend_by_rule(NOW) == 1
    browser = signed_in(world.mina)
    address = f"/clients/{world.forge.id}/payments/new/"
    typed = {"amount": "80.00", "currency": "GBP", "on": f"{NOW:%Y-%m-%d}", "method": "transfer"}
    hidden = {
        name: found[1]
        for name in ("stamp", "seen")
        if (found := re.search(rf'name="{name}"[^>]*value="([^"]*)"', browser.get(address).content.decode()))
    }
    shown = browser.post(address, {**hidden, **typed, "seen": ""}).content.decode()
    again = re.search(r'name="seen"[^>]*value="([^"]*)"', shown)
    assert again is not None
    answer = browser.post(address, {**hidden, **typed, "seen": again[1]}, follow=True)
    assert "The suspension of The Old Forge is lifted." in answer.content.decode()


def test_grace_and_warning_are_set_in_the_policy_and_read_there(world: HaulerWorld) -> None:
    typed = knobs(fresh(world.firm), **{"rule-grace_days": "3", "rule-warn_days": "7"})
    assert signed_in(world.olive).post("/policy/edition/", typed).status_code == 302
    rule = fresh(world.firm).policy["suspend_rule"]
    assert (rule["grace_days"], rule["warn_days"]) == (3, 7)
    said = signed_in(world.fay).get("/policy/").content.decode()
    assert "After 3 days over that limit" in said
    assert "The customer is warned by e-mail 7 days before" in said


@pytest.mark.parametrize(
    "typed",
    [
        {"rule-days_late": "0"},
        {"rule-days_late": "x"},
        {"rule-credit_limit": "-1"},
        {"rule-warn_days": "31"},
        {"rule-grace_days": "3", "rule-credit_limit": ""},
        {"rule-grace_days": "-1"},
        {"rule-days_late": "", "rule-credit_limit": "", "rule-warn_days": "2"},
    ],
)
def test_a_rule_that_is_none_is_not_saved(world: HaulerWorld, typed: dict[str, str]) -> None:
    before = fresh(world.firm).policy
    answer = signed_in(world.olive).post("/policy/edition/", knobs(fresh(world.firm), **typed))
    assert answer.status_code == 422
    assert fresh(world.firm).policy == before
