"""Types of suspension as people read them (R41)."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TYPES: Final[dict[str, Promise]] = {
    "vacation": _("Vacation"),
    "unpaid": _("Unpaid invoices"),
    "access": _("No access to the place"),
    "request": _("At the customer's request"),
    "other": _("Another one"),
    "days_late": _("Too many days late"),
    "over_limit": _("Balance over the limit"),
}


def type_in_words(code: str) -> str:
    """A type of suspension as people read it."""
    known = TYPES.get(code)
    return str(known) if known is not None else code.replace("_", " ").capitalize()
