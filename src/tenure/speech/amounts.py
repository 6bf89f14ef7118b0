"""An amount of money as people read it, in the active language: 1,234.50 EUR (R46)."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tenure.core.money import from_minor, minor_digits


def money_in_words(units: int, currency: str) -> str:
    """So many minor units of a currency, with its own number of decimals."""
    amount = from_minor(units, currency)
    return _("%(amount)s %(currency)s") % {
        "amount": number_format(amount, decimal_pos=minor_digits(currency), force_grouping=True),
        "currency": currency,
    }
