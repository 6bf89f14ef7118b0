"""Where a customer is served, as pages read it: names, addresses, hours (R37)."""

from dataclasses import dataclass

from tenure.records.models import Location
from tenure.records.words import plain, sort_name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """One location as it is written down; `country` has two letters, `time_zone` is an IANA name."""

    id: str
    name: str
    street: str
    city: str
    postal_code: str
    country: str
    time_zone: str

    @property
    def address(self) -> str:
        """Its address on one line, without the country."""
        place = " ".join(filter(None, (self.postal_code, self.city)))
        return ", ".join(filter(None, (self.street, place)))


WRITTEN = ("id", "name", "street", "city", "postal_code", "country", "time_zone")


def locations_of(client: str, search: str = "") -> tuple[Located, ...]:
    """The locations of a client by name; with `search` those that have each of its words in name or address."""
    rows = (Located(**row) for row in Location.objects.filter(client=client).values(*WRITTEN))
    words = plain(search).split()
    found = (row for row in rows if all(word in plain(f"{row.name} {row.address}") for word in words))
    return tuple(sorted(found, key=lambda row: (sort_name_of(row.name), row.id)))


def location_of(location: str) -> Located:
    """One location. The caller has looked whose it is; `Location.DoesNotExist` where it has gone meanwhile."""
    return Located(**Location.objects.values(*WRITTEN).get(pk=location))
