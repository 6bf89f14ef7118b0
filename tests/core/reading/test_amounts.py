"""An amount is the same amount however it is written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.core.reading.amounts import amounts_in, number

CENTS = st.integers(min_value=0, max_value=99_999_999_999).map(lambda units: Decimal(units).scaleb(-2))
# Grouping and point: English, German, French (three kinds of space), Swiss (two apostrophes), plain.
FORMS = (
    (",", "."),
    (".", ","),
    (" ", ","),
    ("\u00a0", ","),
    ("\u202f", ","),
    ("'", "."),
    ("’", "."),
    ("", "."),
    ("", ","),
)
MARKS = ("{}", "{} €", "€{}", "€ {}", "EUR {}", "{} EUR", "${}", "£{}", "CHF {}", "{}€", "{} Euro", "US${}")


def written(amount: Decimal, grouping: str, point: str) -> str:
    whole, _, cents = f"{amount:,.2f}".partition(".")
    return whole.replace(",", grouping) + point + cents


@given(amount=CENTS, form=st.sampled_from(FORMS), mark=st.sampled_from(MARKS))
def test_every_form_is_read_back(amount: Decimal, form: list[str], mark: str) -> None:
    [read] = amounts_in(f"Total: {mark.format(written(amount, *form))}")
    assert read.value == amount
    assert read.money


@given(
    amount=CENTS.filter(bool),
    form=st.sampled_from(FORMS),
    sign=st.sampled_from(("-{}", "{}-", "({})", "−{}", "- {}")),
)
def test_every_minus_is_read(amount: Decimal, form: list[str], sign: str) -> None:
    [read] = amounts_in(sign.format(written(amount, *form)))
    assert read.value == -amount


@given(whole=st.integers(min_value=1000, max_value=10**9), grouping=st.sampled_from([",", ".", " ", "'"]))
def test_whole_amounts_in_groups_are_whole(whole: int, grouping: str) -> None:
    assert number(f"{whole:,}".replace(",", grouping)) == whole


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.56", "1234.56"),
        ("0.125", "0.125"),
        ("1.234,567", "1234.567"),
        ("12", "12"),
        ("12.5", "12.5"),
        ("7°212.14", "7212.14"),
    ],
)
def test_odd_ones(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["12.03.2026", "12:30", "A12.50", "2026-03-12", "12/34.50", "1.2.3.4"])
def test_dates_times_and_codes_are_no_amounts(text: str) -> None:
    assert [amount for amount in amounts_in(text) if amount.money] == []


def test_a_percentage_is_no_money_and_columns_are_apart() -> None:
    rate, quantity, amount = amounts_in("19,00 %\t2\t100,00")
    assert (rate.percent, rate.money) == (True, False)
    assert (quantity.value, quantity.money) == (Decimal(2), False)
    assert (amount.value, amount.money) == (Decimal(100), True)


@given(text=st.text(alphabet="0123456789.,' €$%()-\tEURx", max_size=40))
def test_no_row_of_signs_is_too_odd(text: str) -> None:
    for amount in amounts_in(text):
        assert 0 <= amount.start < amount.end <= len(text)
