"""The frame of every change to what a customer owes: the change, and then the rule of suspension looks at once (R41)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from tenure.core.actor import Actor
from tenure.operations.client_change import changing
from tenure.operations.suspend_rule import follow_the_rule
from tenure.records.models import Client
from tenure.records.scope import clients_of


@contextmanager
def moving_money(client_id: str, *, actor: Actor, at: datetime) -> Iterator[Client]:
    """As `changing` for a client of the actor's; whoever has paid runs again when this returns. Raises Missing."""
    with changing(client_id, among=clients_of(actor), at=at) as client:
        yield client
    follow_the_rule(client_id, by=actor.person, at=at)
