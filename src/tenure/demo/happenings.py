"""Everything an invented firm will have done, in the order of time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happens at a moment, which it is told."""

    at: datetime
    perform: Callable[[datetime], None]


def in_order(happenings: Iterable[Happening]) -> Iterator[Happening]:
    """By time; what happens at one moment in the order it was thought of."""
    return iter(sorted(happenings, key=lambda one: one.at))
