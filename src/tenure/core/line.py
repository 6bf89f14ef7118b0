"""One consequence of a plan as people read it."""

from dataclasses import dataclass
from enum import StrEnum

from tenure.core.actor import Side
from tenure.core.tree import Node
from tenure.core.wording import Message


class Sign(StrEnum):
    """Something comes, changes, or goes; or stays."""

    ADDED = "+"
    CHANGED = "~"
    REMOVED = "-"
    KEPT = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One consequence as people read it. `detail` says more in a second sentence."""

    code: str
    sign: Sign
    side: Side
    sentence: Message
    detail: Message | None = None
    count: int = 1


def names_of(nodes: tuple[Node, ...]) -> str:
    """The names of nodes, for a sentence; what several businesses have is named once."""
    return ", ".join(dict.fromkeys(node.name for node in nodes))
