"""The next twelve collections before and after a change, side by side (R35, R38)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tenure.core.actor import Actor
from tenure.core.plan import Plan
from tenure.core.tree import Kind
from tenure.operations.collections import Collection
from tenure.operations.service_looks import before_and_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One collection; `alone` where the other column does not have it."""

    collection: Collection
    alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What is to come as things stand, and as they would stand. `after` is None while nobody can say."""

    before: tuple[Line, ...]
    after: tuple[Line, ...] | None

    @property
    def differ(self) -> bool:
        """Whether there is anything to compare."""
        return self.after is None or self.before != self.after


def days_of(plan: Plan, actor: Actor) -> Columns | None:
    """The days of the service that a plan is about, before and after it; None where it is about anything else."""
    if plan.target.kind is not Kind.SERVICE or plan.refused:
        return None
    before, after = before_and_after(plan, actor=actor)
    return columns(before, after)


def columns(before: Sequence[Collection], after: Sequence[Collection] | None) -> Columns:
    """The two columns, each with what the other has not."""
    if after is None:
        return Columns(before=tuple(Line(collection=one, alone=False) for one in before), after=None)
    return Columns(before=tuple(_against(before, after)), after=tuple(_against(after, before)))


def _against(these: Sequence[Collection], those: Sequence[Collection]) -> list[Line]:
    known = set(those)
    return [Line(collection=one, alone=one not in known) for one in these]
