"""Worlds with trees below the client, with names, so that tests read like stories.

Lantern Bookkeeping is a solo practice: Olive owns it, Mina may manage clients, Fay may not. The Harpers have a bakery
and lettings; Zoe owns their account and Ian is invited.

Greenway is a hauler: Mill Lane Foods, where Nadia is, has a depot in London with a weekly, a monthly and an on-request
service, and a shop in New York with one weekly service. The Old Forge is another customer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from tenure.core.actor import Actor
from tenure.core.facts import Payer, UserState
from tenure.core.policy import Product
from tenure.records.models import Business, Client, ClientRole, Firm, Location, Person, Service
from tenure.records.people import actor_at_clients, actor_at_firm
from tests.worlds import (
    fresh,
    new_client,
    new_firm,
    new_member,
    new_person,
    place,
    products_of,
    recount,
    subscribe,
)

SPRING = date(2026, 3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffed:
    """A firm with its people."""

    firm: Firm
    olive: Person
    mina: Person
    fay: Person

    def actor(self, person: Person) -> Actor:
        """Who `person` is in the firm, or at the clients they use."""
        actor = actor_at_firm(person.id, self.firm.id) or actor_at_clients(person.id)
        assert actor is not None, f"{person} has no place"
        return actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SoloWorld(Staffed):
    """The practice of this module's first lines."""

    zoe: Person
    ian: Person
    harpers: Client
    bakery: Business
    lettings: Business


@dataclass(frozen=True, slots=True, kw_only=True)
class HaulerWorld(Staffed):
    """The service company of this module's first lines."""

    nadia: Person
    mill_lane: Client
    depot: Location
    shop: Location
    weekly: Service
    monthly: Service
    skip: Service
    parcels: Service
    forge: Client


def solo_world(profile_name: str = "solo") -> SoloWorld:
    """Lantern Bookkeeping and the Harpers."""
    firm, people = staffed("Lantern Bookkeeping", profile_name)
    zoe, ian = new_person("Zoe Harper"), new_person("Ian Harper")
    products = products_of(profile_name)[:1]
    harpers = new_client(firm, "The Harpers", products, joined=[zoe], invited=[ian])
    bakery = new_business(harpers, "Harper Bakery", products)
    lettings = new_business(harpers, "Harper Lettings", products)
    recount(firm)
    return SoloWorld(
        firm=fresh(firm), **people, zoe=zoe, ian=ian, harpers=fresh(harpers), bakery=bakery, lettings=lettings
    )


def hauler_world(profile_name: str = "hauler") -> HaulerWorld:
    """Greenway and Mill Lane Foods."""
    firm, people = staffed("Greenway", profile_name)
    nadia = new_person("Nadia Mills")
    mill_lane = new_client(firm, "Mill Lane Foods", (), joined=[nadia])
    depot = new_location(mill_lane, "Depot")
    shop = new_location(mill_lane, "Shop", time_zone="America/New_York")
    forge = new_client(firm, "The Old Forge", ())
    place(forge, new_person("Finn Forge"), UserState.INVITED, ClientRole.STANDARD)
    recount(firm)
    return HaulerWorld(
        firm=fresh(firm),
        **people,
        nadia=nadia,
        mill_lane=fresh(mill_lane),
        depot=depot,
        shop=shop,
        weekly=new_service(depot, "Weekly bins", "FREQ=WEEKLY;BYDAY=MO"),
        monthly=new_service(depot, "Monthly glass", "FREQ=MONTHLY;BYMONTHDAY=15"),
        skip=new_service(depot, "Skip on request"),
        parcels=new_service(shop, "Parcels", "FREQ=WEEKLY;BYDAY=TU,FR", at=time(7, 30)),
        forge=fresh(forge),
    )


def new_business(client: Client, name: str, products: Sequence[Product] = ()) -> Business:
    """A business of a client, with products of its own that the firm pays for."""
    business = Business.objects.create(client=client, name=name)
    for product in products:
        subscribe(client, product, Payer.FIRM, business=business)
    return business


def new_location(client: Client, name: str, *, time_zone: str = "Europe/London") -> Location:
    """A place where a customer is served."""
    return Location.objects.create(client=client, name=name, street=f"1 {name} Road", time_zone=time_zone)


def new_service(
    location: Location,
    name: str,
    rule: str = "",
    *,
    start: date = SPRING,
    at: time | None = None,
    end: date | None = None,
    ends_itself: bool = False,
) -> Service:
    """A service at a location: recurring by a rule, or without one on request."""
    return Service.objects.create(
        client=location.client,
        location=location,
        name=name,
        recurring=bool(rule),
        rule=rule,
        start_date=start if rule else None,
        time_of_day=at,
        end_date=end,
        deactivate_on_end_date=ends_itself,
        price=Decimal("24.50"),
        currency="GBP",
    )


def staffed(name: str, profile_name: str) -> tuple[Firm, dict[str, Person]]:
    """A firm with Olive, Mina and Fay, by their first names."""
    firm = new_firm(name, profile_name)
    names = {"olive": "Olive Reed", "mina": "Mina Okafor", "fay": "Fay Lindqvist"}
    people = {key: _known(called) for key, called in names.items()}
    for person, role in zip(people.values(), ("administrator", "manager", "staff"), strict=True):
        new_member(firm, person, role)
    return firm, people


def _known(name: str) -> Person:
    """Somebody may work at both firms of a test."""
    return Person.objects.filter(name=name).first() or new_person(name)
