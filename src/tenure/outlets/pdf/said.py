"""How papers write numbers and days, in the language that is active."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tenure.core.billing import Days
from tenure.core.money import from_minor, minor_digits


def amount(units: int, currency: str) -> str:
    """Minor units as a figure, without the currency: 1,234.50."""
    return number_format(from_minor(units, currency), decimal_pos=minor_digits(currency), force_grouping=True)


def price(value: Decimal, currency: str) -> str:
    """A price, with more decimals than the currency has only where it needs them."""
    decimals = max(minor_digits(currency), -_exponent(value))
    return number_format(value, decimal_pos=decimals, force_grouping=True)


def figure(value: Decimal) -> str:
    """A quantity or a rate, as short as it can be."""
    return number_format(value, decimal_pos=max(-_exponent(value), 0), force_grouping=True)


def day(value: date) -> str:
    """A day in words."""
    return date_format(value, "DATE_FORMAT")


def days(period: Days) -> str:
    """A period; its last day counts."""
    if period.end is None:
        return _("from %(first)s") % {"first": day(period.first)}
    last = period.end - timedelta(days=1)
    if last == period.first:
        return day(last)
    return _("%(first)s to %(last)s") % {"first": day(period.first), "last": day(last)}


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
