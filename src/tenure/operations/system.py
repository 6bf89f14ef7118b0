"""Tenure itself as an actor: what is due by date or by rule is done in its name, with rights of its own."""

from collections.abc import Sequence
from datetime import datetime

from tenure.core.actions import Action
from tenure.core.actor import Actor, Right, Side
from tenure.operations.lifecycle import Order, perform_many, preview_many
from tenure.records.models import Source, Transition

RIGHTS = frozenset({Right.DEACTIVATE, Right.SUSPEND, Right.UNSUSPEND})


def system_in(firm: str) -> Actor:
    """Tenure acting for a firm: no person, and only the rights that its duties need."""
    return Actor(person="", name="Tenure", email="", side=Side.SYSTEM, rights=RIGHTS, firm=firm)


def do_what_is_due(firm: str, actions: Sequence[Action], *, at: datetime) -> int:
    """Performs those of the actions that nothing refuses; returns how many were done."""
    return len(perform_due(firm, actions, at=at))


def perform_due(firm: str, actions: Sequence[Action], *, at: datetime) -> list[Transition]:
    """Performs those of the actions that nothing refuses; returns what was done.

    What is refused is left for the next look and not logged: nobody asked for it.
    """
    actor = system_in(firm)
    plans = preview_many(actions, actor, at=at)
    orders = [
        Order(action=action, digest=plan.digest)
        for action, plan in zip(actions, plans, strict=True)
        if plan is not None and not plan.refused
    ]
    outcomes = perform_many(orders, actor, source=Source.WORKER, at=at)
    return [one.transition for one in outcomes if one.error is None and one.transition is not None]
