"""How billing runs are said on pages: month, scope, state, sums (R42)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tenure.core.billing_runs import REMARK_WORDS, LeftOutReason, Remark
from tenure.records.billing_runs import BillingRun, RunState
from tenure.speech.amounts import money_in_words
from tenure.web.invoice_words import Look

STATES: Final = {
    RunState.WAITING: Look(text=gettext_lazy("Waiting"), tone="info", icon="clock"),
    RunState.RUNNING: Look(text=pgettext_lazy("billing run", "Running"), tone="info", icon="refresh"),
    RunState.STOPPED: Look(text=pgettext_lazy("billing run", "Stopped"), tone="warn", icon="ban"),
    RunState.DONE: Look(text=pgettext_lazy("billing run", "Done"), tone="good", icon="check"),
    RunState.FAILED: Look(text=pgettext_lazy("billing run", "Failed"), tone="bad", icon="error"),
}
# A reason as the head of a list; core's sentence says more.
REASONS: Final[dict[LeftOutReason, Promise]] = {
    LeftOutReason.DEACTIVATED: gettext_lazy("Deactivated"),
    LeftOutReason.NO_SERVICES: gettext_lazy("No services"),
    LeftOutReason.BILLED_ALREADY: gettext_lazy("Billed already"),
    LeftOutReason.STOPPED: gettext_lazy("Stopped for the whole period"),
    LeftOutReason.IN_PART: gettext_lazy("Ran on some days only"),
    LeftOutReason.NOT_YET: gettext_lazy("Not begun yet"),
    LeftOutReason.ENDED: gettext_lazy("Ended before"),
    LeftOutReason.NO_VISIT: gettext_lazy("No visit to bill"),
    LeftOutReason.NOTHING_TO_PAY: gettext_lazy("Nothing to pay"),
}
REMARKS: Final[dict[Remark, Promise]] = {
    Remark.IN_PART: gettext_lazy("Services billed in part"),
    Remark.WITHOUT_SOME: gettext_lazy("Without a stopped service"),
    Remark.ZERO: gettext_lazy("Invoices over nothing"),
    Remark.NO_EMAIL: gettext_lazy("No e-mail address"),
}
assert set(REMARKS) == set(REMARK_WORDS)


def month_in_words(first: date) -> str:
    """A month as people write it at the head of something: May 2026."""
    return capfirst(date_format(first, "F Y"))


def look_of_run(run: BillingRun) -> Look:
    """The state of a run."""
    return STATES[RunState(run.state)]


def scope_in_words(name: str) -> str:
    """Whom a run bills."""
    return name or _("Everybody")


def sums_in_words(totals: Mapping[str, int]) -> list[str]:
    """Totals, one sentence part for each currency."""
    return [money_in_words(units, currency) for currency, units in sorted(totals.items())]
