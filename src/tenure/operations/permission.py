"""The first line of every quiet verb: for which firm somebody acts, and whether they may (R7, R8)."""

from datetime import datetime

from django.db import transaction

from tenure.core.actor import Actor, Right, Side
from tenure.core.wording import say
from tenure.operations.errors import NotAllowed
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.records.people import actor_at_firm, administrators_of


def firm_for(actor: Actor, right: Right, *, at: datetime) -> str:
    """The id of the firm that `actor` acts for and holds `right` in.

    Otherwise the refusal is logged and NotAllowed says whom to ask. Call it before the verb's own
    transaction: what it logs must stay when the verb does not happen.
    """
    if actor.firm is None:
        raise NotAllowed(say("Only people who work at the firm can do this."))
    if not actor.may(right):
        _log_refusal(actor.firm, actor, right, at)
        raise not_allowed(actor.firm)
    return actor.firm


def still_holds(actor: Actor, *rights: Right) -> Actor:
    """The actor as they are now, asked under the firm's lock: nobody acts with a right they just lost.

    Raises `NotAllowed` where one of `rights` is gone. Tenure itself, which is no person, holds what it came with.
    """
    if actor.side is Side.SYSTEM or actor.firm is None:
        return actor
    now = actor_at_firm(actor.person, actor.firm)
    if now is None or not now.rights.issuperset(rights):
        raise not_allowed(actor.firm)
    return now


def not_allowed(firm_id: str) -> NotAllowed:
    """What somebody without the right is told: whom to ask (R7). For pages that only show; nothing is logged."""
    names = ", ".join(str(member.person) for member in administrators_of(firm_id))
    return NotAllowed(
        say(
            "You do not have the right to do this. Ask an administrator of your account: %(names)s.",
            names=names,
        )
    )


def _log_refusal(firm_id: str, actor: Actor, right: Right, at: datetime) -> None:
    with transaction.atomic():
        lock_firm(firm_id)
        content = {"right": right.value, "actor": commitments([actor.person])[actor.person]}
        note([Event(chain=firm_id, event="refused", content=content)], at=at)
