"""Held documents that were not chosen at a return are sent for extraction later: looked at, then sent as shown (R24)."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from tenure.core.account_roles import AccountRight
from tenure.core.actor import Actor, Side
from tenure.core.held_documents import HeldPile, SendChoice, Sending, sending
from tenure.operations.account_permission import account_for, still_may
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Missing, NotDone
from tenure.records.facts import Wanted, gather
from tenure.records.held_documents import chosen_of, held_piles
from tenure.records.models import Client, DocumentState
from tenure.records.reading_pace import reading_pace
from tenure.records.scope import clients_of


class NotSentAsShown(NotDone):
    """What was confirmed rested on other facts, or nothing can be sent; `plan` is how it stands now."""

    def __init__(self, plan: Sending) -> None:
        super().__init__(plan.digest)
        self.plan = plan


def foresee_sending(
    client_id: str, choice: SendChoice, *, actor: Actor, at: datetime | None = None
) -> Sending:
    """What sending this choice would do now. Raises `Missing`, and `NotAllowed` on the client's side."""
    at = at or timezone.now()
    _may(actor, client_id, at)
    client = clients_of(actor).select_related("firm").filter(pk=client_id).first()
    if client is None:
        raise Missing(client_id)
    return _sending(client, choice, actor, at)


def send_held(
    client_id: str, choice: SendChoice, *, digest: str, actor: Actor, at: datetime | None = None
) -> Sending:
    """Sends exactly what was shown under `digest`; each waits for extraction under the product that reads it now.

    Raises `Missing`, `NotAllowed`, and `NotSentAsShown` where the facts have moved or nothing can be sent.
    """
    at = at or timezone.now()
    _may(actor, client_id, at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        if actor.side is Side.CLIENT:
            still_may(actor, client_id, AccountRight.DOCUMENTS)
        plan = _sending(client, choice, actor, at)
        if plan.refused or plan.digest != digest:
            raise NotSentAsShown(plan)
        for one in plan.sent:
            _send(client, choice, one.pile, one.product.id, at)
        content = {"digest": plan.digest, "count": plan.count, "held": plan.held}
        note_on(client, "documents_sent", content, by=actor.person, at=at)
    return plan


def _may(actor: Actor, client_id: str, at: datetime) -> None:
    """Whoever may add documents may send them: every member of the firm, every user of the client."""
    if actor.side is Side.CLIENT:
        account_for(actor, client_id, AccountRight.DOCUMENTS, at=at)


def _sending(client: Client, choice: SendChoice, actor: Actor, at: datetime) -> Sending:
    facts = gather(actor, [Wanted(target=client.id)], at=at).get(client.id)
    if facts is None:
        raise Missing(client.id)
    plan = sending(choice, held_piles(client, choice), facts, by_client=actor.side is Side.CLIENT)
    return replace(plan, pace=reading_pace()) if plan.sent else plan


def _send(client: Client, choice: SendChoice, pile: HeldPile, product: str, at: datetime) -> None:
    rows = chosen_of(client, choice).filter(
        subscription=pile.product or None, subscription__business=pile.business or None
    )
    rows.update(state=DocumentState.WAITING.value, subscription=product, held_since=None, released_at=at)
