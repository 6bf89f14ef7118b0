"""A client as JSON, alike in lists and alone: how it stands, what it has, who uses it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from tenure.core.facts import Branch, Facts, Papers, Payer, User
from tenure.core.standing import Standing, standing, stopped_products
from tenure.core.stops import Stop
from tenure.core.tree import Kind, Node

type Plain = dict[str, object]


class KnownClient(Protocol):
    """What is told of a client's record."""

    id: str
    name: str
    email: str
    contact_name: str
    phone: str
    reference: str
    company_number: str
    invited: bool
    connected_since: datetime | None


def client_to_json(client: KnownClient, facts: Facts) -> Plain:
    """Who it is, how it stands, then its products and users."""
    return {
        "id": client.id,
        "name": client.name,
        **account_standing(facts),
        "invited": client.invited,
        "email": client.email,
        "contact_name": client.contact_name,
        "phone": client.phone,
        "reference": client.reference,
        "company_number": client.company_number,
        "connected_since": client.connected_since.isoformat() if client.connected_since is not None else None,
        "owner": user_to_json(facts.owner) if facts.owner is not None else None,
        "payer": facts.payer.value,
        "products": [product_to_json(branch, facts) for branch in products_of(facts)],
        "users": [user_to_json(user) for user in facts.users],
        "documents": documents_to_json(facts.papers, facts.documents),
    }


def account_standing(facts: Facts) -> Plain:
    """Active or deactivated as lists have it: deactivated once every product its firm pays for is (R21)."""
    own, (stopped, paid) = standing(facts, facts.client), stopped_products(facts)
    everything = paid > 0 and stopped == paid
    return {
        "standing": "deactivated" if own.deactivated or everything else "active",
        "suspended": any(standing(facts, node).suspended for node in (facts.client, *_account(facts))),
        "products_total": paid,
        "products_deactivated": stopped,
    }


def products_of(facts: Facts) -> tuple[Branch, ...]:
    """The products of a client."""
    return tuple(branch for branch in facts.branches if branch.node.kind is Kind.PRODUCT)


def product_to_json(branch: Branch, facts: Facts) -> Plain:
    """One product: who pays, and how it stands for them. The firm's stops reach what the firm pays for."""
    found = standing(facts, branch.node) if branch.payer is Payer.FIRM else Standing()
    return {
        "id": branch.node.id,
        "code": branch.code,
        "name": branch.node.name,
        "payer": branch.payer.value if branch.payer is not None else None,
        "standing": "deactivated" if found.deactivated else "active",
        "suspended": found.suspended,
        "locked_until": day_to_json(_locked_until(branch, found, facts)),
    }


def user_to_json(user: User) -> Plain:
    """One user of the client, as plans name them."""
    return {
        "id": user.person.id,
        "name": user.person.name,
        "email": user.person.email,
        "state": user.state.value,
        "role": "administrator" if user.administrator else "standard",
        "owner": user.owner,
    }


def stop_to_json(stop: Stop) -> Plain:
    """One stop with its cause; days in the firm's time zone."""
    return {
        "id": stop.id,
        "node": stop.node.id,
        "node_name": stop.node.name,
        "kind": stop.kind.value,
        "since": stop.since.isoformat(),
        "until": day_to_json(stop.until),
        "locked_until": day_to_json(stop.locked_until),
        "by": stop.by,
        "type": stop.type,
        "reason": stop.reason,
        "cause": stop.cause,
    }


def documents_to_json(papers: Iterable[Papers], total: int) -> Plain:
    """How many documents there are, wait for extraction, and are held by a stop."""
    counted = tuple(papers)
    return {
        "total": total,
        "waiting": sum(one.waiting for one in counted),
        "held": sum(one.held for one in counted),
    }


def day_to_json(day: date | None) -> str | None:
    """A day as ISO writes it."""
    return day.isoformat() if day is not None else None


def _account(facts: Facts) -> Iterable[Node]:
    return (branch.node for branch in facts.branches if branch.parent == facts.client.id and branch.code)


def _locked_until(branch: Branch, found: Standing, facts: Facts) -> date | None:
    """The last day the firm's wait or a stop's own lock names, if it is still ahead."""
    approved = any(wait.approved for wait in facts.waits if wait.code == branch.code)
    waits = [wait.until for wait in facts.waits if wait.code == branch.code]
    locks = [stop.locked_until for stop in found.stops if stop.locked_until is not None]
    days = [day for day in (*waits, *locks) if day > facts.today]
    return None if approved else max(days, default=None)
