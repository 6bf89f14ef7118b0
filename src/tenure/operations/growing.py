"""Nothing new begins under what is stopped: the rule of every quiet verb that adds or schedules (section 11)."""

from collections.abc import Sequence
from datetime import datetime

from tenure.core.actor import Actor
from tenure.core.facts import Facts
from tenure.core.growing import in_the_way
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
    reason = in_the_way(facts, facts.target)
    if reason is not None:
        raise Invalid(reason)
    return facts
