"""Doing a verb as a person would: look, then confirm what was seen."""

from datetime import datetime
from typing import Protocol

from tenure.core.actions import Action, Answers, Verb
from tenure.core.actor import Actor
from tenure.core.plan import Plan
from tenure.operations.lifecycle import perform, preview
from tenure.records.models import Client, Person, Source, Subscription, Transition


class Peopled(Protocol):
    """A world that knows who its people are."""

    def actor(self, person: Person) -> Actor:
        """Who somebody is there."""


def product_of(client: Client, code: str | None = None) -> str:
    """The id of the client's product with this code, or of its first by code."""
    products = Subscription.objects.filter(client=client, until=None).order_by("product")
    chosen = products.filter(product=code).first() if code else products.first()
    assert chosen is not None
    return chosen.id


def look(
    world: Peopled,
    person: Person,
    verb: Verb,
    target: str,
    answers: Answers | None = None,
    *,
    at: datetime | None = None,
) -> Plan:
    """The plan as `person` would see it."""
    return preview(Action(verb=verb, target=target, answers=answers or Answers()), world.actor(person), at=at)


def do(
    world: Peopled,
    person: Person,
    verb: Verb,
    target: str,
    answers: Answers | None = None,
    *,
    at: datetime | None = None,
    digest: str | None = None,
) -> Transition:
    """Looks without answers, then performs with them."""
    action = Action(verb=verb, target=target, answers=answers or Answers())
    seen = digest or preview(Action(verb=verb, target=target), world.actor(person), at=at).digest
    return perform(action, world.actor(person), digest=seen, source=Source.WEB, at=at)
