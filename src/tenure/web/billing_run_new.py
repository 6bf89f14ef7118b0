"""A new billing run: choose, look at what would happen, confirm just that (R42, R50)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.core.billing_runs import LeftOutReason, Remark
from tenure.operations.billing_run_preview import Outcome, Pick, RunPreview, preview_run
from tenure.operations.billing_run_work import work_on
from tenure.operations.billing_runs import PreviewChanged, start_run
from tenure.operations.errors import Invalid
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of, today_of
from tenure.speech.speak import speak
from tenure.web.billing_run_forms import EVERYBODY, RunForm
from tenure.web.billing_run_frame import Listing, listing_of, may_bill
from tenure.web.billing_run_words import REASONS, REMARKS, month_in_words, scope_in_words, sums_in_words
from tenure.web.here import FirmRequest, firm_member

LISTED = 50
# So few customers are billed before a worker has looked up.
AT_ONCE = 1_000
CHANGED = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """One customer in a list of the preview."""

    id: str
    name: str
    amounts: list[str]
    lines: int


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def billing_run_new(request: FirmRequest) -> HttpResponse:
    """Asks, and once asked shows the preview; what is confirmed under its receipt begins."""
    may_bill(request)
    asked = request.POST if request.method == "POST" else request.GET
    if not asked:
        firm = firm_of(request.actor)
        today = today_of(firm, timezone.now())
        begun = {
            "month": _month_before(today),
            "who": EVERYBODY,
            "zero": policy_of(firm).billing.zero_invoices,
        }
        return _page(request, RunForm(request.actor, initial=begun))
    form = RunForm(request.actor, asked)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        if request.method == "POST":
            return _start(request, form)
        preview = preview_run(form.wish(), pick=_pick(asked), actor=request.actor)
    except Invalid as invalid:
        form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
        return _page(request, form, status=422)
    except PreviewChanged as changed:
        return _page(request, form, changed.preview, moved=True, status=CHANGED)
    return _page(request, form, preview)


def _start(request: FirmRequest, form: RunForm) -> HttpResponse:
    digest = request.POST.get("digest", "")
    run = start_run(form.wish(), digest=digest, pick=Pick(limit=LISTED), actor=request.actor)
    if run.customers <= AT_ONCE:
        work_on(run.id)
        run.refresh_from_db()
    if run.finished_at is not None and not run.last_error:
        messages.success(request, _("The run is done."))
    return redirect("billing_run", run.id)


def _page(
    request: FirmRequest,
    form: RunForm,
    preview: RunPreview | None = None,
    *,
    moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, object] = {"form": form, "moved": moved, "preview": preview}
    if preview is not None:
        context |= _shown(request, form, preview)
    return render(request, "billing/new.html", context, status=status)


def _shown(request: FirmRequest, form: RunForm, preview: RunPreview) -> dict[str, object]:
    asked = request.GET if request.method != "POST" else QueryDict()
    pick = _pick(asked)
    said = {"month": f"{preview.run.rules.period.first:%Y-%m}", "who": str(form["who"].value())}
    said |= {"zero": "on"} if preview.run.rules.zero_invoices else {}
    return {
        "month": month_in_words(preview.run.rules.period.first),
        "who": scope_in_words(preview.run.scope.name),
        "totals": sums_in_words({code: one.total for code, one in preview.sums.items()}),
        "left_out": preview.left_out.total(),
        "listing": _listing(preview, pick, said),
        "rows": [_row(outcome) for outcome in preview.picked],
        "reason": pick.of if isinstance(pick.of, LeftOutReason) else None,
        "next": _address(said, pick.of, preview.picked[-1].client) if preview.more else "",
        "previous": _address(said, pick.of) if pick.after else "",
        "said": said,
        "not_over": _not_over(preview),
    }


def _listing(preview: RunPreview, pick: Pick, said: dict[str, str]) -> Listing:
    return listing_of(
        invoices=preview.invoices,
        left_out=[(reason, preview.left_out[reason]) for reason in LeftOutReason if preview.left_out[reason]],
        remarks=[(remark, preview.remarks[remark]) for remark in Remark if preview.remarks[remark]],
        chosen=pick.of,
        address=lambda of: _address(said, of),
    )


def _row(outcome: Outcome) -> CustomerRow:
    totals = {bill.currency: bill.total for bill in outcome.bills}
    return CustomerRow(
        id=outcome.client,
        name=outcome.name,
        amounts=sums_in_words(totals),
        lines=sum(len(bill.lines) for bill in outcome.bills),
    )


def _pick(asked: QueryDict) -> Pick:
    wanted = asked.get("of", "")
    choices: tuple[LeftOutReason | Remark, ...] = (*REASONS, *REMARKS)
    found = next((one for one in choices if one == wanted), None)
    return Pick(of=found, after=asked.get("after", "")[:40], limit=LISTED)


def _address(said: dict[str, str], of: LeftOutReason | Remark | None, after: str = "") -> str:
    more = {name: value for name, value in (("of", of or ""), ("after", after)) if value}
    return f"?{urlencode({**said, **more})}"


def _not_over(preview: RunPreview) -> bool:
    end = preview.run.rules.period.end
    return end is not None and today_of(preview.run.firm, timezone.now()) < end


def _month_before(today: date) -> date:
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
