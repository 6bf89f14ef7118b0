"""The shape every verb has: what refuses it, what it does, what it leaves, what to do first instead."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tenure.core.effects import Effect
from tenure.core.plan import Kept
from tenure.core.refusals import Refusal, WayOut
from tenure.core.situation import Situation


def no_advice(_case: Situation) -> Iterator[WayOut]:
    """Most verbs need no word beforehand."""
    yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbRules:
    """One verb, as four generators over the same situation."""

    refusals: Callable[[Situation], Iterator[Refusal]]
    effects: Callable[[Situation], Iterator[Effect]]
    kept: Callable[[Situation], Iterator[Kept]]
    advice: Callable[[Situation], Iterator[WayOut]] = no_advice
