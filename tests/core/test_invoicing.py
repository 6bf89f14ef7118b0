"""Invoices add up to the minor unit in every currency, and a stopped day is never billed (R42, R46)."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moneyed import CURRENCIES

from tenure.core.billing import Days, PartPeriod, days_run, month_of, share, share_of
from tenure.core.invoicing import InvoiceFacts, InvoiceState, LineItem, state_of, totals_of
from tenure.core.money import from_minor, minor_digits, money, to_minor

BY_DIGITS = {digits: sorted(c for c in CURRENCIES if minor_digits(c) == digits) for digits in (0, 2, 3)}
RATES = [Decimal(rate) for rate in ("0", "2.1", "5.5", "7", "10", "19", "20", "21", "8.375")]
JUNE = Days(first=date(2026, 6, 1), end=date(2026, 7, 1))


def test_a_hundred_thousand_random_invoices_add_up_to_the_minor_unit() -> None:
    dice = Random(46)  # noqa: S311 - invented amounts, the same ones each time
    for number in range(100_000):
        currency = dice.choice(BY_DIGITS[(0, 2, 3)[number % 3]])
        lines = [
            LineItem(
                quantity=Decimal(dice.randint(-5_000, 5_000)).scaleb(-dice.randint(0, 3)),
                unit_price=Decimal(dice.randint(0, 10**7)).scaleb(-dice.randint(0, 4)),
                tax_rate=dice.choice(RATES),
            )
            for _line in range(dice.randint(1, 4))
        ]
        totals = totals_of(lines, currency)
        unit = Decimal(1).scaleb(-minor_digits(currency))
        assert from_minor(totals.net, currency) == sum(
            _rounded(i.quantity * i.unit_price, unit) for i in lines
        )
        for one in totals.rates:
            exact = Fraction(from_minor(one.net, currency)) * Fraction(one.rate) / 100
            assert abs(Fraction(from_minor(one.tax, currency)) - exact) <= Fraction(unit) / 2
        assert totals.total == sum(one.net + one.tax for one in totals.rates)


def _rounded(amount: Decimal, unit: Decimal) -> Decimal:
    # A second way to the same answer, in whole numbers.
    halves = Fraction(amount) / Fraction(unit) * 2
    away = (abs(halves) + 1) // 2
    return unit * (int(away) if amount >= 0 else -int(away))


def test_there_are_currencies_with_no_two_and_three_decimals() -> None:
    assert {"JPY", "KRW"} <= set(BY_DIGITS[0])
    assert {"EUR", "GBP"} <= set(BY_DIGITS[2])
    assert {"KWD", "BHD"} <= set(BY_DIGITS[3])


def test_half_a_unit_goes_away_from_zero_and_currencies_do_not_mix() -> None:
    assert to_minor(Decimal("0.125"), "EUR") == 13
    assert to_minor(Decimal("-0.125"), "EUR") == -13
    assert str(money(1250, "KWD").amount) == "1.250"
    with pytest.raises(TypeError):
        money(1, "EUR") + money(1, "GBP")
    with pytest.raises(ValueError, match="no currency"):
        minor_digits("XQQ")


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (InvoiceFacts(total=100), InvoiceState.DRAFT),
        (InvoiceFacts(total=100, issued=True), InvoiceState.ISSUED),
        (InvoiceFacts(total=100, issued=True, sent=True), InvoiceState.SENT),
        (InvoiceFacts(total=100, issued=True, sent=True, paid=40), InvoiceState.PART_PAID),
        (InvoiceFacts(total=100, issued=True, paid=40, due=date(2026, 6, 1)), InvoiceState.OVERDUE),
        (InvoiceFacts(total=100, issued=True, due=date(2026, 6, 2)), InvoiceState.ISSUED),
        (InvoiceFacts(total=100, issued=True, paid=100, due=date(2026, 1, 1)), InvoiceState.PAID),
        (InvoiceFacts(total=0, issued=True), InvoiceState.PAID),
        (InvoiceFacts(total=100, issued=True, voided=True, paid=10), InvoiceState.VOID),
    ],
)
def test_one_word_for_an_invoice(facts: InvoiceFacts, state: InvoiceState) -> None:
    assert state_of(facts, date(2026, 6, 2)) is state


def test_a_stopped_day_is_never_billed() -> None:
    served = Days(first=date(2026, 6, 11))
    holiday = Days(first=date(2026, 6, 20), end=date(2026, 6, 25))
    overlapping = Days(first=date(2026, 6, 24), end=date(2026, 6, 27))
    assert days_run(JUNE, served, []) == 20
    assert days_run(JUNE, served, [holiday, overlapping]) == 13
    assert days_run(JUNE, served, [Days(first=date(2026, 5, 1))]) == 0
    assert days_run(JUNE, Days(first=date(2026, 7, 1)), []) == 0


@pytest.mark.parametrize(
    ("rule", "none", "some", "every"),
    [
        (PartPeriod.WHOLE, Fraction(0), Fraction(1), Fraction(1)),
        (PartPeriod.NONE, Fraction(0), Fraction(0), Fraction(1)),
        (PartPeriod.BY_DAY, Fraction(0), Fraction(1, 3), Fraction(1)),
    ],
)
def test_what_a_part_of_a_period_costs(
    rule: PartPeriod, none: Fraction, some: Fraction, every: Fraction
) -> None:
    assert [share(JUNE, days, rule) for days in (0, 10, 30)] == [none, some, every]
    assert to_minor(share_of(Decimal("10.00"), Fraction(1, 3)), "EUR") == 333


days = st.dates(date(2026, 5, 1), date(2026, 8, 1))


@given(first=days, last=days, stops=st.lists(st.tuples(days, days | st.none()), max_size=4))
def test_days_are_counted_as_one_would_by_hand(
    first: date, last: date, stops: list[tuple[date, date | None]]
) -> None:
    by_hand = sum(
        first <= day < last
        and not any(since <= day and (until is None or day < until) for since, until in stops)
        for day in (JUNE.first + timedelta(days=n) for n in range(30))
    )
    counted = [Days(first=since, end=until) for since, until in stops]
    assert days_run(JUNE, Days(first=first, end=last), counted) == by_hand


def test_a_month_is_the_calendars() -> None:
    assert month_of(date(2026, 6, 30)) == JUNE
    assert month_of(date(2028, 2, 29)).end == date(2028, 3, 1)
