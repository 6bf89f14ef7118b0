"""Businesses, locations and services that a firm brings along from before: for many clients at once, as of one day."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.facts import Facts, Payer
from tenure.core.growing import in_the_way
from tenure.core.policy import Policy, Product
from tenure.core.wording import say
from tenure.operations.businesses import BusinessDetails, check_business
from tenure.operations.errors import Invalid
from tenure.operations.growing import all_running
from tenure.operations.locations import LocationDetails, check_location
from tenure.operations.locks import lock_clients, lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.operations.services import ServiceDetails, ends_ahead, values_of
from tenure.operations.standings import restate, tallies
from tenure.records.models import Business, Location, Service, Subscription
from tenure.records.policies import policy_of, today_of

CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBusiness:
    """A business of a client, with the codes of its products."""

    client: str
    details: BusinessDetails
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLocation:
    """A location of a client, with its services."""

    client: str
    details: LocationDetails
    services: tuple[ServiceDetails, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The ids a known part got: its own, and those of its products or services in their order."""

    id: str
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """What is the same for every part: the facts by client, the firm's policy, the moment."""

    facts: dict[str, Facts]
    policy: Policy
    at: datetime


def bring_businesses(known: Sequence[KnownBusiness], *, actor: Actor, at: datetime) -> list[Placed]:
    """Businesses of the actor's clients with their products, as begun at `at`, in the order given.

    Raises NotAllowed, Missing, and Invalid as adding each by hand would; then none is written.
    """
    for one in known:
        check_business(one.details)
    with _bringing([one.client for one in known], actor=actor, at=at) as book:
        businesses = [Business(client_id=k.client, created_at=at, **asdict(k.details)) for k in known]
        products = [
            [_product(business, product, at) for product in _products(one, book)]
            for one, business in zip(known, businesses, strict=True)
        ]
        Business.objects.bulk_create(businesses, batch_size=CHUNK)
        Subscription.objects.bulk_create((p for rows in products for p in rows), batch_size=CHUNK)
        _note((("business_added", b.client_id, {"business": b.id}) for b in businesses), actor, at)
    return [
        Placed(id=business.id, below=tuple(product.id for product in rows))
        for business, rows in zip(businesses, products, strict=True)
    ]


def bring_locations(known: Sequence[KnownLocation], *, actor: Actor, at: datetime) -> list[Placed]:
    """Locations of the actor's clients with their services, as begun at `at`, in the order given.

    Raises NotAllowed, Missing, and Invalid as adding each by hand would; then none is written.
    """
    for one in known:
        check_location(one.details)
    with _bringing([one.client for one in known], actor=actor, at=at) as book:
        locations = [Location(client_id=k.client, created_at=at, **asdict(k.details)) for k in known]
        services = [
            [_service(location, details, book) for details in one.services]
            for one, location in zip(known, locations, strict=True)
        ]
        Location.objects.bulk_create(locations, batch_size=CHUNK)
        Service.objects.bulk_create((service for rows in services for service in rows), batch_size=CHUNK)
        _note(_places(locations, services), actor, at)
    return [
        Placed(id=location.id, below=tuple(service.id for service in rows))
        for location, rows in zip(locations, services, strict=True)
    ]


@contextmanager
def _bringing(clients: Sequence[str], *, actor: Actor, at: datetime) -> Iterator[_Book]:
    """1. the right, 2. the locks, 3. every client runs; afterwards the lists are made true again."""
    firm_id = firm_for(actor, Right.CLIENTS, at=at)
    ids = list(dict.fromkeys(clients))
    with transaction.atomic():
        firm = lock_firm(firm_id)
        lock_clients(ids)
        facts, before = all_running(ids, actor=actor, at=at), tallies(ids)
        _running_still(facts.values(), today_of(firm, timezone.now()))
        yield _Book(facts=facts, policy=policy_of(firm), at=at)
        restate(ids, before=before, at=at)


def _running_still(found: Iterable[Facts], today: date) -> None:
    """What was stopped between then and today stays without anything new, too (section 11)."""
    for facts in found:
        since = tuple(stop for stop in facts.planned if stop.in_force(today))
        reason = in_the_way(replace(facts, stops=(*facts.stops, *since)), facts.client)
        if reason is not None:
            raise Invalid(reason)


def _products(known: KnownBusiness, book: _Book) -> Iterator[Product]:
    facts = book.facts[known.client]
    waiting = {w.code: w.until for w in facts.waits if w.until > facts.today and not w.approved}
    for code in dict.fromkeys(known.products):
        product = book.policy.product(code)
        if product is None:
            raise Invalid(say("Your firm does not offer this product."), field="products")
        if code in waiting:
            raise Invalid(
                say(
                    "%(product)s waits for %(client)s and can start from %(until)s.",
                    product=product.name,
                    client=facts.client.name,
                    until=waiting[code],
                ),
                field="products",
            )
        yield product


def _product(business: Business, product: Product, at: datetime) -> Subscription:
    return Subscription(
        client_id=business.client_id,
        business=business,
        product=product.code,
        product_name=product.name,
        payer=Payer.FIRM.value,
        extraction=product.extraction,
        since=at,
    )


def _service(location: Location, details: ServiceDetails, book: _Book) -> Service:
    ends_ahead(details.schedule, book.facts[location.client_id].today)
    values = values_of(details, location.time_zone)
    return Service(client_id=location.client_id, location=location, created_at=book.at, **values)


type Noted = tuple[str, str, dict[str, object]]


def _places(locations: Sequence[Location], services: Sequence[Sequence[Service]]) -> Iterator[Noted]:
    for location, rows in zip(locations, services, strict=True):
        yield "location_added", location.client_id, {"location": location.id}
        for service in rows:
            yield "service_added", location.client_id, {"service": service.id}


def _note(noted: Iterable[Noted], actor: Actor, at: datetime) -> None:
    by = commitments([actor.person]).get(actor.person, "")
    note(
        [Event(chain=client, event=event, content={**content, "by": by}) for event, client, content in noted],
        at=at,
    )
