"""Coming back before a wait is over: one person asks, a second administrator approves; and the calendar of waits (R22)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right, Side
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.operations.tokens import hash_of, new_token
from tenure.records.models import Client, Firm, OutboxMail, Person, Stop, Subscription, Wait
from tenure.records.people import administrators_of
from tenure.records.policies import policy_of, today_of
from tenure.records.scope import clients_of

LONGEST_REASON = 1_000


def ask_early_return(wait_id: str, *, reason: str, actor: Actor, at: datetime | None = None) -> None:
    """Asks for a return before the wait is over; the other administrators are told.

    Raises NotAllowed, Missing, and Invalid without a reason, after the wait, or without a second administrator.
    """
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.REACTIVATE, at=at)
    client_id = _client_of(wait_id, firm_id)
    reason = reason.strip()
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise Invalid(say("Give a reason of up to %(most)d characters.", most=LONGEST_REASON), "reason")
    approvers = [m.person for m in administrators_of(firm_id) if m.person_id != actor.person]
    if not approvers:
        raise Invalid(say("There is no second administrator who could approve it. Invite one first."))
    with changing(client_id, among=clients_of(actor), at=at) as client:
        wait = _running(wait_id, firm_id, at)
        Wait.objects.filter(pk=wait.pk).update(asked_by_id=actor.person, asked_reason=reason)
        wait.asked_reason = reason
        note_on(client, "early_return_asked", {"wait": wait.id}, by=actor.person, at=at)
        _write_letters("early_return_asked", wait, approvers, actor, at)


def approve_early_return(wait_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Ends the wait today: what it locked can be reactivated. Whoever asked cannot approve.

    Raises NotAllowed, Missing, and Invalid where nobody asked, the asker approves, or the wait is over.
    """
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.TEAM, at=at)
    with changing(_client_of(wait_id, firm_id), among=clients_of(actor), at=at) as client:
        wait = _asked(wait_id, firm_id, at)
        if wait.asked_by_id == actor.person:
            raise Invalid(say("You asked for this yourself. Another administrator has to approve it."))
        _end_waits(wait, client, actor, at)
        note_on(client, "early_return_approved", {"wait": wait.id}, by=actor.person, at=at)
        if wait.asked_by is not None:
            _write_letters("early_return_approved", wait, [wait.asked_by], actor, at)


def decline_early_return(wait_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Takes the request off the list: an administrator declines it, or the asker takes it back.

    Raises NotAllowed, Missing, and Invalid where nobody asked.
    """
    at = at or timezone.now()
    mine = Wait.objects.filter(id=wait_id, asked_by_id=actor.person).exists()
    firm_id = firm_for(actor, Right.REACTIVATE if mine else Right.TEAM, at=at)
    with changing(_client_of(wait_id, firm_id), among=clients_of(actor), at=at) as client:
        wait = _asked(wait_id, firm_id, at)
        Wait.objects.filter(pk=wait.pk).update(asked_by=None, asked_reason="")
        note_on(client, "early_return_declined", {"wait": wait.id}, by=actor.person, at=at)


def new_calendar(*, actor: Actor, at: datetime | None = None) -> str:
    """The secret of a new calendar address for the firm; the address before it stops working. Raises NotAllowed."""
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.TEAM, at=at)
    token = new_token()
    with transaction.atomic():
        lock_firm(firm_id)
        Firm.objects.filter(pk=firm_id).update(calendar_token_hash=hash_of(token))
        content = {"by": commitments([actor.person])[actor.person]}
        note([Event(chain=firm_id, event="calendar_address_made", content=content)], at=at)
    return token


def _client_of(wait_id: str, firm_id: str) -> str:
    wait = Wait.objects.filter(id=wait_id, firm_id=firm_id, client__firm_id=firm_id).only("client_id").first()
    if wait is None:
        raise Missing(wait_id)
    return wait.client_id


def _running(wait_id: str, firm_id: str, at: datetime) -> Wait:
    wait = Wait.objects.select_related("firm", "client", "asked_by").get(id=wait_id, firm_id=firm_id)
    if wait.approved_at is not None or wait.until <= today_of(wait.firm, at):
        raise Invalid(say("This wait is over: it can be reactivated now."))
    return wait


def _asked(wait_id: str, firm_id: str, at: datetime) -> Wait:
    wait = _running(wait_id, firm_id, at)
    if not wait.asked_reason:
        raise Invalid(say("Nobody asks for this any more."))
    return wait


def _end_waits(wait: Wait, client: Client, actor: Actor, at: datetime) -> None:
    """All waits that run for this product end; its stops, and a whole account's with no wait left, unlock."""
    running = Wait.objects.filter(
        firm=wait.firm, client=client, until__gt=today_of(wait.firm, at), approved_at__isnull=True
    )
    running.filter(product=wait.product).update(approved_by_id=actor.person, approved_at=at)
    open_stops = Stop.objects.filter(client=client, lifted_at__isnull=True)
    products = Subscription.objects.filter(client=client, product=wait.product).values("id")
    open_stops.filter(node__in=products).update(locked_until=None)
    open_stops.filter(node=client.id).exclude(cause__in=running.values("cause")).update(locked_until=None)


def _write_letters(kind: str, wait: Wait, receivers: Sequence[Person], actor: Actor, at: datetime) -> None:
    product = policy_of(wait.firm).product(wait.product)
    context = {
        "actor_name": actor.name,
        "client_name": wait.client.name,
        "product_name": product.name if product is not None else wait.product,
        "firm_name": wait.firm.name,
        # What the asker wrote is for the one who decides; the asker knows it.
        "reason": wait.asked_reason if kind == "early_return_asked" else "",
        "until": wait.until.isoformat(),
    }
    OutboxMail.objects.bulk_create(
        OutboxMail(
            firm=wait.firm,
            client=wait.client,
            kind=kind,
            to_address=person.email,
            to_name=person.name,
            locale=person.locale,
            side=Side.FIRM.value,
            context=context,
            next_at=at,
            created_at=at,
        )
        for person in receivers
    )
