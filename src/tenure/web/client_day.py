"""A client and everything in it on one day, past or to come, and what comes by itself (R6)."""

import re
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from tenure.core.coming_up import coming_up
from tenure.core.facts import Facts
from tenure.records.history import facts_on
from tenure.web.client_frame import Frame, frame_of, show
from tenure.web.day_tree import SoonLine, day_tree, soon_lines
from tenure.web.here import FirmRequest, firm_member

YEARS = range(2000, 2101)
LINES, SOON = 200, 6


@require_safe
@firm_member
def client_day(request: FirmRequest, client_id: str) -> HttpResponse:
    """The whole tree on `?on=2026-03-01`, today without; `?from=` continues it."""
    frame = frame_of(request, client_id)
    typed = request.GET.get("on", "")
    day = day_typed(typed) if typed else frame.today
    start = int(begin) if re.fullmatch("[0-9]{1,6}", begin := request.GET.get("from", "")) else 0
    tree = day_tree(then_on(frame, day), start=start, most=LINES) if day is not None else None
    address = f"{reverse('client_day', args=[client_id])}?on={day}"
    context = {
        "on": day,
        "on_typed": typed[:10] or frame.today.isoformat(),
        "tree": tree,
        "previous": f"{address}&from={max(start - LINES, 0)}" if start else "",
        "next": f"{address}&from={tree.end}" if tree is not None and tree.end < tree.total else "",
        "coming": soon_lines(coming_up(frame.facts), client_id),
    }
    return show(frame, "day.html", "client", context)


def day_context(frame: Frame, typed: str) -> dict[str, object]:
    """What the client's first page shows of it: some lines if a day was asked for, and what comes next."""
    client_id = frame.facts.client.id
    day, coming = day_typed(typed), coming_up(frame.facts)
    soon: tuple[SoonLine, ...] = soon_lines(coming[:SOON], client_id)
    return {
        "on": day,
        "on_typed": typed[:10],
        "tree": day_tree(then_on(frame, day)) if day is not None else None,
        "whole_url": f"{reverse('client_day', args=[client_id])}?on={day or frame.today}",
        "coming": soon,
        "coming_more": len(coming) - len(soon),
    }


def then_on(frame: Frame, day: date) -> Facts:
    """The facts of that day; those of today as they are."""
    if day == frame.today:
        return frame.facts
    return facts_on(frame.facts, day, actor=frame.request.actor)


def day_typed(typed: str) -> date | None:
    """The day an address names; None for nonsense and for days nobody asks about."""
    try:
        day = parse_date(typed[:10])
    except ValueError:
        return None
    return day if day is not None and day.year in YEARS else None
