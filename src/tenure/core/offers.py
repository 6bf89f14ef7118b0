"""Which verbs are offered where, greyed with a reason or not at all (R7, R14, R15, R22, R25)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tenure.core.actions import Action, Verb
from tenure.core.actor import Actor
from tenure.core.decide import decide
from tenure.core.facts import Facts
from tenure.core.plan import Plan
from tenure.core.policy import Place, Policy
from tenure.core.refusals import Refusal, RefusalCode
from tenure.core.tree import Node

# A verb refused for one of these reasons stands there greyed, with the reason; for any other it is not offered at all.
GREYED = frozenset({RefusalCode.WAIT_NOT_OVER, RefusalCode.PARENT_STOPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One button: a verb on a node, possible now or greyed with its reason."""

    verb: Verb
    node: Node
    plan: Plan

    @property
    def refusal(self) -> Refusal | None:
        """Why the button is greyed; None if it can be pressed."""
        return self.plan.refusals[0] if self.plan.refusals else None


def offers(
    facts: Facts,
    policy: Policy,
    actor: Actor,
    place: Place | None = None,
    *,
    nodes: Sequence[Node] | None = None,
) -> tuple[Offer, ...]:
    """The buttons of this client at `place` (everywhere if None), in the order of the verbs.

    With `nodes` only theirs: a page that shows twenty of a customer's thousand parts asks about twenty.
    """
    if nodes is None:
        nodes = (facts.client, *(branch.node for branch in facts.branches))
    return tuple(
        offer
        for verb in Verb
        if (rules := policy.verb(verb)) is not None and (place is None or place in rules.places)
        for node in nodes
        if node.kind in rules.on and (offer := _offer(verb, node, facts, policy, actor)) is not None
    )


def _offer(verb: Verb, node: Node, facts: Facts, policy: Policy, actor: Actor) -> Offer | None:
    plan = decide(Action(verb=verb, target=node.id), _at(facts, node), policy, actor)
    shown = all(refusal.code in GREYED for refusal in plan.refusals)
    return Offer(verb=verb, node=node, plan=plan) if shown else None


def _at(facts: Facts, node: Node) -> Facts:
    return replace(facts, target=node)
