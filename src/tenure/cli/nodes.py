"""One node at the terminal: how it stands, who uses it, what can be done, and why it is stopped (R6)."""

from datetime import date

from django.utils import timezone

from tenure.cli import screen
from tenure.cli.actors import actor_near_node
from tenure.cli.client_json import Plain
from tenure.cli.days import day_typed
from tenure.cli.ending import ExitCode
from tenure.cli.node_json import node_to_json, why_to_json
from tenure.cli.node_text import print_node, print_why
from tenure.cli.refusing import no_such_client
from tenure.cli.service_json import service_to_json
from tenure.core.actor import Actor
from tenure.core.tree import Kind
from tenure.operations.errors import Missing
from tenure.operations.lifecycle import offers_for
from tenure.operations.why import why
from tenure.records.facts import Wanted, gather
from tenure.records.history import facts_on
from tenure.records.queries import client_of_node


def show(node: str, person: str, on: str | None, *, as_json: bool) -> ExitCode:
    """Everything about a node; with a day, how it stood or will stand then."""
    day = day_typed(on) if on is not None else None
    content = _content(actor_near_node(person, node), node, day)
    if as_json:
        screen.document(content)
    else:
        print_node(content)
    return ExitCode.DONE


def tell_why(node: str, person: str, *, as_json: bool) -> ExitCode:
    """Why a node is stopped, since when, until when, and who may lift it."""
    actor = actor_near_node(person, node)
    try:
        content = why_to_json(why(actor, node))
    except Missing as missing:
        raise no_such_client() from missing
    if as_json:
        screen.document(content)
    else:
        print_why(content, person=person)
    return ExitCode.DONE


def _content(actor: Actor, node: str, day: date | None) -> Plain:
    facts = gather(actor, [Wanted(target=node)], at=timezone.now()).get(node)
    if facts is None or facts.target is None:
        raise no_such_client()
    client = client_of_node(actor, node)
    if day is not None:
        then = facts_on(facts, day, actor=actor)
        return node_to_json(client, then, facts.target, ())
    offered = offers_for(actor, client.id)
    if facts.target.kind is not Kind.CLIENT:
        offered = tuple(offer for offer in offered if offer.node.id == node)
    content = node_to_json(client, facts, facts.target, offered)
    written = service_to_json(node, actor) if facts.target.kind is Kind.SERVICE else None
    return {**content, "service": written}
