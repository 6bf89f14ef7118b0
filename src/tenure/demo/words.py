"""The files under `words/`: what people, trades, streets and towns are called in the places our firms work."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Culture:
    """Given and family names that go together."""

    given: Sequence[str]
    family: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A kind of business: the names such businesses bear, and what stands before the @ (nothing: the owner's own)."""

    names: Sequence[str]
    mail: str
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationery:
    """The papers that come in there: who sends them, for what, how the files are named, and the words on them."""

    suppliers: Sequence[str]
    goods: Sequence[str]
    papers: Sequence[str]
    labels: Sequence[str]
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A service that firms there offer: on which days it may recur (none: on request), when, for how much a month or visit.

    `homes` says that people have it at home too; `tax` is its own rate in percent, "" leaves the policy's.
    """

    name: str
    price: Sequence[int]
    rules: Sequence[str] = ()
    hours: Sequence[str] = ()
    homes: bool = False
    weight: int = 1
    tax: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWords:
    """What the parts of clients are called: their other businesses, their places, and what is done there.

    `far` are places elsewhere: town, postcode, street, country and time zone.
    """

    sidelines: Sequence[str] = ()
    homes: Sequence[str] = ()
    sites: Sequence[str] = ()
    far: Sequence[str] = ()
    services: Sequence[Offer] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Where a firm's clients are, and what is usual there. Patterns are filled in by `companies`."""

    country: str
    phone: str
    number: str
    tax: str
    reference: str
    postal: str
    cultures: dict[str, int]
    places: Sequence[str]
    cities: Sequence[str]
    streets: Sequence[str]
    trades: Sequence[Trade]
    words: Sequence[str]
    things: Sequence[str]
    notes: Sequence[str]
    stationery: Stationery
    parts: PartWords
    street: str = "{number} {street}"
    areas: Sequence[str] = field(default=("",))


def region(file: str, name: str) -> Region:
    """One region of one file."""
    document = _read(file)
    return Region(
        trades=tuple(Trade(**row) for row in document["trades"]),
        words=document["words"],
        things=document["things"],
        notes=document["notes"],
        stationery=Stationery(**{part.name: document[part.name] for part in fields(Stationery)}),
        parts=_parts(document.get("parts", {})),
        **document[name],
    )


def _parts(document: Mapping[str, Any]) -> PartWords:
    offers = tuple(Offer(**row) for row in document.get("services", ()))
    return PartWords(**{**document, "services": offers})


@cache
def culture(name: str) -> Culture:
    """The names of one culture."""
    return Culture(**_read("people")[name])


@cache
def _read(file: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words", f"{file}.toml").read_text(encoding="utf-8"))
