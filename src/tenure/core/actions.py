"""What somebody wants to do: a verb, a target, and the answers given so far."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tenure.core.endings import Ending
from tenure.core.stops import Restore, StopKind


class Verb(StrEnum):
    """The loud verbs: each previewed, confirmed and performed as shown (R1)."""

    DISCONNECT = "disconnect"
    DEACTIVATE = "deactivate"
    REACTIVATE = "reactivate"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    DELETE = "delete"


STOPPED_BY = {Verb.DEACTIVATE: StopKind.DEACTIVATION, Verb.SUSPEND: StopKind.SUSPENSION}
LIFTED_BY = {Verb.REACTIVATE: StopKind.DEACTIVATION, Verb.UNSUSPEND: StopKind.SUSPENSION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Why somebody leaves: a reason from the policy's list, a score from 0 to 10, free words."""

    reason: str = ""
    score: int | None = None
    comment: str = ""


class DocumentScope(StrEnum):
    """Which of the documents that waited are sent on when their product returns (R24)."""

    ALL = "all"
    SINCE = "since"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChoice:
    """The documents to send on; `since` is a day in the firm's time zone, given with SINCE only."""

    scope: DocumentScope
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the person has said so far; None is a question not answered yet.

    `ending` is the end date a service comes back with, `NO_END` to remove it (R38). `since`, `until` and `type` say
    when a suspension holds and of which type it is; lifting with a type lifts only stops of that type, with a `stop`
    that one alone (R41).
    """

    survey: Survey | None = None
    acknowledged_wait: bool = False
    owner: str | None = None
    notify: bool | None = None
    typed_name: str | None = None
    documents: DocumentChoice | None = None
    restore: Restore | None = None
    reason: str = ""
    ending: Ending | None = None
    since: date | None = None
    until: date | None = None
    type: str = ""
    stop: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A verb on a node, by typed id."""

    verb: Verb
    target: str
    answers: Answers = field(default_factory=Answers)
