"""Ends the link to a firm because its client moves on: shown before, performed as any disconnect (R16)."""

from datetime import datetime

from django.utils import timezone

from tenure.core.actor import Actor
from tenure.core.moving import plan_of_move
from tenure.core.plan import Plan
from tenure.operations.apply import apply
from tenure.operations.errors import Missing
from tenure.operations.letters_of_plans import lines_as_stored
from tenure.operations.performance import Performance
from tenure.operations.recording import record
from tenure.records.facts import Wanted, gather
from tenure.records.ids import new_id
from tenure.records.models import Firm, Source, Transition


def preview_move(client_id: str, *, actor: Actor, at: datetime | None = None) -> Plan:
    """What would end, now, if another firm accepted. Raises `Missing` for an account the actor does not use."""
    found = gather(actor, [Wanted(target=client_id)], at=at or timezone.now())
    if client_id not in found:
        raise Missing(client_id)
    return plan_of_move(found[client_id])


def leave(client_id: str, firm: Firm, *, actor: Actor, at: datetime) -> Transition:
    """Performs it, in the name of `actor`, who uses the account. The caller holds both locks and the transaction."""
    plan = preview_move(client_id, actor=actor, at=at)
    performance = Performance(
        plan=plan,
        lines=lines_as_stored(plan),
        transition=new_id("trn"),
        firm=firm,
        actor=actor,
        at=at,
        source=Source.WEB,
    )
    made = record([performance])[0]
    apply([performance])
    return made
