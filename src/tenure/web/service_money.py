"""What a service costs, in words: a price, and what it comes to where there is more than one."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

CENTS = 2


def price_in_words(price: Decimal, currency: str) -> str:
    """An amount with its currency."""
    return _("%(amount)s %(currency)s") % {
        "amount": number_format(price, decimal_pos=CENTS, force_grouping=True),
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
