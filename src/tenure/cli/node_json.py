"""One node and its answers to "how does it stand" and "why", as JSON."""

from tenure.cli.client_json import (
    KnownClient,
    Plain,
    client_to_json,
    product_to_json,
    products_of,
    stop_to_json,
)
from tenure.core.facts import Facts
from tenure.core.offers import Offer
from tenure.core.plan_json import refusal_to_json
from tenure.core.standing import Standing, standing
from tenure.core.stops import Stop
from tenure.core.tree import Kind, Node
from tenure.operations.why import Reason, Why
from tenure.speech.speak import speak


def node_to_json(client: KnownClient, facts: Facts, target: Node, offered: tuple[Offer, ...]) -> Plain:
    """The node first, then its client; `facts` may be those of another day."""
    whole = client_to_json(client, facts)
    own = next((product_to_json(b, facts) for b in products_of(facts) if b.node.id == target.id), None)
    stands = own or whole
    return {
        "node": node(target),
        "client": node(facts.client),
        "on": facts.today.isoformat(),
        "standing": stands["standing"],
        "suspended": stands["suspended"],
        "locked_until": own["locked_until"] if own is not None else None,
        "stops": [stop_to_json(stop) for stop in _stops(facts, target)],
        **{name: value for name, value in whole.items() if name not in {"id", "standing", "suspended"}},
        "offers": [offer_to_json(offer) for offer in offered],
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
    }


def node(one: Node) -> Plain:
    """A node, named."""
    return {"id": one.id, "kind": one.kind.value, "name": one.name}


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
