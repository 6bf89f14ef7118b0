"""Other days for a suspension: a planned one is moved, one that holds ends earlier or later (R41)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.stops import AUTOMATIC_TYPES, StopKind
from tenure.core.verbs.suspension import dates_fit
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.permission import firm_for, still_holds
from tenure.operations.planned_stops import turn_in
from tenure.records.models import Stop
from tenure.records.policies import today_of
from tenure.records.scope import clients_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """From which day on a suspension holds, and the first day without it; None until it is lifted."""

    since: date
    until: date | None


def change_dates(
    stop_id: str, dates: Dates, *, seen: Dates, actor: Actor, at: datetime | None = None
) -> bool:
    """Gives a suspension other days; `seen` are those the person looked at. Returns whether anything changed.

    Raises NotAllowed, Missing, and Invalid where the days do not fit, where it is over or was changed meanwhile, or
    where a rule placed it.
    """
    at = at or timezone.now()
    firm = firm_for(actor, Right.SUSPEND, at=at)
    theirs = Stop.objects.filter(client__in=clients_of(actor), kind=StopKind.SUSPENSION.value)
    found = theirs.filter(pk=stop_id).first()
    if found is None:
        raise Missing(stop_id)
    with transaction.atomic():
        with changing(found.client_id, among=clients_of(actor), at=at) as client:
            still_holds(actor, Right.SUSPEND)
            stop = theirs.select_related("client__firm").get(pk=stop_id)
            before = Dates(since=stop.since, until=stop.until)
            _check(stop, dates, seen, _today(stop, at))
            if dates == before:
                return False
            Stop.objects.filter(pk=stop.id).update(since=dates.since, until=dates.until)
            days = {"before": _plain(before), "after": _plain(dates)}
            note_on(
                client,
                "suspension_changed",
                {"stop": stop.id, "node": stop.node, **days},
                by=actor.person,
                at=at,
            )
        # One that was moved to today begins now, not when the worker looks next.
        turn_in(firm, [found.client_id], at=at)
    return True


def _check(stop: Stop, dates: Dates, seen: Dates, today: date) -> None:
    if stop.lifted_at is not None or (stop.until is not None and stop.until <= today):
        raise Invalid(say("This suspension is over. Its days can no longer be changed."))
    if stop.type in AUTOMATIC_TYPES:
        raise Invalid(say("A rule placed this suspension, and it ends when the debt is paid."))
    if seen != Dates(since=stop.since, until=stop.until):
        raise Invalid(say("The days were changed meanwhile. Read them and try again."))
    begun = stop.since <= today
    if begun and dates.since != stop.since:
        raise Invalid(say("It has begun already, so only its end can be changed."), "since")
    if dates.since < today and not begun:
        raise Invalid(say("A suspension begins today or later."), "since")
    if not dates_fit(max(dates.since, today), dates.until, today):
        raise Invalid(say("It ends after it has begun, and after today."), "until")


def _today(stop: Stop, at: datetime) -> date:
    assert stop.client.firm is not None, "the clients of a firm have one"
    return today_of(stop.client.firm, at)


def _plain(dates: Dates) -> list[str | None]:
    return [dates.since.isoformat(), dates.until.isoformat() if dates.until is not None else None]
