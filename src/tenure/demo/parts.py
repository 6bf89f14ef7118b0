"""What hangs below the clients of an invented firm: businesses, places, and what is done there."""

from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from random import Random

from tenure.core.books import Field
from tenure.demo.companies import Company, filled
from tenure.demo.scripts import Script
from tenure.demo.words import Offer, Region
from tenure.operations.businesses import BusinessDetails
from tenure.operations.locations import LocationDetails

REGISTERED, FAR = 0.7, 0.06
# A service that ends some day does so at the end of a month: the season's, the contract's.
ENDS_AFTER_MONTHS = (-5, -3, -2, -1, 1, 2, 3, 5, 8)
# So many services at one place, by weight: one, two, three, four; people at home have one or two.
SITE_JOBS, HOME_JOBS = (3, 4, 3, 1), (5, 2)
LONGEST_RUN = 700
SEVERAL = (2, 3, 4, 6)


@dataclass(slots=True, kw_only=True, eq=False)
class Undertaking:
    """A business of a client; ids are known once it is entered."""

    details: BusinessDetails
    id: str = ""
    products: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True, eq=False)
class Job:
    """A service at a place: on request without a `rule`; begun so many `days` before it was entered.

    `ends`: at the end of the month so many months from today.
    """

    name: str
    rule: str
    at: time | None
    price: Decimal
    quantity: int
    days: int
    tax: Decimal | None = None
    ends: int | None = None
    id: str = ""


@dataclass(slots=True, kw_only=True, eq=False)
class Place:
    """A location of a client with what is done there."""

    details: LocationDetails
    jobs: tuple[Job, ...]
    id: str = ""


class PartInventor:
    """Invents the parts of one firm's clients. The same chance, the same parts."""

    def __init__(self, script: Script, region: Region, chance: Random) -> None:
        self._script, self._region, self._words, self._chance = script, region, region.parts, chance

    def businesses(self, company: Company) -> tuple[Undertaking, ...]:
        """The business the client is known for, and what else the owner does."""
        known = company.star.businesses if company.star is not None else 0
        count = known or self._count(self._script.parts.businesses)
        if not count:
            return ()
        given, _, family = company.people[0].name.rpartition(" ")
        patterns = self._chance.sample(self._words.sidelines, count - 1)
        place = self._chance.choice(self._region.places)
        others = [one.format(given=given, family=family, place=place) for one in patterns]
        own = BusinessDetails(
            name=company.name,
            company_number=company.values[Field.COMPANY_NUMBER],
            tax_number=company.values[Field.TAX_NUMBER],
        )
        return (Undertaking(details=own), *(self._business(name) for name in others))

    def places(self, company: Company) -> tuple[Place, ...]:
        """Where the client is, and where else it is served."""
        known = company.star.locations if company.star is not None else 0
        count = known or self._count(self._script.parts.locations)
        if not count:
            return ()
        home = company.household
        names = self._words.homes if home else self._words.sites
        chosen = [names[0], *self._chance.sample(names[1:], (min(count, 2) if home else count) - 1)]
        return tuple(self._place(company, name, first=n == 0) for n, name in enumerate(chosen))

    def _count(self, weights: tuple[int, ...]) -> int:
        return self._chance.choices(range(1, len(weights) + 1), weights)[0] if weights else 0

    def _business(self, name: str) -> Undertaking:
        registered = self._chance.random() < REGISTERED
        number, tax = (filled(one, self._chance) for one in (self._region.number, self._region.tax))
        return Undertaking(
            details=BusinessDetails(
                name=name, company_number=number if registered else "", tax_number=tax if registered else ""
            )
        )

    def _place(self, company: Company, name: str, *, first: bool) -> Place:
        chance, region = self._chance, self._region
        street = chance.choice(region.streets)
        details = LocationDetails(
            name=name.format(street=street, place=chance.choice(region.places)),
            time_zone=self._script.time_zone,
            street=region.street.format(number=chance.randrange(1, 180), street=street),
            country=self._script.country,
            **self._town(),
        )
        if first:
            details = LocationDetails(
                name=details.name,
                time_zone=self._script.time_zone,
                street=company.values[Field.STREET],
                city=company.values[Field.CITY],
                postal_code=company.values[Field.POSTAL_CODE],
                country=self._script.country,
            )
        elif self._words.far and chance.random() < FAR:
            details = self._far()
        return Place(details=details, jobs=self._jobs(home=company.household))

    def _town(self) -> dict[str, str]:
        city, _, code = self._chance.choice(self._region.cities).partition("|")
        return {"city": city, "postal_code": filled(self._region.postal, self._chance, code=code)}

    def _far(self) -> LocationDetails:
        city, code, street, country, zone = self._chance.choice(self._words.far).split("|")
        return LocationDetails(
            name=city.partition(",")[0],
            street=street,
            city=city,
            postal_code=code,
            country=country,
            time_zone=zone,
        )

    def _jobs(self, *, home: bool) -> tuple[Job, ...]:
        weights = HOME_JOBS if home else SITE_JOBS
        count = self._chance.choices(range(1, len(weights) + 1), weights)[0]
        offers = [one for one in self._words.services if one.homes or not home]
        chosen: list[Offer] = []
        while len(chosen) < count:
            left = [one for one in offers if one not in chosen]
            chosen += self._chance.choices(left, [one.weight for one in left])
        return tuple(self._job(offer, home=home) for offer in chosen)

    def _job(self, offer: Offer, *, home: bool) -> Job:
        chance = self._chance
        several = not home and chance.random() < REGISTERED / 2
        ending = offer.rules and chance.random() < self._script.parts.ending
        return Job(
            name=offer.name,
            rule=chance.choice(offer.rules) if offer.rules else "",
            at=time.fromisoformat(chance.choice(offer.hours)) if offer.hours and offer.rules else None,
            price=Decimal(chance.randrange(offer.price[0] * 4, offer.price[1] * 4)) / 4,
            quantity=chance.choice(SEVERAL) if several else 1,
            days=chance.randrange(LONGEST_RUN),
            tax=Decimal(offer.tax) if offer.tax else None,
            ends=chance.choice(ENDS_AFTER_MONTHS) if ending else None,
        )
