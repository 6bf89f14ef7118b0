"""Whether something runs, and if not, why: derived from the stops on it and above it (R4, R6)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tenure.core.facts import Branch, Facts, Payer
from tenure.core.stops import Stop, StopKind
from tenure.core.tree import Kind, Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The open stops that reach a node, its own first."""

    stops: tuple[Stop, ...] = ()

    @property
    def runs(self) -> bool:
        """Nothing stops it."""
        return not self.stops

    @property
    def deactivated(self) -> bool:
        """At least one deactivation reaches it."""
        return any(stop.kind is StopKind.DEACTIVATION for stop in self.stops)

    @property
    def suspended(self) -> bool:
        """At least one suspension reaches it; independent of `deactivated`."""
        return any(stop.kind is StopKind.SUSPENSION for stop in self.stops)


def standing(facts: Facts, node: Node) -> Standing:
    """The standing of `node`: stopped if it or an ancestor carries an open stop."""
    path = tuple(lineage(facts, node))
    reaching = sorted(
        (stop for stop in facts.stops if stop.node.id in path), key=lambda stop: path.index(stop.node.id)
    )
    return Standing(stops=tuple(reaching))


def lineage(facts: Facts, node: Node) -> Iterator[str]:
    """The ids from `node` up to its client."""
    at: str | None = node.id
    while at is not None:
        yield at
        above = facts.branch(at)
        at = above.parent if above is not None else None


def reached(facts: Facts, kind: StopKind) -> frozenset[str]:
    """The ids of all nodes that a stop of this kind reaches: `standing` for a whole tree in one walk."""
    found = {stop.node.id for stop in facts.stops if stop.kind is kind}
    waiting = [branch for branch in facts.branches if branch.node.id not in found]
    while under := {branch.node.id for branch in waiting if branch.parent in found}:
        found |= under
        waiting = [branch for branch in waiting if branch.node.id not in under]
    return frozenset(found)


def stops_above(facts: Facts) -> dict[str, tuple[Stop, ...]]:
    """The stops on each node and above it, its own first, those planned among them: for a whole tree in one walk."""
    own: dict[str, list[Stop]] = defaultdict(list)
    for stop in (*facts.stops, *facts.planned):
        own[stop.node.id].append(stop)
    found = {facts.client.id: tuple(own[facts.client.id])}
    for branch in facts.branches:  # parents come before their children
        found[branch.node.id] = (*own[branch.node.id], *found.get(branch.parent, ()))
    return found


def extracts(facts: Facts, branch: Branch) -> bool:
    """Whether documents are extracted under this product: the firm's stops reach what the firm pays for (R20)."""
    return branch.extraction and (branch.payer is Payer.CLIENT or standing(facts, branch.node).runs)


def own_plan_reads(facts: Facts) -> bool:
    """Whether a plan of the client's own reads: for the whole account, whatever its firm has stopped (R20, R30)."""
    return any(branch.extraction and branch.payer is Payer.CLIENT for branch in facts.branches)


def is_read(facts: Facts, branch: Branch) -> bool:
    """Whether what lies under this product is read: by it, or by the client's own plan."""
    return extracts(facts, branch) or own_plan_reads(facts)


def reading_product(facts: Facts, node: Node) -> Branch | None:
    """The product under which a paper added at `node` lies: one that stands, if there is one.

    Where `node` has none of its own, it is the client's own plan.
    """
    reading = tuple(branch for branch in facts.branches if branch.extraction)
    here = tuple(branch for branch in reading if branch.parent == node.id)
    stands = (branch for branch in here if extracts(facts, branch))
    own = (branch for branch in reading if branch.payer is Payer.CLIENT)
    return next((branch for some in (stands, here, own) for branch in some), None)


def stopped_products(facts: Facts) -> tuple[int, int]:
    """How many firm-paid products of the account itself are deactivated, of how many (R21).

    All of them moves the client's tab. A business's products do not count: it rests alone (R32).
    """
    direct = (b for b in facts.branches if b.node.kind is Kind.PRODUCT and b.parent == facts.client.id)
    paid = [branch for branch in direct if branch.payer is Payer.FIRM]
    return sum(standing(facts, b.node).deactivated for b in paid), len(paid)
