"""What the firm pays for Tenure: how many clients count, what they come to, and other plans to choose (R47)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenure.core.actor import Right
from tenure.core.firm_plan_change import PlanChange
from tenure.core.firm_plans import firm_plan
from tenure.core.firm_plans.firm_plan import FirmPlan
from tenure.operations.errors import Invalid
from tenure.operations.firm_plans import choose_plan, look_at_plan
from tenure.operations.permission import not_allowed
from tenure.records.firm_subscription import firm_subscription_of
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of
from tenure.speech.amounts import money_in_words
from tenure.speech.speak import speak
from tenure.web.firm_tabs import firm_tabs
from tenure.web.here import FirmRequest, firm_member

LONGEST_RECEIPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A plan with its prices in words; `month` is what it comes to for the clients that count now."""

    code: str
    name: str
    summary: str
    base: str
    included: int
    client: str
    month: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def firm_subscription(request: FirmRequest) -> HttpResponse:
    """The plan and the count; with ?plan= what another one comes to, which POST takes."""
    if not request.actor.may(Right.POLICY):
        raise not_allowed(request.place.firm)
    code = request.GET.get("plan", "")
    if request.method == "POST":
        return _choose(request, code)
    return _asked(request, code) if code else _page(request)


def _page(request: FirmRequest) -> HttpResponse:
    firm = firm_of(request.actor)
    found = firm_subscription_of(firm, at=timezone.now())
    context = {
        "tabs": firm_tabs(policy_of(firm), "firm_subscription"),
        "found": found,
        "plan": _row(found.plan, firm.currency, found.month) if found.plan is not None else None,
        "month": money_in_words(found.month, found.currency),
        "offers": [_row(plan, firm.currency, change.month_after) for plan, change in found.offers],
    }
    return render(request, "firm/subscription.html", context)


def _asked(request: FirmRequest, code: str, *, changed: bool = False, status: int = 200) -> HttpResponse:
    try:
        change = look_at_plan(code, actor=request.actor)
    except Invalid as invalid:
        messages.info(request, speak(invalid.message))
        return redirect("firm_subscription")
    return render(request, "firm/plan.html", _in_words(request, change) | {"changed": changed}, status=status)


def _choose(request: FirmRequest, code: str) -> HttpResponse:
    try:
        change = choose_plan(code, seen=request.POST.get("seen", "")[:LONGEST_RECEIPT], actor=request.actor)
    except Invalid as invalid:
        if invalid.field == "seen":
            return _asked(request, code, changed=True, status=409)
        messages.info(request, speak(invalid.message))
        return redirect("firm_subscription")
    messages.success(request, _("Your plan is %(plan)s now.") % {"plan": _name(change.after)})
    return redirect("firm_subscription")


def _in_words(request: FirmRequest, change: PlanChange) -> dict[str, object]:
    firm, plan = firm_of(request.actor), firm_plan(change.after)
    if plan is None:
        raise Http404
    return {
        "change": change,
        "plan": _row(plan, firm.currency, change.month_after),
        "before": _name(change.before) if change.before else "",
        "month_before": money_in_words(change.month_before, change.currency),
        "dearer": change.month_after > change.month_before,
        "difference": money_in_words(abs(change.month_after - change.month_before), change.currency),
    }


def _row(plan: FirmPlan, currency: str, month: int) -> PlanRow:
    price, locale = plan.price_in(currency), translation.get_language() or "en"
    return PlanRow(
        code=plan.code,
        name=plan.name.read_in(locale),
        summary=plan.summary.read_in(locale),
        base=money_in_words(price.base, price.currency),
        included=plan.included,
        client=money_in_words(price.client, price.currency),
        month=money_in_words(month, price.currency),
    )


def _name(code: str) -> str:
    plan = firm_plan(code)
    return plan.name.read_in(translation.get_language() or "en") if plan is not None else code
