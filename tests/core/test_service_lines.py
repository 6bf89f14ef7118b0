"""What services come to in a period: part periods by the policy, stopped days never, and a reason for the rest."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.core.billing import Days, PartPeriod, days_run, length_of, share, share_of
from tenure.core.billing_policy import BillingPolicy
from tenure.core.service_lines import (
    BilledAccount,
    BilledService,
    BilledVisit,
    Unbilled,
    bill_services,
    ran_throughout,
)

MARCH = Days(first=date(2027, 3, 1), end=date(2027, 4, 1))
ALWAYS = Days(first=date(2020, 1, 1))


def service(*, recurring: bool = True, ran: Days = ALWAYS, tax: Decimal | None = None) -> BilledService:
    return BilledService(
        id="srv_1",
        location="loc_1",
        name="Weekly collection",
        place="12 Quay Street",
        price=Decimal("62.00"),
        quantity=2,
        currency="EUR",
        recurring=recurring,
        tax_rate=tax,
        ran=ran,
    )


def account(
    one: BilledService, *, stops: dict[str, list[Days]] | None = None, now: tuple[str, ...] = ()
) -> BilledAccount:
    return BilledAccount(client="cli_1", services=[one], stops=stops or {}, stopped_now=frozenset(now))


def test_a_whole_period_is_the_price_times_the_quantity() -> None:
    bill = bill_services(account(service()), MARCH, BillingPolicy(tax_rate=Decimal(20)))
    (line,) = bill.lines
    assert line.item.net("EUR") == 12400
    assert line.item.tax_rate == Decimal(20)
    assert not line.in_part


@pytest.mark.parametrize("node", ["cli_1", "loc_1", "srv_1"])
def test_days_stopped_at_any_level_are_not_billed(node: str) -> None:
    stops = {node: [Days(first=date(2027, 3, 11), end=date(2027, 3, 26))]}
    (line,) = bill_services(account(service(), stops=stops), MARCH, BillingPolicy()).lines
    assert (line.run, line.whole) == (16, 31)
    assert line.item.unit_price == Decimal("32.0000")


@pytest.mark.parametrize(
    ("rule", "net"), [(PartPeriod.WHOLE, 12400), (PartPeriod.NONE, None), (PartPeriod.BY_DAY, 6400)]
)
def test_a_service_that_began_inside_the_period_is_billed_by_the_policy(
    rule: PartPeriod, net: int | None
) -> None:
    late = service(ran=Days(first=date(2027, 3, 16)))
    bill = bill_services(account(late), MARCH, BillingPolicy(part_period=rule))
    assert [line.item.net("EUR") for line in bill.lines] == ([] if net is None else [net])
    assert bill.unbilled == (() if net is not None else ((late, Unbilled.IN_PART),))


@pytest.mark.parametrize(
    ("ran", "stops", "reason"),
    [
        (Days(first=date(2027, 4, 1)), {}, Unbilled.NOT_YET),
        (Days(first=date(2020, 1, 1), end=date(2027, 3, 1)), {}, Unbilled.ENDED),
        (ALWAYS, {"cli_1": [Days(first=date(2027, 1, 1))]}, Unbilled.STOPPED),
    ],
)
@pytest.mark.parametrize("rule", PartPeriod)
def test_what_did_not_run_has_no_line_and_a_reason(
    ran: Days, stops: dict[str, list[Days]], reason: Unbilled, rule: PartPeriod
) -> None:
    one = service(ran=ran)
    bill = bill_services(account(one, stops=stops), MARCH, BillingPolicy(part_period=rule))
    assert bill.lines == ()
    assert bill.unbilled == ((one, reason),)


def test_stopped_and_back_on_the_same_day_costs_nothing() -> None:
    stops = {"cli_1": [Days(first=date(2027, 3, 9), end=date(2027, 3, 9))]}
    (line,) = bill_services(account(service(), stops=stops), MARCH, BillingPolicy()).lines
    assert not line.in_part


def test_each_visit_of_a_service_on_request_is_a_line() -> None:
    one = service(recurring=False, tax=Decimal("5.5"))
    visit = BilledVisit(id="vis_1", service="srv_1", on=date(2027, 3, 4), quantity=Decimal(3))
    asked = BilledAccount(client="cli_1", services=[one], visits=[visit], stops={})
    (line,) = bill_services(asked, MARCH, BillingPolicy()).lines
    assert line.visit == "vis_1"
    assert line.item.net("EUR") == 18600
    assert line.item.tax_rate == Decimal("5.5")
    assert bill_services(account(one), MARCH, BillingPolicy()).unbilled == ((one, Unbilled.NO_VISIT),)


def test_a_regeneration_bills_only_what_runs_today() -> None:
    later = {"loc_1": [Days(first=date(2027, 6, 1))]}
    stopped = account(service(), stops=later, now=("loc_1",))
    assert len(bill_services(stopped, MARCH, BillingPolicy()).lines) == 1
    bill = bill_services(stopped, MARCH, BillingPolicy(), running_now=True)
    assert bill.lines == ()
    assert [reason for _service, reason in bill.unbilled] == [Unbilled.STOPPED_NOW]


day = st.dates(date(2027, 2, 1), date(2027, 5, 1))
days = st.builds(Days, first=day, end=st.none() | day)


@given(
    ran=days,
    stops=st.lists(days, max_size=3),
    rule=st.sampled_from(PartPeriod),
    price=st.decimals(0, 999, places=4),
)
def test_what_ran_throughout_is_billed_as_if_every_day_had_been_counted(
    ran: Days, stops: list[Days], rule: PartPeriod, price: Decimal
) -> None:
    one = replace(service(ran=ran), price=price)
    stopped = account(one, stops={"loc_1": stops} if stops else {})
    run = days_run(MARCH, ran, stops)
    assert ran_throughout(one, stopped, MARCH) == (run == length_of(MARCH))
    part = share(MARCH, run, rule)
    (line,) = bill_services(stopped, MARCH, BillingPolicy(part_period=rule)).lines if part else (None,)
    if line is not None:
        assert line.item.unit_price == share_of(price, part).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        assert line.run == (run if part < 1 else length_of(MARCH))
