"""Reading what may be billed of customers' services in a period: three queries, however many customers (R42)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import Q

from tenure.core.billing import Days
from tenure.core.service_lines import BilledAccount, BilledService, BilledVisit
from tenure.records.models import Firm, Service, Stop, Visit
from tenure.records.sql import Stored, day_of, decimal_of, listed

LONG_AGO = date.min
PRICE_PLACES, RATE_PLACES = 4, 3  # as in the columns


def billed_accounts(
    clients: Sequence[str], firm: Firm, period: Days, today: date, *, again: str = ""
) -> dict[str, BilledAccount]:
    """Each of these clients with its services, visits not billed before the period ends, and stops in the period.

    A visit that the invoice `again` bills counts as not billed: that invoice is to be written anew.
    A stop that was lifted holds up to the day before, in the firm's time zone.
    """
    services, visits = _services(clients), _visits(clients, period, again)
    stops, now = _stops(clients, firm, period, today)
    return {
        client: BilledAccount(
            client=client,
            services=services.get(client, ()),
            visits=visits.get(client, ()),
            stops=stops.get(client, {}),
            stopped_now=frozenset(now.get(client, ())),
        )
        for client in clients
    }


def _services(clients: Sequence[str]) -> dict[str, list[BilledService]]:
    found: dict[str, list[BilledService]] = defaultdict(list)
    rows = Service.objects.filter(client__in=listed(clients))
    # Plain columns, read here: as models, 200,000 services took a bulk run most of its time.
    columns = rows.order_by("client_id", "location__name", "name", "id").values_list(
        "client_id",
        "id",
        "location_id",
        "name",
        "location__name",
        Stored("price"),
        "quantity",
        "currency",
        Stored("recurring"),
        Stored("tax_rate"),
        Stored("start_date"),
        Stored("end_date"),
    )
    for client, id_, location, name, place, price, quantity, currency, recurring, tax, first, last in columns:
        found[client].append(
            BilledService(
                id=id_,
                location=location,
                name=name,
                place=place,
                price=decimal_of(price, PRICE_PLACES),
                quantity=quantity,
                currency=currency,
                recurring=bool(recurring),
                tax_rate=None if tax is None else decimal_of(tax, RATE_PLACES),
                ran=_schedule(first, last),
            )
        )
    return found


@lru_cache(maxsize=4096)
def _schedule(first: str | date | None, last: str | date | None) -> Days:
    """The days of a schedule; its end date is the last of them (decision 8)."""
    end = day_of(last) + timedelta(days=1) if last is not None else None
    return Days(first=LONG_AGO if first is None else day_of(first), end=end)


def _visits(clients: Sequence[str], period: Days, again: str) -> dict[str, list[BilledVisit]]:
    found: dict[str, list[BilledVisit]] = defaultdict(list)
    free = Q(line=None) | Q(line__invoice=again) if again else Q(line=None)
    rows = Visit.objects.filter(free, client__in=listed(clients), on__lt=period.end).order_by("on", "id")
    for row in rows:
        visit = BilledVisit(id=row.id, service=row.service_id, on=row.on, quantity=row.quantity)
        found[row.client_id].append(visit)
    return found


type _ByNode = dict[str, list[Days]]


def _stops(
    clients: Sequence[str], firm: Firm, period: Days, today: date
) -> tuple[dict[str, _ByNode], dict[str, set[str]]]:
    """By client and node: the days of its stops that touch the period; and by client the nodes stopped today."""
    days: dict[str, _ByNode] = defaultdict(lambda: defaultdict(list))
    now: dict[str, set[str]] = defaultdict(set)
    zone = ZoneInfo(firm.time_zone)
    touching = Q(lifted_at__isnull=True) | Q(
        lifted_at__date__gte=period.first - timedelta(days=1), since__lt=period.end
    )
    rows = Stop.objects.filter(touching, client__in=listed(clients))
    for client, node, since, until, lifted in rows.values_list(
        "client_id", "node", "since", "until", "lifted_at"
    ):
        ends = [end for end in (until, lifted.astimezone(zone).date() if lifted else None) if end is not None]
        stop = Days(first=since, end=min(ends, default=None))
        days[client][node].append(stop)
        if lifted is None and stop.first <= today and (stop.end is None or today < stop.end):
            now[client].add(node)
    return days, now
