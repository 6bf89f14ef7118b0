"""The billing runs of a firm: all of them, one at work, one that is done with its invoices and whom it left out (R42)."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from tenure.core.billing_runs import TROUBLE_WORDS, LeftOutReason
from tenure.operations.billing_runs import RESUMABLE, STOPPABLE, resume_run, stop_run
from tenure.operations.errors import Invalid, Missing
from tenure.records.billing_runs import (
    BillingRun,
    invoice_page,
    left_out_counts,
    left_out_page,
    run_of,
    runs_of,
    trouble_of,
    unsent_count,
)
from tenure.records.policies import today_of
from tenure.speech.speak import speak
from tenure.web.billing_run_frame import Choice, listing_of, may_bill
from tenure.web.billing_run_words import look_of_run, month_in_words, scope_in_words, sums_in_words
from tenure.web.here import FirmRequest, firm_member
from tenure.web.invoice_words import Look, look_of

LISTED = 50
LONGEST_NUMBER = 9  # digits


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run in words."""

    run: BillingRun
    month: str
    who: str
    look: Look
    totals: list[str]


@require_safe
@firm_member
def billing_runs(request: FirmRequest) -> HttpResponse:
    """All runs, the newest first."""
    may_bill(request)
    page = Paginator(runs_of(request.actor), LISTED).get_page(request.GET.get("page"))
    previous = f"?page={page.previous_page_number()}" if page.has_previous() else ""
    following = f"?page={page.next_page_number()}" if page.has_next() else ""
    rows = [in_words(run) for run in page.object_list]
    return render(request, "billing/runs.html", {"rows": rows, "previous": previous, "next": following})


@require_safe
@firm_member
def billing_run(request: FirmRequest, run_id: str) -> HttpResponse:
    """How far a run is, or what it made and whom it left out."""
    run = found(request, run_id)
    counts = left_out_counts(run)
    asked = request.GET.get("of", "")
    chosen = LeftOutReason(asked) if asked in set(LeftOutReason) else None
    context = {
        **_known(run),
        "listing": listing_of(
            invoices=run.invoiced, left_out=counts, remarks=(), chosen=chosen, address=_address
        ),
        "reason": chosen,
        "unsent": unsent_count(run) if run.state not in STOPPABLE else 0,
        **_list(request, run, chosen),
    }
    return render(request, "billing/run.html", context)


@require_safe
@firm_member
def billing_run_progress(request: FirmRequest, run_id: str) -> HttpResponse:
    """The bar alone, asked for every second; once the run rests the page comes anew."""
    run = found(request, run_id)
    if run.state not in STOPPABLE:
        return HttpResponseClientRefresh()
    return render(request, "billing/run.html#bar", _known(run))


@require_POST
@firm_member
def billing_run_stop(request: FirmRequest, run_id: str) -> HttpResponse:
    """Stops it behind the customers that are done."""
    try:
        stop_run(run_id, actor=request.actor)
    except Invalid as invalid:
        messages.error(request, speak(invalid.message))
    else:
        messages.success(request, _("The run is stopped. What it has billed stays billed."))
    return redirect("billing_run", run_id)


@require_POST
@firm_member
def billing_run_resume(request: FirmRequest, run_id: str) -> HttpResponse:
    """Goes on with it."""
    try:
        resume_run(run_id, actor=request.actor)
    except Invalid as invalid:
        messages.error(request, speak(invalid.message))
    return redirect("billing_run", run_id)


def found(request: FirmRequest, run_id: str) -> BillingRun:
    """A run of the reader's firm. Raises NotAllowed and Missing."""
    may_bill(request)
    run = run_of(request.actor, run_id)
    if run is None:
        raise Missing(run_id)
    return run


def in_words(run: BillingRun) -> RunRow:
    """A run as it is shown."""
    return RunRow(
        run=run,
        month=month_in_words(run.period_first),
        who=scope_in_words(run.scope_name),
        look=look_of_run(run),
        totals=sums_in_words(run.totals),
    )


def _known(run: BillingRun) -> dict[str, object]:
    trouble = trouble_of(run)
    return {
        "one": in_words(run),
        "run": run,
        "working": run.state in STOPPABLE,
        "resumable": run.state in RESUMABLE,
        "waiting": run.lease_until is None,
        "trouble": speak(TROUBLE_WORDS[trouble]) if trouble is not None else "",
    }


def _list(request: FirmRequest, run: BillingRun, chosen: LeftOutReason | None) -> dict[str, object]:
    after = request.GET.get("after", "")[:40]
    previous = _address(chosen) if after else ""
    if chosen is not None:
        left_out = left_out_page(run, chosen, after=after, limit=LISTED)
        following = _address(chosen, left_out.next) if left_out.next else ""
        return {"left_out": left_out.rows, "previous": previous, "next": following}
    number = int(after) if after.isdecimal() and len(after) <= LONGEST_NUMBER else 0
    page = invoice_page(run, after=number, limit=LISTED)
    today = today_of(run.firm, timezone.now())
    rows = [(invoice, look_of(invoice, today)) for invoice in page.rows]
    following = _address(None, page.next) if page.next else ""
    return {"invoices": rows, "previous": previous, "next": following}


def _address(of: Choice, after: str = "") -> str:
    return f"?{urlencode({name: value for name, value in (('of', of or ''), ('after', after)) if value})}"
