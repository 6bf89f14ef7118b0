"""Enters the parts of clients: their businesses with products, their locations with services and schedules."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from tenure.core.endings import NO_END, Ending
from tenure.core.months import add_months
from tenure.demo.accounts import Account
from tenure.demo.happenings import Happening
from tenure.demo.mornings import morning
from tenure.demo.office import Office
from tenure.demo.parts import ENDS_AFTER_MONTHS, Job
from tenure.operations.end_dates import end_services
from tenure.operations.past_parts import KnownBusiness, KnownLocation, bring_businesses, bring_locations
from tenure.operations.planned_stops import turn_planned_stops
from tenure.operations.services import Schedule, ServiceDetails

# An end that is nearer than this to the first day is no season.
SHORTEST_SEASON = timedelta(days=20)


def settle(office: Office, accounts: Sequence[Account], *, by: str, at: datetime) -> None:
    """Everything that hangs below these clients, begun at `at`."""
    _businesses(office, accounts, by, at)
    _places(office, accounts, by, at)


def days_that_end(office: Office) -> Iterator[Happening]:
    """The mornings on which the worker found services whose last day was over (R36)."""
    if office.script.parts.ending:
        for months in sorted(months for months in ENDS_AFTER_MONTHS if months < 0):
            yield from morning(office.days, _month_end(office, months) + timedelta(days=1), _end_services)


def days_that_turn(office: Office) -> Iterator[Happening]:
    """The mornings on which a planned suspension began or ended (R41)."""
    days = set()
    for event in office.script.events:
        if event.days is not None and event.lasts is not None:
            first = event.days - (event.begins or 0)
            days |= {first, first - event.lasts}
    for back in sorted(days, reverse=True):
        # One more day is as good: what is planned turns on the first look after it.
        day = office.days.now.date() - timedelta(days=back - 1)
        yield from morning(office.days, day, _turn)


def first_day(at: datetime, begins: int | None) -> date | None:
    """The first day of a suspension that is said on the day of `at`; None for that day itself."""
    return at.date() + timedelta(days=begins) if begins else None


def last_day(at: datetime, begins: int | None, lasts: int | None) -> date | None:
    """The first day without a suspension that `lasts` so many days."""
    return at.date() + timedelta(days=(begins or 0) + lasts) if lasts is not None else None


def _businesses(office: Office, accounts: Sequence[Account], by: str, at: datetime) -> None:
    planned = [(account, business) for account in accounts for business in account.businesses]
    known = [
        KnownBusiness(client=account.id, details=business.details, products=account.products)
        for account, business in planned
    ]
    if not known:
        return
    for (account, business), made in zip(
        planned, bring_businesses(known, actor=office.colleague(by), at=at), strict=True
    ):
        business.id, business.products = made.id, dict(zip(account.products, made.below, strict=True))


def _places(office: Office, accounts: Sequence[Account], by: str, at: datetime) -> None:
    planned = [(account, place) for account in accounts for place in account.places]
    known = [
        KnownLocation(
            client=account.id,
            details=place.details,
            services=tuple(_service(office, job, at) for job in place.jobs),
        )
        for account, place in planned
    ]
    if not known:
        return
    for (_account, place), made in zip(
        planned, bring_locations(known, actor=office.colleague(by), at=at), strict=True
    ):
        place.id = made.id
        for job, service in zip(place.jobs, made.below, strict=True):
            job.id = service


def _service(office: Office, job: Job, at: datetime) -> ServiceDetails:
    schedule = None
    if job.rule:
        end = _end(office, job, at.date())
        schedule = Schedule(
            rule=job.rule,
            start=at.date() - timedelta(days=job.days),
            at=job.at,
            ending=Ending(on=end, deactivates=True) if end is not None else NO_END,
        )
    return ServiceDetails(
        name=job.name,
        price=job.price,
        currency=office.script.currency,
        quantity=job.quantity,
        tax_rate=job.tax,
        schedule=schedule,
    )


def _end(office: Office, job: Job, begun: date) -> date | None:
    if job.ends is None:
        return None
    last = _month_end(office, job.ends)
    return last if last > begun + SHORTEST_SEASON else None


def _month_end(office: Office, months: int) -> date:
    return add_months(office.days.now.date().replace(day=1), months + 1) - timedelta(days=1)


def _end_services(at: datetime) -> None:
    end_services(at)


def _turn(at: datetime) -> None:
    turn_planned_stops(at)
