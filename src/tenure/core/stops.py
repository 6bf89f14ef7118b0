"""Stops: dated records of why something does not run. Suspension and deactivation never lift each other (R4, R6)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenure.core.endings import Ending
from tenure.core.tree import Node


class StopKind(StrEnum):
    """The two independent ways in which a node can be stopped."""

    DEACTIVATION = "deactivation"
    SUSPENSION = "suspension"


# Types of suspension that only the rule places, and that payment lifts (R41).
DAYS_LATE, OVER_LIMIT = "days_late", "over_limit"
AUTOMATIC_TYPES = frozenset({DAYS_LATE, OVER_LIMIT})
# The type under which a place rests while its people are away.
VACATION = "vacation"


class Restore(StrEnum):
    """How much a return brings back (R31, R37, R39)."""

    OWN = "own"
    AS_IT_WAS = "as_it_was"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One open stop on one node. Dates are days in the firm's time zone; `until` is the first day without it.

    `type` is the kind of suspension (R41). `ending_before` is how the service's schedule ended before (R39).
    `came_with` is the node whose stop it came with: its own, or one above whose stop reached each part (R36).
    """

    id: str
    node: Node
    kind: StopKind
    since: date
    cause: str
    by: str
    type: str = ""
    reason: str = ""
    until: date | None = None
    locked_until: date | None = None
    ending_before: Ending | None = None
    came_with: str = ""

    def in_force(self, day: date) -> bool:
        """Whether it stops its node on `day`: it has begun, and its planned end has not come."""
        return self.since <= day and (self.until is None or day < self.until)
