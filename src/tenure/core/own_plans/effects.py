"""Everything that can happen to a client's own plan. A closed set: what is not one of these does not happen."""

from dataclasses import dataclass
from datetime import date

from tenure.core.facts import Person
from tenure.core.own_plans.facts import Terms
from tenure.core.tariffs.tariff import Money
from tenure.core.tree import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTrial:
    """The plan runs from today, free, to the day before `ends_on`."""

    terms: Terms
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StartMonths:
    """The plan runs and is paid month by month from `began_on`."""

    terms: Terms
    began_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMonth:
    """The plan's next month begins, perhaps under other terms. `months` have begun by then."""

    terms: Terms
    months: int
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Owe:
    """A month is to be paid until `due_on`."""

    price: Money
    begins_on: date
    ends_on: date
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """From `begins_on` the plan goes on under these terms."""

    terms: Terms
    begins_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackOrder:
    """What was ordered for later will not begin."""

    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkCancelled:
    """The plan runs on to the day before `ends_on` and ends then."""

    terms: Terms
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """A plan that was to end goes on."""

    terms: Terms
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPlan:
    """The plan ends now."""

    terms: Terms
    trial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocuments:
    """Documents that nobody reads now are read under the own plan."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestDocuments:
    """What waits under the own plan is held: with the firm's stopped `product`, or with the plan that ends."""

    count: int
    product: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopReading:
    """What waits under the firm's stopped products, and was read by the own plan, is held where it is."""

    count: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassDocuments:
    """What waits under the own plan is read under the firm's `product`, which runs."""

    count: int
    product: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """A letter, by its kind, to each of the receivers."""

    letter: str
    receivers: tuple[Person, ...]


type OwnEffect = (
    StartTrial
    | StartMonths
    | NextMonth
    | Owe
    | Order
    | TakeBackOrder
    | MarkCancelled
    | Resume
    | EndPlan
    | ReadDocuments
    | RestDocuments
    | StopReading
    | PassDocuments
    | Tell
)
