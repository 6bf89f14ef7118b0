"""How a client stood, or will stand, on any day: the stops that reach it then (R6)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from tenure.core.actor import Actor
from tenure.core.coming_up import ended_by
from tenure.core.facts import Facts
from tenure.core.stops import Stop as StopFact
from tenure.records.branches import begun_after, names_of
from tenure.records.models import Client, Stop
from tenure.records.scope import clients_of
from tenure.records.stops import stop_fact


def facts_on(facts: Facts, day: date, *, actor: Actor) -> Facts:
    """The same client on `day`: what stopped it then, or will by all that is planned, and what was there by then.

    `planned` are the stops known today that begin after that day. What it was called and who used it is of today.
    """
    client = clients_of(actor).select_related("firm").get(pk=facts.client.id)
    later = begun_after(client.id, _night(client, day)) if day < facts.today else frozenset[str]()
    return replace(
        facts,
        today=day,
        stops=(*stops_on(client, day, actor=actor), *ended_by(facts, day)),
        planned=tuple(stop for stop in (*facts.stops, *facts.planned) if day < stop.since),
        branches=tuple(branch for branch in facts.branches if branch.node.id not in later),
    )


def stops_on(client: Client, day: date, *, actor: Actor) -> tuple[StopFact, ...]:
    """The stops of a client that were in force at the end of `day`, or will be, in its firm's time zone (else UTC).

    A firm sees those of its own time: what another firm stopped before is none of its business (section 11).
    """
    night = _night(client, day)
    rows = Stop.objects.filter(client=client, since__lte=day).filter(
        Q(lifted_at__isnull=True) | Q(lifted_at__gte=night), Q(until__isnull=True) | Q(until__gt=day)
    )
    if actor.firm is not None and client.connected_since is not None:
        rows = rows.exclude(lifted_at__lte=client.connected_since)
    names = names_of(client.id)
    return tuple(
        stop_fact(row, names.get(row.node, client.name))
        for row in rows.select_related("cause").order_by("since", "id")
    )


def _night(client: Client, day: date) -> datetime:
    """The end of a day where the client's firm is."""
    zone = ZoneInfo(client.firm.time_zone if client.firm is not None else "UTC")
    return datetime.combine(day + timedelta(days=1), time.min, zone)
