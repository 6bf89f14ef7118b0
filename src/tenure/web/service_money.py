"""What a service costs, in words: a price for a month or a visit, and what it comes to where there is more than one."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tenure.core.money import minor_digits

CENTS = 2


def price_in_words(price: Decimal, currency: str) -> str:
    """An amount with its currency: its own decimals, and those of a price that is finer than a coin."""
    return _("%(amount)s %(currency)s") % {
        "amount": number_format(price, decimal_pos=_decimals(price, currency), force_grouping=True),
        "currency": currency,
    }


def total_in_words(price: Decimal, currency: str, quantity: int) -> str:
    """The quantity and what it comes to; nothing for a single one."""
    if quantity == 1:
        return ""
    total = price_in_words(price * quantity, currency)
    return _("× %(quantity)s = %(total)s") % {
        "quantity": number_format(quantity, force_grouping=True),
        "total": total,
    }


def per_in_words(*, recurring: bool) -> str:
    """What its price is for: a month of a recurring one, a visit of one on request."""
    return _("per month") if recurring else _("per visit")


def rounded_for_a_field(number: Decimal | None, least: int = 0) -> Decimal | None:
    """The number as a person would type it: without the zeros that a column adds, with at least so many decimals."""
    if number is None:
        return None
    return number.quantize(Decimal(1).scaleb(-max(_places(number), least)))


def _decimals(price: Decimal, currency: str) -> int:
    try:
        own = minor_digits(currency)
    except ValueError:
        # What was brought in long ago may name none.
        own = CENTS
    return max(own, _places(price))


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
