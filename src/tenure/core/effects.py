"""Everything a plan can do. What is not an effect does not happen. The set is closed."""

from dataclasses import dataclass
from datetime import date

from tenure.core.actions import DocumentChoice, Survey, Verb
from tenure.core.actor import Side
from tenure.core.endings import Ending
from tenure.core.facts import Holding, Person
from tenure.core.stops import StopKind
from tenure.core.tree import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceStop:
    """One stop on each of `nodes`; none may be lifted before `locked_until` (a day in the firm's time zone).

    It holds from `since` (None: today) to the day before `until` (None: until lifted). `resting` are the places and
    businesses below that rest with it without a stop of their own.
    """

    kind: StopKind
    nodes: tuple[Node, ...]
    locked_until: date | None = None
    since: date | None = None
    until: date | None = None
    type: str = ""
    reason: str = ""
    resting: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftStops:
    """The stops with these ids are lifted; `nodes` are the places they stood on. Planned ones have not begun."""

    kind: StopKind
    stops: tuple[str, ...]
    nodes: tuple[Node, ...]
    planned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnding:
    """How the schedule of one recurring service ended before, and ends from now on."""

    node: Node
    before: Ending
    after: Ending


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSchedules:
    """Recurring services that stop get an end date with “Deactivate on End Date”; the stop remembers (R36, R39)."""

    services: tuple[NewEnding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeSchedules:
    """Recurring services that return lose their end date, or get back the one they had (R38, R39)."""

    services: tuple[NewEnding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartWait:
    """The firm may not bring this product back before `until`; survives disconnecting (R22)."""

    code: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EndConnection:
    """The link between firm and client ends; `people` of the firm lose all access at once (R12)."""

    firm_name: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSubscriptions:
    """The firm stops paying for these products of the client."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignOwner:
    """A joined user becomes account owner at once (and administrator, where the policy says so)."""

    user: Person
    previous: str = ""
    administrator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOwner:
    """An invited user becomes account owner on acceptance; until then the request stands open."""

    user: Person
    previous: str = ""
    administrator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldDocuments:
    """Documents that wait for extraction under these products are held; later ones too."""

    nodes: tuple[Node, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseDocuments:
    """Held documents of these products are sent on: `count` of `held`, by the choice made (R24)."""

    nodes: tuple[Node, ...]
    choice: DocumentChoice
    count: int
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSurvey:
    """The survey's answers are kept for the firm's administrators."""

    survey: Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMail:
    """One e-mail to each receiver, in their language, telling about `verb` as their side sees it."""

    verb: Verb
    side: Side
    receivers: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseClient:
    """Everything of the client is erased for good: rows, files, queued work (R27)."""

    client: Node
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountClient:
    """The firm pays for one client more or less (`change` is 1 or -1) from the day `since` on.

    It writes no row: the count is taken from products and stops, which other effects change.
    """

    change: int
    since: date


type Effect = (
    PlaceStop
    | LiftStops
    | EndSchedules
    | ResumeSchedules
    | StartWait
    | EndConnection
    | EndSubscriptions
    | AssignOwner
    | RequestOwner
    | HoldDocuments
    | ReleaseDocuments
    | RecordSurvey
    | SendMail
    | EraseClient
    | CountClient
)
