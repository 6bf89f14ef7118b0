"""What a return step by step has left to do: parts that stopped with something above that is back (R37)."""

from dataclasses import dataclass

from tenure.core.facts import Facts
from tenure.core.standing import reached
from tenure.core.stops import StopKind
from tenure.core.tree import Kind, Node


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """Deactivated parts whose deactivation came from above and has ended there. `next` can come back now."""

    parts: tuple[Node, ...] = ()
    next: tuple[Node, ...] = ()

    def count(self, kind: Kind) -> int:
        """How many parts of this kind wait."""
        return sum(node.kind is kind for node in self.parts)


def left_behind(facts: Facts) -> LeftBehind:
    """What has stayed deactivated though what it was deactivated with runs again; parents before children."""
    off = {stop.node.id: stop for stop in facts.stops if stop.kind is StopKind.DEACTIVATION}
    stopped = reached(facts, StopKind.DEACTIVATION)
    left = [
        branch
        for branch in facts.branches
        if (stop := off.get(branch.node.id)) is not None
        and stop.came_with not in {"", branch.node.id}
        and stop.came_with not in stopped
    ]
    return LeftBehind(
        parts=tuple(branch.node for branch in left),
        next=tuple(branch.node for branch in left if branch.parent not in stopped),
    )
