"""Nothing new begins under what is stopped (section 11): why not, and what to do first."""

from tenure.core.facts import Facts
from tenure.core.standing import standing
from tenure.core.stops import StopKind
from tenure.core.tree import Node
from tenure.core.wording import Message, say


def in_the_way(facts: Facts, node: Node) -> Message | None:
    """Why nothing new can begin under `node` today, with what to do first; None where it runs."""
    stops = standing(facts, node).stops
    if not stops:
        return None
    top = stops[-1]
    return {
        StopKind.DEACTIVATION: say(
            "%(name)s is deactivated: nothing new begins under it. Reactivate it first.", name=top.node.name
        ),
        StopKind.SUSPENSION: say(
            "%(name)s is suspended: nothing new begins under it. Lift the suspension first.",
            name=top.node.name,
        ),
    }[top.kind]
