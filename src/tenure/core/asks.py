"""What a person still has to answer before a plan can be performed. The set is closed."""

from dataclasses import dataclass
from datetime import date

from tenure.core.endings import NO_END, Ending
from tenure.core.facts import User
from tenure.core.policy import Step
from tenure.core.stops import Restore
from tenure.core.tree import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSurvey:
    """Why: a reason from a list, a score, free words; skipping never blocks (R10)."""

    reasons: tuple[str, ...]
    step: Step = Step.SURVEY
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAcknowledgement:
    """That the person knows there is no way back before `until` (R18)."""

    until: date
    months: int
    step: Step = Step.ACKNOWLEDGE_WAIT
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOwner:
    """Who owns the account afterwards; the only user is filled in (section 11)."""

    choices: tuple[User, ...]
    administrator: bool
    step: Step = Step.OWNER
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AskNotice:
    """Whether the client is told by e-mail."""

    receivers: int
    default: bool = True
    step: Step = Step.NOTIFY
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskName:
    """The client's name, typed, so that nothing is erased by a slip (R26)."""

    name: str
    step: Step = Step.TYPE_NAME
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDocuments:
    """Which of the documents that waited are sent on (R24)."""

    held: int
    since: date | None
    step: Step = Step.DOCUMENTS
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRestore:
    """How much comes back; the first choice is the default (R31, R39). `brings` names what each one brings back below."""

    choices: tuple[Restore, ...]
    brings: tuple[tuple[Node, ...], ...] = ()
    step: Step = Step.RESTORE
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReason:
    """A reason in free words, kept on the stop; where the policy knows `types` of suspension, one of them (R41)."""

    types: tuple[str, ...] = ()
    step: Step = Step.REASON
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskEnding:
    """Which end date the service comes back with: `default` unless said otherwise, NO_END to have none (R38, R39)."""

    current: Ending
    default: Ending = NO_END
    step: Step = Step.END_DATE
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDates:
    """From which day on, today unless said otherwise, and until when; without an end it holds until lifted (R41)."""

    today: date
    step: Step = Step.DATES
    required: bool = False


type Ask = (
    AskSurvey
    | AskAcknowledgement
    | AskOwner
    | AskNotice
    | AskName
    | AskDocuments
    | AskRestore
    | AskReason
    | AskEnding
    | AskDates
)
