"""Everything a decision rests on, as it stood at one moment. Gathered by the records, never by the core."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenure.core.endings import Ending
from tenure.core.stops import Stop
from tenure.core.tree import Kind, Node


class Payer(StrEnum):
    """Who pays for a product (R47)."""

    FIRM = "firm"
    CLIENT = "client"


class UserState(StrEnum):
    """A client's user has joined, or is invited and has not answered."""

    JOINED = "joined"
    INVITED = "invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can be told; `locale` is the language they read."""

    id: str
    name: str
    email: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A user of the client."""

    person: Person
    state: UserState
    administrator: bool = False
    owner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A member of the firm."""

    person: Person
    administrator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A node below the client, with its parent. A product has a code and a payer, a recurring service an `ending`."""

    node: Node
    parent: str
    code: str = ""
    payer: Payer | None = None
    extraction: bool = False
    ending: Ending | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A wait the firm owes for a product code; survives the link (R22). `approved` is an early return granted."""

    code: str
    until: date
    approved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Documents of one product: waiting to be extracted, and held by a stop (since when, by day).

    `held_added_since` are those of the held ones that were added on or after the day that was asked for.
    """

    node: str
    waiting: int = 0
    held: int = 0
    held_since: date | None = None
    held_added_since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """How many rows of one noun would be erased."""

    noun: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts about one client, seen from one firm on one of the firm's days (`today`).

    `stops` are those in force today; `planned` ones begin later (R41). `counts_from` is the day from which a change of
    the count holds, for a firm that pays for its clients; None for one that does not.
    """

    firm: str
    firm_name: str
    today: date
    client: Node
    target: Node | None
    connected: bool
    branches: tuple[Branch, ...] = ()
    stops: tuple[Stop, ...] = ()
    planned: tuple[Stop, ...] = ()
    users: tuple[User, ...] = ()
    colleagues: tuple[Colleague, ...] = ()
    waits: tuple[Wait, ...] = ()
    papers: tuple[Papers, ...] = ()
    documents: int = 0
    holdings: tuple[Holding, ...] = ()
    counts_from: date | None = None

    @property
    def payer(self) -> Payer:
        """The client pays for itself as soon as one product is its own, a trial included (R15)."""
        own = any(branch.payer is Payer.CLIENT for branch in self.branches)
        return Payer.CLIENT if own else Payer.FIRM

    @property
    def owner(self) -> User | None:
        """The user who owns the account today, if there is one."""
        return next((user for user in self.users if user.owner), None)

    def below(self, node: Node) -> tuple[Branch, ...]:
        """All branches under `node`, nearest first."""
        found: list[Branch] = []
        parents = {node.id}
        while parents:
            children = [branch for branch in self.branches if branch.parent in parents]
            found += children
            parents = {branch.node.id for branch in children}
        return tuple(found)

    def branch(self, node_id: str) -> Branch | None:
        """The branch with this id; None for the client itself and for strangers."""
        return next((branch for branch in self.branches if branch.node.id == node_id), None)

    def products_in(self, node: Node) -> tuple[Branch, ...]:
        """The products that run in `node`: itself, or those below it."""
        own = self.branch(node.id)
        here = (own,) if own is not None else ()
        return tuple(b for b in here + self.below(node) if b.node.kind is Kind.PRODUCT)
