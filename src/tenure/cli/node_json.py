"""One node and its answers to "how does it stand" and "why", as JSON."""

from tenure.cli.client_json import (
    KnownClient,
    Plain,
    client_to_json,
    day_to_json,
    product_to_json,
    products_of,
    stop_to_json,
)
from tenure.core.coming_up import Coming, coming_up
from tenure.core.facts import Branch, Facts
from tenure.core.offers import Offer
from tenure.core.plan_json import refusal_to_json
from tenure.core.standing import Standing, lineage, standing
from tenure.core.stops import Stop
from tenure.core.tree import Kind, Node
from tenure.operations.why import Reason, Why
from tenure.speech.speak import speak


def node_to_json(client: KnownClient, facts: Facts, target: Node, offered: tuple[Offer, ...]) -> Plain:
    """The node first, then its client; `facts` may be those of another day."""
    whole = client_to_json(client, facts)
    own = next((product_to_json(b, facts) for b in products_of(facts) if b.node.id == target.id), None)
    stands = own or (whole if target.kind is Kind.CLIENT else _standing(standing(facts, target)))
    return {
        "node": node(target),
        "client": node(facts.client),
        "on": facts.today.isoformat(),
        "standing": stands["standing"],
        "suspended": stands["suspended"],
        "locked_until": own["locked_until"] if own is not None else None,
        "stops": [stop_to_json(stop) for stop in _stops(facts, target)],
        "planned": [stop_to_json(stop) for stop in facts.planned if _concerns(stop, facts, target)],
        "coming": [coming_to_json(one) for one in coming_up(facts) if _touches(one, facts, target)],
        "schedule": _schedule(facts, target),
        "parts": [part_to_json(branch, facts) for branch in parts_of(facts, target)],
        **{name: value for name, value in whole.items() if name not in {"id", "standing", "suspended"}},
        "offers": [offer_to_json(offer) for offer in offered],
    }


def coming_to_json(one: Coming) -> Plain:
    """Something that happens by itself on a coming day."""
    return {
        "on": one.day.isoformat(),
        "what": one.kind.value,
        "node": one.node.id,
        "node_name": one.node.name,
    }


def offer_to_json(offer: Offer) -> Plain:
    """A verb that is offered; with refusals it stands there greyed."""
    return {
        "verb": offer.verb.value,
        "node": offer.node.id,
        "node_name": offer.node.name,
        "possible": not offer.plan.refused,
        "digest": offer.plan.digest,
        "refusals": [refusal_to_json(refusal, speak) for refusal in offer.plan.refusals],
    }


def why_to_json(why: Why) -> Plain:
    """The whole answer of `tenure why`."""
    return {
        "node": node(why.node),
        "client": node(why.client),
        "on": why.day.isoformat(),
        **_standing(why.standing),
        "reasons": [_reason(reason) for reason in why.reasons],
        "planned": [_reason(reason) for reason in why.planned],
    }


def node(one: Node) -> Plain:
    """A node, named."""
    return {"id": one.id, "kind": one.kind.value, "name": one.name}


def parts_of(facts: Facts, target: Node) -> tuple[Branch, ...]:
    """The businesses, locations and services in a node; its products are told apart."""
    return tuple(branch for branch in facts.below(target) if branch.node.kind is not Kind.PRODUCT)


def part_to_json(branch: Branch, facts: Facts) -> Plain:
    """One part below a client, with what it hangs in and how it stands."""
    return {
        **node(branch.node),
        "parent": branch.parent,
        **_standing(standing(facts, branch.node)),
        "schedule": _schedule(facts, branch.node),
    }


def _schedule(facts: Facts, target: Node) -> Plain | None:
    """How a recurring service ends; None for anything else, one on request among it."""
    branch = facts.branch(target.id)
    if branch is None or branch.ending is None:
        return None
    return {
        "end_date": day_to_json(branch.ending.on),
        "deactivate_on_end_date": branch.ending.deactivates,
    }


def _concerns(stop: Stop, facts: Facts, target: Node) -> bool:
    return target.kind is Kind.CLIENT or stop.node.id in lineage(facts, target)


def _touches(one: Coming, facts: Facts, target: Node) -> bool:
    """Whether it happens to the node, above it or below it."""
    return one.node.id in lineage(facts, target) or target.id in lineage(facts, one.node)


def _stops(facts: Facts, target: Node) -> tuple[Stop, ...]:
    return facts.stops if target.kind is Kind.CLIENT else standing(facts, target).stops


def _standing(found: Standing) -> Plain:
    return {
        "standing": "deactivated" if found.deactivated else "active",
        "suspended": found.suspended,
        "runs": found.runs,
    }


def _reason(reason: Reason) -> Plain:
    lift = reason.lift
    return {
        "stop": stop_to_json(reason.stop),
        "inherited": reason.inherited,
        "lifters": list(reason.lifters),
        "lift": None
        if lift is None
        else {
            "verb": lift.verb.value,
            "target": lift.target.id,
            "possible": not lift.refused,
            "refusals": [refusal_to_json(refusal, speak) for refusal in lift.refusals],
        },
    }
