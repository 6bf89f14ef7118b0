"""A billing run, or its preview, as people read it in a terminal (R42)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.core.billing_runs import LEFT_OUT_WORDS, REMARK_WORDS, LeftOutReason, Remark
from tenure.operations.billing_run_preview import RunPreview
from tenure.records.billing_runs import BillingRun, left_out_counts
from tenure.speech.amounts import money_in_words
from tenure.speech.speak import speak


def print_preview(preview: RunPreview, period: str, *, changed: bool) -> None:
    """Counts, sums, who is left out and why, what is worth a look."""
    if changed:
        screen.line(_("The facts have changed. This is what would happen now."), style="yellow")
    left_out = [(reason, preview.left_out[reason]) for reason in LeftOutReason if preview.left_out[reason]]
    _print(period, preview.run.scope.name, preview.invoices, preview.customers)
    _sums([(code, one.total) for code, one in preview.sums.items()])
    _reasons(left_out)
    looks = [(speak(REMARK_WORDS[one]), preview.remarks[one]) for one in Remark if preview.remarks[one]]
    if looks:
        screen.line()
        screen.table((_("Worth a look"), _("Customers")), [(said, str(count)) for said, count in looks])
    screen.line()
    screen.line(_("Nothing was written. To do exactly this, repeat with: --digest %s --yes") % preview.digest)


def print_run(run: BillingRun, period: str) -> None:
    """What was made."""
    _print(period, run.scope_name, run.invoiced, run.done)
    _sums(sorted(run.totals.items()))
    _reasons(left_out_counts(run))
    screen.line()
    screen.line(_("Done: %(id)s") % {"id": run.id}, style="green")


def _print(period: str, scope: str, invoices: int, customers: int) -> None:
    screen.line(f"{period}, {scope or _('everybody')}", style="bold")
    said = _("Invoices: %(invoices)d, of %(customers)d customers.")
    screen.line(said % {"invoices": invoices, "customers": customers})


def _sums(totals: Sequence[tuple[str, int]]) -> None:
    for code, units in totals:
        screen.line(_("Total: %s") % money_in_words(units, code))


def _reasons(left_out: Sequence[tuple[LeftOutReason, int]]) -> None:
    if left_out:
        screen.line()
        rows = [(speak(LEFT_OUT_WORDS[reason]), str(count)) for reason, count in left_out]
        screen.table((_("Left out because"), _("Customers")), rows)
