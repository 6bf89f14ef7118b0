"""Nothing new begins under what is stopped: the rule of every quiet verb that adds or schedules (section 11)."""

from collections.abc import Sequence
from datetime import datetime

from tenure.core.actor import Actor
from tenure.core.facts import Facts
from tenure.core.standing import standing
from tenure.core.stops import StopKind
from tenure.core.wording import say
from tenure.operations.errors import Invalid, Missing
from tenure.records.facts import Wanted, gather


def running(node: str, *, actor: Actor, at: datetime) -> Facts:
    """The facts about a node that runs. Raises Missing, and Invalid with what to do first where it is stopped.

    The caller holds the locks: nothing can be stopped between this look and what is then written.
    """
    return all_running([node], actor=actor, at=at)[node]


def all_running(nodes: Sequence[str], *, actor: Actor, at: datetime) -> dict[str, Facts]:
    """`running` for many nodes at once, by id."""
    found = gather(actor, [Wanted(target=node) for node in nodes], at=at)
    return {node: _running(node, found.get(node)) for node in nodes}


def _running(node: str, facts: Facts | None) -> Facts:
    if facts is None or facts.target is None:
        raise Missing(node)
    stops = standing(facts, facts.target).stops
    if stops:
        top = stops[-1]
        reason = {
            StopKind.DEACTIVATION: say(
                "%(name)s is deactivated: nothing new begins under it. Reactivate it first.",
                name=top.node.name,
            ),
            StopKind.SUSPENSION: say(
                "%(name)s is suspended: nothing new begins under it. Lift the suspension first.",
                name=top.node.name,
            ),
        }[top.kind]
        raise Invalid(reason)
    return facts
