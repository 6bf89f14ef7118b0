"""The reasons of a survey in words; a policy may name others, which are then said as they are written."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Final[dict[str, Promise]] = {
    "price": _("Price"),
    "moving_accountant": _("Moving to another accountant"),
    "closing_business": _("The business closes"),
    "seasonal_pause": _("Seasonal pause"),
    "missing_features": _("Something is missing"),
    "too_complicated": _("Too complicated"),
    "unpaid_fees": _("Unpaid fees"),
    "other": _("Something else"),
}


def reason_in_words(code: str) -> str:
    """A reason as people read it."""
    known = REASONS.get(code)
    return str(known) if known is not None else code.replace("_", " ").capitalize()
