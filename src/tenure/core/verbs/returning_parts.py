"""Which places, services and businesses below run again with a return: in its plan and on its choices (R31, R39)."""

from collections.abc import Iterator
from dataclasses import replace

from tenure.core.actor import Side
from tenure.core.facts import Facts
from tenure.core.line import names_of
from tenure.core.plan import Kept
from tenure.core.situation import Situation
from tenure.core.standing import reached
from tenure.core.stops import Stop, StopKind
from tenure.core.tree import Kind, Node
from tenure.core.wording import Message, say_many

MOST_NAMED = 8


def parts_back(case: Situation, lifted: tuple[Stop, ...]) -> tuple[Node, ...]:
    """The parts below the target that are stopped now and run once these stops are lifted; products apart."""
    ids = {stop.id for stop in lifted}
    after = replace(case.facts, stops=tuple(stop for stop in case.facts.stops if stop.id not in ids))
    returning = _stopped(case.facts) - _stopped(after)
    below = (branch.node for branch in case.facts.below(case.target))
    return tuple(node for node in below if node.kind is not Kind.PRODUCT and node.id in returning)


def parts_work_again(case: Situation, lifted: tuple[Stop, ...]) -> Iterator[Kept]:
    """What runs again below, kind by kind, by name."""
    back = parts_back(case, lifted)
    for kind in (Kind.BUSINESS, Kind.LOCATION, Kind.SERVICE):
        if nodes := tuple(node for node in back if node.kind is kind):
            yield Kept(
                code="parts_work_again", side=Side.FIRM, count=len(nodes), sentence=_work_again(kind, nodes)
            )


def some_names(nodes: tuple[Node, ...]) -> str:
    """The names of the first few, and a sign that there are more."""
    return names_of(nodes[:MOST_NAMED]) + (", …" if len(nodes) > MOST_NAMED else "")


def _work_again(kind: Kind, nodes: tuple[Node, ...]) -> Message:
    count, names = len(nodes), some_names(nodes)
    return {
        Kind.BUSINESS: say_many(
            "%(count)d business works again: %(names)s.",
            "%(count)d businesses work again: %(names)s.",
            count=count,
            names=names,
        ),
        Kind.LOCATION: say_many(
            "%(count)d location works again: %(names)s.",
            "%(count)d locations work again: %(names)s.",
            count=count,
            names=names,
        ),
        Kind.SERVICE: say_many(
            "%(count)d service works again: %(names)s.",
            "%(count)d services work again: %(names)s.",
            count=count,
            names=names,
        ),
    }[kind]


def _stopped(facts: Facts) -> frozenset[str]:
    return reached(facts, StopKind.DEACTIVATION) | reached(facts, StopKind.SUSPENSION)
