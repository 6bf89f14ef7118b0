"""Planned suspensions on their day: lists, documents and log follow what the dates already say (R41)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from tenure.core.facts import Payer
from tenure.core.standing import own_plan_reads, standing
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.log import Event, note
from tenure.operations.standings import restate, tallies
from tenure.operations.system import system_in
from tenure.records.facts import WAITING, Wanted, gather
from tenure.records.models import Document, DocumentState, Firm, Stop
from tenure.records.policies import start_of, today_of

MOST = 1_000
FIRMS_DAY = timedelta(days=1)  # No firm's day is further from UTC's.


def turn_planned_stops(at: datetime | None = None) -> int:
    """Begins what was planned for today or before, ends what was planned to end; returns how many stops moved."""
    at = at or timezone.now()
    near = at.date() + FIRMS_DAY
    open_stops = Stop.objects.filter(lifted_at__isnull=True, client__firm__isnull=False)
    moving = open_stops.filter(Q(planned=True, since__lte=near) | Q(until__lte=near))
    firms: dict[str, set[str]] = defaultdict(set)
    for stop in moving.select_related("client__firm").order_by("id")[:MOST]:
        firm = stop.client.firm
        assert firm is not None, "only connected clients are looked at"
        today = today_of(firm, at)
        if (stop.planned and stop.since <= today) or (stop.until is not None and stop.until <= today):
            firms[firm.id].add(stop.client_id)
    return sum(turn_in(firm, clients, at=at) for firm, clients in firms.items())


def turn_in(firm_id: str, clients: Collection[str], *, at: datetime) -> int:
    """Their stops of today: 1. lock, 2. end and begin by the firm's day, 3. documents follow, 4. log, 5. restate."""
    with transaction.atomic():
        firm = lock_firm(firm_id)
        held = [client.id for client in lock_clients(clients).values() if client.firm_id == firm_id]
        today, before = today_of(firm, at), tallies(held)
        rows = Stop.objects.filter(client_id__in=held, lifted_at__isnull=True).order_by("id")
        ended = list(rows.filter(until__lte=today))
        begun = list(rows.filter(planned=True, since__lte=today).exclude(until__lte=today))
        _ids(ended).update(lifted_at=at, planned=False)
        _ids(begun).update(planned=False)
        _documents_follow(firm, begun, ended, at)
        note([*map(_event("suspension_ended"), ended), *map(_event("suspension_began"), begun)], at=at)
        restate(held, before=before)
    return len(ended) + len(begun)


def _documents_follow(firm: Firm, begun: Sequence[Stop], ended: Sequence[Stop], at: datetime) -> None:
    """What waits under a stop that begins is held; what was held since it began waits again once it has ended."""
    wanted = [Wanted(target=stop.node) for stop in (*begun, *ended)]
    found = gather(system_in(firm.id), wanted, at=at)
    for stop in (*begun, *ended):
        facts = found.get(stop.node)
        if facts is None or facts.target is None:
            continue
        products = [
            product.node
            for product in facts.products_in(facts.target)
            if product.payer is Payer.FIRM and product.extraction
        ]
        running = [node.id for node in products if standing(facts, node).runs]
        resting = [node.id for node in products if node.id not in running]
        if resting and not own_plan_reads(facts):
            Document.objects.filter(subscription__in=resting, state__in=WAITING).update(
                state=DocumentState.HELD.value, held_since=at, lease_key="", lease_until=None
            )
        if running:
            since = start_of(stop.since, firm)
            Document.objects.filter(
                subscription__in=running, state=DocumentState.HELD.value, held_since__gte=since
            ).update(state=DocumentState.WAITING.value, held_since=None, released_at=at)


def _event(name: str) -> Callable[[Stop], Event]:
    return lambda stop: Event(
        chain=stop.client_id, event=name, content={"stop": stop.id, "node": stop.node, "type": stop.type}
    )


def _ids(stops: Sequence[Stop]) -> QuerySet[Stop]:
    return Stop.objects.filter(id__in=[stop.id for stop in stops])
