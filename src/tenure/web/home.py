"""The first page: what a firm should know this morning, calmly."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tenure.core.actor import Right
from tenure.records.firms import firm_of
from tenure.records.overview import latest_acts, letters_in_trouble, waits_ending
from tenure.records.policies import policy_of, today_of
from tenure.records.queries import counts
from tenure.web.client_story_lines import act_line
from tenure.web.here import FirmRequest, firm_member

SHOWN = 6


@require_safe
@firm_member
def home(request: FirmRequest) -> HttpResponse:
    """Counters, waits that end soon, what was done last, letters in trouble."""
    at, firm = timezone.now(), firm_of(request.actor)
    policy, today = policy_of(firm), today_of(firm, at)
    names = {product.code: product.name for product in policy.products}
    waits = waits_ending(request.actor, today=today)
    may_see_letters = request.actor.may(Right.OUTBOX)
    context = {
        "today": today,
        "numbers": counts(request.actor),
        "waits_total": len(waits),
        "waits": [(wait, names.get(wait.product, wait.product)) for wait in waits[:SHOWN]],
        "asked": sum(wait.asked for wait in waits),
        "acts": [act_line(act) for act in latest_acts(request.actor)],
        "may_see_letters": may_see_letters,
        "trouble": letters_in_trouble(request.actor, at=at) if may_see_letters else 0,
        "has_waits": policy.waits,
    }
    return render(request, "home/home.html", context)
