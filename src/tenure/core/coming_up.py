"""What is going to happen by itself: suspensions that begin and end, services that end, waits that are over (R6, R41)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tenure.core.endings import Ending
from tenure.core.facts import Branch, Facts
from tenure.core.stops import Stop, StopKind
from tenure.core.tree import Node

ONE_DAY = timedelta(days=1)


class ComingKind(StrEnum):
    """What happens on a day."""

    SUSPENSION_BEGINS = "suspension_begins"
    SUSPENSION_ENDS = "suspension_ends"
    SERVICE_STOPS = "service_stops"
    SCHEDULE_ENDS = "schedule_ends"
    MAY_RETURN = "may_return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Something that happens to a node on a day of the firm; `stop` is the suspension it is about."""

    day: date
    kind: ComingKind
    node: Node
    stop: str = ""


def coming_up(facts: Facts) -> tuple[Coming, ...]:
    """All that is known to come, the nearest first."""
    found = (*_suspensions(facts), *_services(facts), *_waits(facts))
    return tuple(sorted(found, key=lambda one: (one.day, one.node.name, one.kind)))


def ended_by(facts: Facts, day: date) -> tuple[Stop, ...]:
    """The stops that end dates will have placed by a later `day`: a service stops once its last day is over (R36)."""
    if day <= facts.today:
        return ()
    return tuple(
        Stop(id="", node=branch.node, kind=StopKind.DEACTIVATION, since=ending.on + ONE_DAY, cause="", by="")
        for branch, ending in _ending(facts)
        if ending.on is not None and ending.on < day and ending.deactivates
    )


def _suspensions(facts: Facts) -> Iterator[Coming]:
    for stop in (*facts.stops, *facts.planned):
        if stop.kind is not StopKind.SUSPENSION:
            continue
        if facts.today < stop.since:
            yield Coming(day=stop.since, kind=ComingKind.SUSPENSION_BEGINS, node=stop.node, stop=stop.id)
        if stop.until is not None and facts.today < stop.until:
            yield Coming(day=stop.until, kind=ComingKind.SUSPENSION_ENDS, node=stop.node, stop=stop.id)


def _services(facts: Facts) -> Iterator[Coming]:
    for branch, ending in _ending(facts):
        if ending.on is not None and facts.today <= ending.on:
            if ending.deactivates:
                yield Coming(day=ending.on + ONE_DAY, kind=ComingKind.SERVICE_STOPS, node=branch.node)
            else:
                yield Coming(day=ending.on, kind=ComingKind.SCHEDULE_ENDS, node=branch.node)


def _waits(facts: Facts) -> Iterator[Coming]:
    approved = {wait.code for wait in facts.waits if wait.approved}
    for stop in facts.stops:
        if stop.locked_until is None or stop.locked_until <= facts.today:
            continue
        if not approved & {product.code for product in facts.products_in(stop.node)}:
            yield Coming(day=stop.locked_until, kind=ComingKind.MAY_RETURN, node=stop.node)


def _ending(facts: Facts) -> Iterator[tuple[Branch, Ending]]:
    """The recurring services that run to an end date; what is deactivated by itself has ended already."""
    stopped = {stop.node.id for stop in facts.stops if stop.kind is StopKind.DEACTIVATION}
    for branch in facts.branches:
        if branch.ending is not None and branch.node.id not in stopped:
            yield branch, branch.ending
