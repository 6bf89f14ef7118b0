"""What a customer's services come to in a period: one line each, and a reason for each that has none (R42-R44)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from tenure.core.billing import Days, days_run, length_of, share, share_of
from tenure.core.billing_policy import BillingPolicy
from tenure.core.invoicing import LineItem

PRICE_STEP = Decimal("0.0001")


class Unbilled(StrEnum):
    """Why a service has no line."""

    NOT_YET = "not_yet"
    ENDED = "ended"
    STOPPED = "stopped"
    STOPPED_NOW = "stopped_now"
    IN_PART = "in_part"
    NO_VISIT = "no_visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledService:
    """A service as billing sees it. `price` is for a month, of one on request for a visit; `tax_rate` None is the policy's.

    `ran` are the days of its schedule; one on request runs always.
    """

    id: str
    location: str
    name: str
    place: str
    price: Decimal
    quantity: int
    currency: str
    recurring: bool
    tax_rate: Decimal | None = None
    ran: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledVisit:
    """A service on request was done on this day, so many times, and no invoice has it yet."""

    id: str
    service: str
    on: date
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """One line: `run` of the `whole` days of a period, or one visit (then both are 0). `net` is in minor units."""

    service: BilledService
    item: LineItem
    net: int
    days: Days
    run: int = 0
    whole: int = 0
    visit: str = ""

    @property
    def in_part(self) -> bool:
        """Whether it bills some days of the period only."""
        return self.run < self.whole


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceBill:
    """What the services of one customer come to."""

    lines: tuple[ServiceLine, ...]
    unbilled: tuple[tuple[BilledService, Unbilled], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledAccount:
    """A customer's services, its visits that no invoice has, and the days on which each node of it was stopped.

    `stopped_now` are the nodes that are stopped today.
    """

    client: str
    services: Sequence[BilledService] = ()
    visits: Sequence[BilledVisit] = ()
    stops: Mapping[str, Sequence[Days]]
    stopped_now: frozenset[str] = frozenset()

    def stopped(self, service: BilledService) -> Iterable[Days]:
        """The days on which the service, its place or the whole account was stopped."""
        for node in (self.client, service.location, service.id):
            yield from self.stops.get(node, ())

    def rests(self, service: BilledService) -> bool:
        """Whether it is stopped today, by itself or from above."""
        return not self.stopped_now.isdisjoint((self.client, service.location, service.id))


def bill_services(
    account: BilledAccount, period: Days, billing: BillingPolicy, *, running_now: bool = False
) -> ServiceBill:
    """The lines of a period. Never a day on which a service was stopped (R42).

    With `running_now`, as a regeneration asks, only services that run today are billed (R44).
    """
    lines: list[ServiceLine] = []
    unbilled: list[tuple[BilledService, Unbilled]] = []
    visits: dict[str, list[BilledVisit]] = {}
    for visit in account.visits:
        visits.setdefault(visit.service, []).append(visit)
    for service in account.services:
        if running_now and account.rests(service):
            unbilled.append((service, Unbilled.STOPPED_NOW))
        elif not service.recurring:
            done = visits.get(service.id, ())
            lines += (_visit(service, visit, billing) for visit in done)
            unbilled += [] if done else [(service, Unbilled.NO_VISIT)]
        else:
            line = _recurring(service, account, period, billing)
            if isinstance(line, ServiceLine):
                lines.append(line)
            else:
                unbilled.append((service, line))
    return ServiceBill(lines=tuple(lines), unbilled=tuple(unbilled))


def _recurring(
    service: BilledService, account: BilledAccount, period: Days, billing: BillingPolicy
) -> ServiceLine | Unbilled:
    whole = length_of(period)
    if ran_throughout(service, account, period):
        # What nearly every line of a large run is: no day needs to be counted.
        return _line(service, service.price, period, whole, billing)
    run = days_run(period, service.ran, account.stopped(service))
    part = share(period, run, billing.part_period)
    if part:
        # A policy that bills the whole price bills the whole period, whatever the days.
        billed = run if part < 1 else whole
        return _line(service, share_of(service.price, part), period, billed, billing)
    if run:
        return Unbilled.IN_PART
    if period.end is not None and service.ran.first >= period.end:
        return Unbilled.NOT_YET
    if service.ran.end is not None and service.ran.end <= period.first:
        return Unbilled.ENDED
    return Unbilled.STOPPED


def ran_throughout(service: BilledService, account: BilledAccount, period: Days) -> bool:
    """Whether it ran on every day of the period: `days_run` would count them all."""
    ran = service.ran
    if ran.first > period.first or (ran.end is not None and (period.end is None or ran.end < period.end)):
        return False
    return not account.stops or not any(stop.meets(period) for stop in account.stopped(service))


def _line(
    service: BilledService, price: Decimal, period: Days, run: int, billing: BillingPolicy
) -> ServiceLine:
    item, net = _item(service.quantity, price, _rate(service, billing), service.currency)
    return ServiceLine(service=service, item=item, net=net, days=period, run=run, whole=length_of(period))


# A firm's prices are few, its services many.
@lru_cache(maxsize=4096)
def _item(quantity: int, price: Decimal, tax_rate: Decimal, currency: str) -> tuple[LineItem, int]:
    step = price.quantize(PRICE_STEP, ROUND_HALF_UP)
    item = LineItem(quantity=Decimal(quantity), unit_price=step, tax_rate=tax_rate)
    return item, item.net(currency)


def _visit(service: BilledService, visit: BilledVisit, billing: BillingPolicy) -> ServiceLine:
    item = LineItem(quantity=visit.quantity, unit_price=service.price, tax_rate=_rate(service, billing))
    net = item.net(service.currency)
    return ServiceLine(service=service, item=item, net=net, days=one_day(visit.on), visit=visit.id)


def one_day(day: date) -> Days:
    """That day alone."""
    return Days(first=day, end=date.fromordinal(day.toordinal() + 1))


def _rate(service: BilledService, billing: BillingPolicy) -> Decimal:
    return billing.tax_rate if service.tax_rate is None else service.tax_rate
