"""Figures: revenue by month, what is unpaid by age, what stopped services would bring (R46)."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenure.core.actions import Verb
from tenure.core.figures import Age, MonthSum, Runs, every_month, month_after
from tenure.core.invoicing import PaymentMethod
from tenure.operations.credit_notes import credit_invoice
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.invoices import draft_invoice, issue_invoice
from tenure.operations.payments import Received, record_payment
from tenure.records.figures import age_sums, figures_of, month_sums, run_sums
from tenure.records.models import Firm, Invoice
from tests.doors.web.walking import signed_in
from tests.operations.acting import do
from tests.tree_worlds import HaulerWorld, hauler_world, solo_world
from tests.worlds import new_client, new_firm, new_member, new_person

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)
TODAY = JUNE.date()
DAY = timedelta(days=1)


@pytest.fixture
def world() -> HaulerWorld:
    world = hauler_world()
    Firm.objects.filter(pk=world.firm.pk).update(currency="GBP")
    return world


def billed(
    world: HaulerWorld, price: str, *, at: datetime = JUNE, currency: str = "GBP", tax: str = "20"
) -> Invoice:
    line = LineDraft(
        description="Sacks",
        quantity=Decimal(1),
        unit_price=Decimal(price),
        tax_rate=Decimal(tax),
        service=None,
    )
    actor = world.actor(world.mina)
    draft = draft_invoice(world.mill_lane.id, [line], currency=currency, actor=actor, at=at)
    return issue_invoice(draft.id, actor=actor, at=at)


def page(world: HaulerWorld, **asked: str) -> str:
    answer = signed_in(world.mina).get("/figures/", asked)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def rows_of(world: HaulerWorld, figure: str) -> list[list[str]]:
    answer = signed_in(world.mina).get(f"/figures/{figure}.csv")
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text)))


def test_revenue_is_what_was_billed_in_a_month_less_what_was_credited(world: HaulerWorld) -> None:
    first = billed(world, "100.00", at=JUNE - 40 * DAY)
    billed(world, "50.00")
    billed(world, "7", currency="JPY", tax="0")
    credit_invoice(first.id, actor=world.actor(world.mina), at=JUNE)
    draft_invoice(
        world.mill_lane.id,
        [LineDraft(description="Later", quantity=Decimal(1), unit_price=Decimal(9), tax_rate=Decimal(0), service=None)],
        currency="GBP", actor=world.actor(world.mina), at=JUNE,
    )  # fmt: skip
    sums = list(month_sums(world.actor(world.mina)))
    assert sums == [
        MonthSum(month=date(2026, 5, 1), currency="GBP", net=10000, tax=2000),
        MonthSum(
            month=date(2026, 6, 1), currency="GBP", net=5000, tax=1000, credited=10000, credited_tax=2000
        ),
        MonthSum(month=date(2026, 6, 1), currency="JPY", net=7),
    ]
    assert [one.revenue for one in sums] == [10000, -5000, 7]


def test_months_without_bills_come_to_nothing_and_the_year_turns() -> None:
    found = every_month([MonthSum(month=date(2025, 12, 1), currency="EUR", net=5)], "EUR", date(2026, 2, 1))
    assert (len(found), found[0].month, found[-1].month) == (12, date(2025, 3, 1), date(2026, 2, 1))
    assert [one.net for one in found] == [0] * 9 + [5, 0, 0]
    assert month_after(date(2026, 1, 1), -1) == date(2025, 12, 1)


def test_what_is_unpaid_is_counted_by_how_late_it_is(world: HaulerWorld) -> None:
    for late in (-3, 0, 1, 30, 31, 60, 61, 90, 91, 400):
        billed(world, "10.00", tax="0", at=JUNE - timedelta(days=late + 14))
    sums = {one.age: (one.units, one.bills) for one in age_sums(world.actor(world.mina), TODAY)}
    assert sums == {
        Age.NOT_DUE: (2000, 2),
        Age.TO_30: (2000, 2),
        Age.TO_60: (2000, 2),
        Age.TO_90: (2000, 2),
        Age.OLDER: (2000, 2),
    }
    received = Received(amount=Decimal("25.00"), currency="GBP", on=TODAY, method=PaymentMethod.CARD)
    record_payment(world.mill_lane.id, received, actor=world.actor(world.mina), at=JUNE)
    after = {one.age: (one.units, one.bills) for one in age_sums(world.actor(world.mina), TODAY)}
    assert Age.OLDER not in after, "the oldest debt is paid first"
    assert after[Age.TO_90] == (1500, 2)


def test_stopped_services_are_set_against_running_ones(world: HaulerWorld) -> None:
    def sums() -> dict[Runs, tuple[Decimal, int, int]]:
        found = run_sums(world.actor(world.mina), datetime.now(UTC).date())
        return {one.runs: (one.monthly, one.services, one.customers) for one in found}

    price = Decimal("24.50")
    assert sums() == {Runs.RUNS: (3 * price, 3, 1)}, "one on request has no price a month"
    do(world, world.mina, Verb.SUSPEND, world.shop.id)
    assert sums() == {Runs.RUNS: (2 * price, 2, 1), Runs.SUSPENDED: (price, 1, 1)}
    do(world, world.mina, Verb.DEACTIVATE, world.weekly.id)
    assert sums()[Runs.DEACTIVATED] == (price, 1, 1), "the end date that the stop set does not hide it"
    do(world, world.mina, Verb.DEACTIVATE, world.mill_lane.id)
    assert sums() == {Runs.DEACTIVATED: (3 * price, 3, 1)}


def test_the_page_shows_the_sums_and_the_files_hold_them(world: HaulerWorld) -> None:
    now = datetime.now(UTC)
    billed(world, "1234.50", at=now)
    billed(world, "700", currency="JPY", tax="0", at=now)
    said = page(world)
    assert "1,234.50 GBP" in said
    assert "1,481.40" in said
    assert "Not due yet 1 invoice" in said
    assert "Running 3 services, 1 customer" in said
    assert "700 JPY" in page(world, currency="JPY")
    assert "1,234.50 GBP" in page(world, currency="nonsense", to="2026-99")
    assert "0.00 GBP" in page(world, to="2001-02")
    assert rows_of(world, "revenue")[1][1:] == ["GBP", "1234.50", "0.00", "1234.50", "246.90"]
    assert rows_of(world, "unpaid")[1] == ["Not due yet", "GBP", "1481.40", "1"]
    assert rows_of(world, "services")[1] == ["Running", "GBP", "73.50", "3", "1"]
    assert signed_in(world.mina).get("/figures/nothing.csv").status_code == 404


def test_a_firm_without_bills_reads_where_they_begin() -> None:
    firm = new_firm("Emptyway", "hauler")
    olive = new_person("Olive Empty")
    new_member(firm, olive, "administrator")
    assert "No figures yet" in signed_in(olive).get("/figures/").content.decode()


def test_they_are_only_where_services_are_sold() -> None:
    assert signed_in(solo_world().olive).get("/figures/").status_code == 404


def test_only_those_who_bill_look_and_only_at_their_own(world: HaulerWorld) -> None:
    assert signed_in(world.fay).get("/figures/").status_code == 403
    assert signed_in(world.fay).get("/figures/revenue.csv").status_code == 403
    billed(world, "10.00")
    other = new_firm("Otherway", "hauler")
    nora = new_person("Nora Other")
    new_member(other, nora, "administrator")
    assert "No figures yet" in signed_in(nora).get("/figures/").content.decode()


def test_the_queries_do_not_grow_with_the_customers(world: HaulerWorld) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            figures_of(world.actor(world.mina), "GBP", TODAY)
        return len(seen)

    billed(world, "10.00")
    before = queries()
    for number in range(5):
        new_client(world.firm, f"Customer {number}", ())
    billed(world, "20.00", currency="EUR")
    assert queries() == before
