"""A client pays for itself in one step: for whoever has looked already, such as the demo's script (R12, R15, R20)."""

from datetime import datetime

from tenure.core.actor import Actor
from tenure.core.own_plans.facts import Wish
from tenure.core.own_plans.propose import Proposal, Question
from tenure.operations.own_plans import carry_out, foresee, setting


def subscribe(client_id: str, *, trial: bool, actor: Actor, at: datetime | None = None) -> Proposal:
    """The plan that can be tried, as a free trial or paid by the client from now on.

    Raises `Missing`, `NotAllowed`, and `NotAsShown` where something stands against it.
    """
    wish = (
        Question(wish=Wish.TRIAL)
        if trial
        else Question(wish=Wish.SUBSCRIBE, tariff=setting().catalogue.trial)
    )
    seen = foresee(wish, client_id, actor=actor, at=at)
    return carry_out(wish, client_id, digest=seen.digest, actor=actor, at=at)
