"""Whether a client counts in what its firm pays for Tenure, and how a plan changes that (R42, R47).

A client counts while at least one product that the firm pays for is not deactivated. A suspended one counts.
"""

from dataclasses import replace

from tenure.core.aftermath import after
from tenure.core.effects import CountClient, EndConnection, EndSubscriptions, EraseClient
from tenure.core.facts import Facts, Payer
from tenure.core.plan import Plan
from tenure.core.standing import reached
from tenure.core.stops import StopKind
from tenure.core.tree import Kind


def counts(facts: Facts) -> bool:
    """Whether the firm pays for this client."""
    paid = [b.node.id for b in facts.branches if b.node.kind is Kind.PRODUCT and b.payer is Payer.FIRM]
    if not paid or not facts.connected:
        return False
    stopped = reached(facts, StopKind.DEACTIVATION)
    return any(node not in stopped for node in paid)


def counted_anew(facts: Facts, plan: Plan) -> tuple[CountClient, ...]:
    """What `plan` changes in the count, for a firm that pays; nothing where the client counts as before.

    `facts` are all of them: products that the plan does not touch may keep the client in the count.
    """
    if facts.counts_from is None:
        return ()
    change = _counts_after(facts, plan) - counts(facts)
    return (CountClient(change=change, since=facts.counts_from),) if change else ()


def _counts_after(facts: Facts, plan: Plan) -> bool:
    if any(isinstance(effect, EndConnection | EraseClient) for effect in plan.effects):
        return False
    ended = {
        node.id for effect in plan.effects if isinstance(effect, EndSubscriptions) for node in effect.nodes
    }
    left = after(facts, plan)
    return counts(replace(left, branches=tuple(b for b in left.branches if b.node.id not in ended)))
