"""The facts that a question about one part of a client rests on; a customer may have a thousand other parts."""

from dataclasses import replace

from tenure.core.facts import Facts
from tenure.core.tree import Kind


def excerpt(facts: Facts) -> Facts:
    """The facts with the target's branch of the tree alone: what is above it and below it, and their stops.

    Products stay too, wherever they hang: they say who pays. A question about the client itself needs everything.
    """
    target = facts.target
    if target is None or target.id == facts.client.id:
        return facts
    kept = {facts.client.id, target.id} | _above(facts, target.id) | _below(facts, target.id)
    return replace(
        facts,
        branches=tuple(b for b in facts.branches if b.node.id in kept or b.node.kind is Kind.PRODUCT),
        stops=tuple(stop for stop in facts.stops if stop.node.id in kept),
        planned=tuple(stop for stop in facts.planned if stop.node.id in kept),
    )


def _above(facts: Facts, node: str) -> set[str]:
    parents = {branch.node.id: branch.parent for branch in facts.branches}
    found: set[str] = set()
    at = parents.get(node)
    while at is not None:
        found.add(at)
        at = parents.get(at)
    return found


def _below(facts: Facts, node: str) -> set[str]:
    found, parents = set[str](), {node}
    while parents:
        parents = {branch.node.id for branch in facts.branches if branch.parent in parents}
        found |= parents
    return found
