"""The files under `firms/`: who works in each invented firm, which books it brought in, and what it did when."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any

from tenure.core.policy import Policy
from tenure.core.policy_check import checked_policy
from tenure.core.profiles import NAMES, profile_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Teammate:
    """Somebody of the firm. Whoever is not there from the start joined so many `days` ago, or is invited still."""

    email: str
    name: str
    role: str
    days: int | None = None
    invited: bool = False

    @property
    def nick(self) -> str:
        """How the script calls them: what stands before the @."""
        return self.email.partition("@")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A client book that was imported: its first `clients` companies still to be used, with these products."""

    days: int
    name: str
    clients: int
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Star:
    """A client that the script names itself. `sign_in`: its user's address is printed by the demo.

    `businesses` and `locations` are how many it has; 0 leaves that to chance.
    """

    key: str
    name: str
    given: str
    family: str
    domain: str
    note: str = ""
    second: str = ""
    third: str = ""
    sign_in: bool = False
    businesses: int = 0
    locations: int = 0

    @property
    def users(self) -> int:
        """How many of its people use the account; the third one does not yet."""
        return 2 if self.second else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWeights:
    """How many clients have one, two, three … businesses and locations; how many recurring services end some day."""

    businesses: tuple[int, ...] = ()
    locations: tuple[int, ...] = ()
    ending: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened, `days` or `hours` ago. `client` is a label: the same label, the same client.

    `users` and `products` say, where a label appears first, who may play it: at least so many users (0: none),
    exactly these products. `many` plays it with a whole group. `before` happens an hour earlier. With `part` it
    happens to the client's `nth` business, location, service (recurring) or request. A suspension of a `type`
    `begins` so many days later and `lasts` so many days.
    """

    what: str
    client: str
    days: int | None = None
    hours: int = 0
    who: str = ""
    users: int | None = None
    products: tuple[str, ...] | None = None
    many: int = 0
    people: int = 0
    product: str = ""
    owner: str = ""
    before: str = ""
    verb: str = ""
    reason: str = ""
    score: int | None = None
    comment: str = ""
    notify: bool | None = None
    documents: str = ""
    note: str = ""
    number: int = 0
    source: str = "web"
    part: str = ""
    nth: int = 1
    restore: str = ""
    type: str = ""
    begins: int | None = None
    lasts: int | None = None
    late: int | None = None
    limit: int | None = None
    amount: int = 0

    @property
    def hours_ago(self) -> float:
        """How long ago, in hours."""
        return self.hours if self.days is None else self.days * 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One invented firm. `users` weighs how many people use a client: none, one, two, three.

    `asked` is how many of those without users were at least invited.
    """

    slug: str
    name: str
    profile: str
    locale: str
    time_zone: str
    country: str
    currency: str
    words: str
    region: str
    users: tuple[int, ...]
    asked: float
    since: int
    team: tuple[Teammate, ...]
    books: tuple[Book, ...]
    stars: tuple[Star, ...]
    events: tuple[Event, ...]
    paper_weeks: int
    papers_a_client: float
    parts: PartWeights
    policy: str = ""
    plan: str = ""
    letterhead: Mapping[str, str] = field(default_factory=dict)
    suspend_rule: Mapping[str, object] = field(default_factory=dict)

    @property
    def document(self) -> dict[str, object]:
        """The rules it lives by: the profile's, or its own; with its own numbers about debts."""
        own = {"suspend_rule": dict(self.suspend_rule)} if self.suspend_rule else {}
        if not self.policy:
            return profile_document(self.profile) | own
        text = files(__package__).joinpath("policies", f"{self.policy}.toml").read_text(encoding="utf-8")
        return tomllib.loads(text) | own

    @property
    def rules(self) -> Policy:
        """`document`, read and checked."""
        return checked_policy(self.document)

    @property
    def companies(self) -> int:
        """How many clients the firm ever gets to know."""
        added = sum(event.what == "add" for event in self.events)
        return added + sum(book.clients for book in self.books)


# A firm of each profile, and one whose own rules combine them.
SLUGS = (*NAMES, "mixed")


def scripts() -> tuple[Script, ...]:
    """The six firms."""
    return tuple(map(script_of, SLUGS))


@cache
def script_of(slug: str) -> Script:
    """One firm's script. A word in the file that nobody knows is an error."""
    document = tomllib.loads(files(__package__).joinpath("firms", f"{slug}.toml").read_text(encoding="utf-8"))
    papers, weights = document.pop("papers"), document.pop("parts", {})
    parts: dict[str, Any] = {
        name: tuple(_made(kind, row) for row in document.pop(name))
        for name, kind in (("team", Teammate), ("books", Book), ("stars", Star), ("events", Event))
    }
    # Told in whatever order: it happens in the order of time.
    parts["events"] = tuple(sorted(parts["events"], key=lambda event: event.hours_ago, reverse=True))
    document["users"] = tuple(document["users"])
    return Script(
        slug=slug,
        paper_weeks=papers["weeks"],
        papers_a_client=papers["a_client"],
        parts=_made(PartWeights, weights),
        **document,
        **parts,
    )


def _made[Part](kind: type[Part], row: Mapping[str, Any]) -> Part:
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    assert known.issuperset(row), f"{kind.__name__}: {sorted(set(row) - known)}"
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})
