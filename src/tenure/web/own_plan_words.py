"""What is done with a plan of one's own, as buttons and headings say it: one verb from the first click to the last."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tenure.core.own_plans.deeds import Deed

TITLES: Final[dict[Deed, Promise]] = {
    Deed.START_TRIAL: gettext_lazy("Start the free trial"),
    Deed.END_TRIAL: gettext_lazy("End the free trial"),
    Deed.SUBSCRIBE: gettext_lazy("Subscribe"),
    Deed.KEEP: gettext_lazy("Subscribe after the trial"),
    Deed.CHANGE: gettext_lazy("Change the plan"),
    Deed.TAKE_BACK: gettext_lazy("Take the change back"),
    Deed.RESUME: gettext_lazy("Resume the plan"),
    Deed.CANCEL: gettext_lazy("Cancel the plan"),
    Deed.END: gettext_lazy("End the plan"),
    Deed.RENEW: gettext_lazy("Begin the next month"),
}
DONE: Final[dict[Deed, Promise]] = {
    Deed.START_TRIAL: gettext_lazy("The free trial has begun."),
    Deed.END_TRIAL: gettext_lazy("The free trial has ended."),
    Deed.SUBSCRIBE: gettext_lazy("Your plan has begun."),
    Deed.KEEP: gettext_lazy("Your plan begins when the trial ends."),
    Deed.CHANGE: gettext_lazy("The new plan begins with the next month."),
    Deed.TAKE_BACK: gettext_lazy("The change is taken back."),
    Deed.RESUME: gettext_lazy("Your plan goes on."),
    Deed.CANCEL: gettext_lazy("Your plan is cancelled. It runs to the end of the month that is paid."),
    Deed.END: gettext_lazy("Your plan has ended."),
    Deed.RENEW: gettext_lazy("The next month has begun."),
}
# What takes something away wears the colour of it.
DANGEROUS: Final = frozenset({Deed.END_TRIAL, Deed.CANCEL, Deed.END})
PAYMENT_STATES: Final[dict[str, tuple[Promise, str]]] = {
    "due": (gettext_lazy("To be paid"), "warn"),
    "overdue": (gettext_lazy("Overdue"), "bad"),
    "paid": (gettext_lazy("Paid"), "good"),
    "waived": (gettext_lazy("Not to be paid"), "muted"),
}


def tone_of(deed: Deed) -> str:
    """How the last button looks."""
    return "danger" if deed in DANGEROUS else "primary"
