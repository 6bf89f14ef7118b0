"""Every way in which something could begin below a client: by which door, of which kind, under what it stands."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from django.test import Client as Browser

from tenure.core.tree import Kind
from tenure.operations.businesses import BusinessDetails, add_business
from tenure.operations.errors import Invalid
from tenure.operations.locations import LocationDetails, add_location
from tenure.operations.past_parts import KnownBusiness, KnownLocation, bring_businesses, bring_locations
from tenure.operations.products import start_product
from tenure.operations.services import Schedule, ServiceDetails, add_service, edit_service
from tests.doors.cli.conftest import Tenure
from tests.doors.web.walking import signed_in
from tests.mixed_world import MixedWorld
from tests.worlds import LONG_AGO

STANDS_UNDER = {
    Kind.BUSINESS: (Kind.CLIENT,),
    Kind.LOCATION: (Kind.CLIENT,),
    Kind.SERVICE: (Kind.CLIENT, Kind.LOCATION),
    Kind.PRODUCT: (Kind.CLIENT, Kind.BUSINESS),
}
BARN = LocationDetails(name="Barn", time_zone="Europe/London")
STALL = BusinessDetails(name="Stall")
WEEDING = ServiceDetails(
    name="Weeding",
    price=Decimal(20),
    currency="GBP",
    schedule=Schedule(rule="FREQ=WEEKLY;BYDAY=TU", start=date(2026, 3, 3)),
)


# The same on the pages: what a browser sends.
ON_REQUEST = {
    "name": "Weeding",
    "price": "20",
    "currency": "GBP",
    "quantity": "1",
    "active": "on",
    "kind": "on_request",
}
RECURRING = {
    **ON_REQUEST,
    "kind": "recurring",
    "frequency": "weekly",
    "every": "1",
    "weekdays": ["TU"],
    "start_date": "2026-03-03",
}


class Door(StrEnum):
    """How somebody comes in."""

    OPERATION = "operation"
    PAGE = "page"
    TERMINAL = "terminal"
    WORKER = "worker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Who tries, and with what."""

    world: MixedWorld
    tenure: Tenure
    folder: Path

    @property
    def browser(self) -> Browser:
        """Mina, signed in."""
        return signed_in(self.world.mina)

    def post(self, address: str, **typed: object) -> None:
        """Sends a form. Whatever a page answers, it is never an error of the program."""
        answer = self.browser.post(address, typed)
        assert answer.status_code in {200, 302, 409, 422}, (address, answer.status_code)

    def operate(self, verb: Callable[[], object]) -> None:
        """Calls an operation that has to say what to do first."""
        try:
            verb()
        except Invalid as invalid:
            assert "nothing new begins under it" in str(invalid), "a stop is the only reason"  # noqa: PT017
        else:
            raise AssertionError("it was not refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Something that would begin: a new node of `kind`, or a schedule of one, under a node of each kind `under`."""

    name: str
    door: Door
    kind: Kind
    under: tuple[Kind, ...]
    go: Callable[[Hands], None]


def _operations(hands: Hands, name: str) -> None:
    w = hands.world
    mina = w.actor(w.mina)
    verbs: dict[str, Callable[[], object]] = {
        "a business": lambda: add_business(w.marsh.id, STALL, actor=mina),
        "many businesses": lambda: bring_businesses(
            [KnownBusiness(client=w.marsh.id, details=STALL)], actor=mina, at=LONG_AGO
        ),
        "a location": lambda: add_location(w.marsh.id, BARN, actor=mina),
        "many locations": lambda: bring_locations(
            [KnownLocation(client=w.marsh.id, details=BARN, services=(WEEDING,))], actor=mina, at=LONG_AGO
        ),
        "a service": lambda: add_service(w.house.id, WEEDING, actor=mina),
        "a service on request": lambda: add_service(w.house.id, replace(WEEDING, schedule=None), actor=mina),
        "another schedule": lambda: edit_service(w.garden.id, WEEDING, actor=mina),
        "a product": lambda: start_product(w.marsh.id, "rent_accounts", actor=mina),
        "a product of a business": lambda: start_product(
            w.marsh.id, "rent_accounts", business=w.shop.id, actor=mina
        ),
    }
    hands.operate(verbs[name])


def _operation(name: str, kind: Kind, *under: Kind) -> Attempt:
    return Attempt(
        name=name, door=Door.OPERATION, kind=kind, under=under, go=lambda hands: _operations(hands, name)
    )


def _page(name: str, kind: Kind, *under: Kind, go: Callable[[Hands], None]) -> Attempt:
    return Attempt(name=name, door=Door.PAGE, kind=kind, under=under, go=go)


def _import(hands: Hands) -> None:
    """The client stands in a book again, this time with a product that it has not yet."""
    book = hands.folder / "book.csv"
    book.write_text("Name,Phone\nMarsh House,0117 496 0123\n", encoding="utf-8")
    said = hands.tenure(
        "import", str(book), "--firm", hands.world.firm.slug, "--as", hands.world.olive.email,
        "--product", "rent_accounts",
    )  # fmt: skip
    assert said.code == 0, said.err


CLIENT, BUSINESS, LOCATION = Kind.CLIENT, Kind.BUSINESS, Kind.LOCATION
ATTEMPTS = (
    _operation("a business", BUSINESS, CLIENT),
    _operation("many businesses", BUSINESS, CLIENT),
    _operation("a location", LOCATION, CLIENT),
    _operation("many locations", LOCATION, CLIENT),
    _operation("a service", Kind.SERVICE, CLIENT, LOCATION),
    _operation("a service on request", Kind.SERVICE, CLIENT, LOCATION),
    _operation("another schedule", Kind.SERVICE, CLIENT, LOCATION, Kind.SERVICE),
    _operation("a product", Kind.PRODUCT, CLIENT),
    _operation("a product of a business", Kind.PRODUCT, CLIENT, BUSINESS),
    _page(
        "a business",
        BUSINESS,
        CLIENT,
        go=lambda h: h.post(
            f"/clients/{h.world.marsh.id}/businesses/new/", name="Stall", products=["bookkeeping"]
        ),
    ),
    _page(
        "a location",
        LOCATION,
        CLIENT,
        go=lambda h: h.post(
            f"/clients/{h.world.marsh.id}/locations/new/", name="Barn", time_zone="Europe/London"
        ),
    ),
    _page(
        "a product",
        Kind.PRODUCT,
        CLIENT,
        go=lambda h: h.post(f"/clients/{h.world.marsh.id}/products/", product="rent_accounts"),
    ),
    _page(
        "a product of a business",
        Kind.PRODUCT,
        CLIENT,
        BUSINESS,
        go=lambda h: h.post(
            f"/clients/{h.world.marsh.id}/businesses/{h.world.shop.id}/products/", product="rent_accounts"
        ),
    ),
    _page(
        "a service",
        Kind.SERVICE,
        CLIENT,
        LOCATION,
        go=lambda h: h.post(
            f"/clients/{h.world.marsh.id}/services/new/", location=h.world.house.id, **RECURRING
        ),
    ),
    _page(
        "a service on request",
        Kind.SERVICE,
        CLIENT,
        LOCATION,
        go=lambda h: h.post(
            f"/clients/{h.world.marsh.id}/services/new/", location=h.world.house.id, **ON_REQUEST
        ),
    ),
    _page(
        "another schedule",
        Kind.SERVICE,
        CLIENT,
        LOCATION,
        Kind.SERVICE,
        go=lambda h: h.post(f"/services/{h.world.garden.id}/", **RECURRING),
    ),
    Attempt(name="a book", door=Door.TERMINAL, kind=Kind.PRODUCT, under=(CLIENT,), go=_import),
)
