"""Amounts of money: whole minor units of a currency, shown and calculated as decimals (R46)."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from moneyed import CurrencyDoesNotExist, Money, get_currency


@cache
def minor_digits(currency: str) -> int:
    """How many decimals a currency has: 0 for JPY, 2 for EUR, 3 for KWD. Raises ValueError for no currency."""
    try:
        found = get_currency(currency)
    except CurrencyDoesNotExist as error:
        raise ValueError(f"{currency!r} is no currency") from error
    return len(str(found.sub_unit)) - 1


def to_minor(amount: Decimal, currency: str) -> int:
    """`amount` in whole minor units, half a unit rounded away from zero."""
    return int(amount.scaleb(minor_digits(currency)).to_integral_value(ROUND_HALF_UP))


def from_minor(units: int, currency: str) -> Decimal:
    """The decimal amount of so many minor units, with the currency's own decimals."""
    return Decimal(units).scaleb(-minor_digits(currency))


def money(units: int, currency: str) -> Money:
    """So many minor units as money, which refuses to be added to another currency's."""
    return Money(from_minor(units, currency), get_currency(currency))
