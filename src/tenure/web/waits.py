"""The waits that run, who asks for an early return, and their calendar (R22)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_POST, require_safe

from tenure.core.actor import Right
from tenure.operations.errors import Invalid
from tenure.operations.tokens import hash_of
from tenure.operations.waits import (
    approve_early_return,
    ask_early_return,
    decline_early_return,
    new_calendar,
)
from tenure.outlets.calendar import CalendarDay, calendar
from tenure.records.firms import firm_of
from tenure.records.pending_waits import FirmCalendar, asked_early, calendar_of, pending_waits
from tenure.speech.speak import speak
from tenure.web.here import FirmRequest, firm_member


@require_safe
@firm_member
def early_returns(request: FirmRequest) -> HttpResponse:
    """The requests that are open, then the waits by day, each with a place to ask."""
    return _show(request)


@require_POST
@firm_member
def early_return(request: FirmRequest, wait: str) -> HttpResponse:
    """Asks for, approves or declines one early return; the pressed button says which."""
    sent, actor, at = request.POST, request.actor, timezone.now()
    acts: dict[str, tuple[Callable[[], None], str]] = {
        "ask": (
            lambda: ask_early_return(wait, reason=sent.get("reason", ""), actor=actor, at=at),
            _("The other administrators are asked. Nothing changes until one of them approves."),
        ),
        "approve": (
            lambda: approve_early_return(wait, actor=actor, at=at),
            _("The early return is approved: it can be reactivated now."),
        ),
        "decline": (
            lambda: decline_early_return(wait, actor=actor, at=at),
            _("The request is off the list. The wait goes on."),
        ),
    }
    act, said = acts.get(sent.get("act", ""), (None, ""))
    if act is None:
        raise Http404
    try:
        act()
    except Invalid as invalid:
        return _show(request, wait=wait, problem=speak(invalid.message), typed=sent.get("reason", ""))
    messages.success(request, said)
    return redirect("early_returns")


@require_POST
@firm_member
def calendar_address(request: FirmRequest) -> HttpResponse:
    """Makes the firm a new calendar address and shows it this once; an earlier one stops working."""
    token = new_calendar(actor=request.actor, at=timezone.now())
    address = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
    return _show(request, address=address)


@require_safe
@conditional_page
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself. Whoever knows the address may read it; there is no sign-in in calendar programs."""
    found = calendar_of(hash_of(token), at=timezone.now())
    if found is None:
        raise Http404
    with translation.override(found.locale):
        name = _("%(firm)s: waits that end") % {"firm": found.firm_name}
        file = calendar(name, _days(found, request.build_absolute_uri(reverse("early_returns"))))
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _show(
    request: FirmRequest, *, wait: str = "", problem: str = "", typed: str = "", address: str = ""
) -> HttpResponse:
    actor, at = request.actor, timezone.now()
    context = {
        "asked": asked_early(actor, at=at),
        "page": pending_waits(actor, at=at, after=request.GET.get("after", "")),
        "may_ask": actor.may(Right.REACTIVATE),
        "may_approve": actor.may(Right.TEAM),
        "me": actor.person,
        "problem": problem,
        "problem_wait": wait,
        "typed": typed[:2_000],
        "address": address,
        "has_calendar": firm_of(actor).calendar_token_hash is not None,
    }
    return render(request, "waits/early_returns.html", context, status=422 if problem else 200)


def _days(found: FirmCalendar, address: str) -> list[CalendarDay]:
    return [
        CalendarDay(
            id=end.id,
            day=end.day,
            summary=_("%(product)s of %(client)s can be reactivated")
            % {"product": end.product, "client": end.client_name},
            description=_("The wait is over on this day. Nothing happens by itself."),
            url=address,
            stamp=end.since,
        )
        for end in found.ends
    ]
