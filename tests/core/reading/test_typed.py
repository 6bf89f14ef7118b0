"""What people type is understood in their language, and in the other one where it can mean one thing only (R20)."""

import pytest

from tenure.core.reading.typed import amount_typed, currency_typed, day_typed, fits, percent_typed


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("1,234.56", "1234.56", "1234.56"),
        ("1 234,56", "1234.56", "1234.56"),
        ("1\u202f234,56", "1234.56", "1234.56"),
        ("1.234,56", "1234.56", "1234.56"),
        ("1'234.50", "1234.50", "1234.50"),
        ("1,234", "1234.00", "1.234"),
        ("1.234", "1.234", "1234.00"),
        ("0,125", "0.125", "0.125"),
        ("12", "12.00", "12.00"),
        ("€ 12.5", "12.50", "12.50"),
        ("12,50 EUR", "12.50", "12.50"),
        ("-12", "-12.00", "-12.00"),
        ("-0", "0.00", "0.00"),
        ("1 23 4", None, None),
        ("1,2,3", None, None),
        ("1.2.3,4", None, None),
        ("12.", None, None),
        ("twelve", None, None),
        ("1e5", None, None),
        ("²", None, None),
        ("٣", "3.00", "3.00"),
        ("9" * 13, None, None),
    ],
)
def test_amounts(text: str, english: str | None, french: str | None) -> None:
    assert amount_typed(text, decimal_mark=".", currency="EUR") == english
    assert amount_typed(text, decimal_mark=",", currency="EUR") == french


def test_amounts_have_the_decimals_of_their_currency() -> None:
    assert amount_typed("1,234", decimal_mark=".", currency="JPY") == "1234"
    assert amount_typed("1.5", decimal_mark=".", currency="KWD") == "1.500"
    assert fits("1.500", "KWD")
    assert not fits("1.5", "JPY")
    assert not fits("1.005", "EUR")
    assert fits("1.005", "")


@pytest.mark.parametrize(
    ("text", "country", "day"),
    [
        ("3/11/2026", "GB", "2026-11-03"),
        ("3/11/2026", "US", "2026-03-11"),
        ("25/11/2026", "US", "2026-11-25"),
        ("3.11.26", "DE", "2026-11-03"),
        ("2026-11-03", "US", "2026-11-03"),
        ("3 November 2026", "GB", "2026-11-03"),
        ("1er mars 2026", "FR", "2026-03-01"),
        ("31/02/2026", "GB", None),
        ("3/11", "GB", None),
        ("on 3/11/2026", "GB", None),
        ("3/11/2026 4/11/2026", "GB", None),
        ("", "GB", None),
    ],
)
def test_days(text: str, country: str, day: str | None) -> None:
    assert day_typed(text, language="en", country=country) == day


def test_french_days_come_first_whatever_the_country() -> None:
    assert day_typed("3/11/2026", language="fr", country="US") == "2026-11-03"


def test_rates_and_currencies() -> None:
    assert percent_typed("5,5 %", decimal_mark=",") == "5.5"
    assert percent_typed("20", decimal_mark=".") == "20"
    assert percent_typed("101", decimal_mark=".") is None
    assert percent_typed("x", decimal_mark=".") is None
    assert currency_typed("eur") == "EUR"
    assert currency_typed("€") == "EUR"
    assert currency_typed("XQZ") is None
