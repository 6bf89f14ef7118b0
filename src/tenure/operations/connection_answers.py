"""A firm answers a client that asks for it: accepts, which ends the link before it at once, or declines (R16)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.account_roles import RIGHTS_OF, AccountRight
from tenure.core.actor import Actor, Right
from tenure.core.wording import say
from tenure.operations.client_change import note_on
from tenure.operations.connection_mail import tell_connected, tell_declined
from tenure.operations.errors import Invalid, Missing
from tenure.operations.locks import lock_clients, lock_firms
from tenure.operations.log import Event, commitments, note
from tenure.operations.moving import leave
from tenure.operations.permission import firm_for, not_allowed
from tenure.operations.products import start
from tenure.operations.standings import restate, tallies
from tenure.records.connection_requests import addressed_to
from tenure.records.models import (
    Client,
    Connection,
    ConnectionInvitation,
    Document,
    DocumentState,
    Firm,
    Transition,
)
from tenure.records.models.connection_invitation import UNANSWERED
from tenure.records.own_plans import resting
from tenure.records.people import account_role_of, actor_at_clients, actor_at_firm

LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Yes:
    """What a firm says yes to, and who says it."""

    request: str
    firm: str
    products: tuple[str, ...]
    read_resting: bool
    actor: Actor
    at: datetime


class _Moved(Exception):
    """Between the look and the locks the client left its firm, or found one."""


def accept_request(
    request_id: str,
    *,
    products: Sequence[str],
    read_resting: bool = False,
    actor: Actor,
    at: datetime | None = None,
) -> Client:
    """The actor's firm looks after the client from now on, and pays for `products` of its policy.

    With `read_resting` the documents that nobody reads go to the first of them that extracts (R24).

    1. Lock both firms and the client. 2. Ask again whether the invitation stands. 3. End the link to the firm
    before, in the name of whoever invited: its stops and what it pays go, both sides are told; waits survive.
    4. Connect, start the products. 5. Close every other open invitation of the client. 6. Tell and note.

    Raises `NotAllowed`, `Missing` (never asked, answered, withdrawn, expired), or `Invalid`.
    """
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.CLIENTS, at=at)
    yes = _Yes(
        request=request_id,
        firm=firm_id,
        products=tuple(dict.fromkeys(products)),
        read_resting=read_resting,
        actor=actor,
        at=at,
    )
    seen = _asked(actor, request_id, at)
    while True:
        # Both firms are locked before the client, in one order: if it moved meanwhile all locks are let go first.
        with suppress(_Moved), transaction.atomic():
            return _accept(seen.client_id, yes)


def decline_request(request_id: str, *, note_to_client: str, actor: Actor, at: datetime | None = None) -> str:
    """The actor's firm does not look after the client; its administrators read why. Returns the client's name.

    Raises `NotAllowed` or `Missing`.
    """
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.CLIENTS, at=at)
    seen = _asked(actor, request_id, at)
    with transaction.atomic():
        firm = lock_firms([firm_id])[firm_id]
        client = _locked(seen.client_id)
        invitation = _asked(actor, request_id, at)
        words = note_to_client.strip()[:LONGEST_NOTE]
        invitation.declined_at, invitation.decline_note = at, words
        invitation.firm, invitation.answered_by_id = firm, actor.person
        invitation.save(update_fields=["declined_at", "decline_note", "firm", "answered_by"])
        tell_declined(client, firm, words, at=at)
        note_on(
            client,
            "firm_declined",
            {"invitation": invitation.id, "firm": firm.id},
            by=actor.person,
            at=at,
        )
    return client.name


def _accept(client_id: str, yes: _Yes) -> Client:
    before_id = Client.objects.filter(pk=client_id).values_list("firm_id", flat=True).first()
    firms = lock_firms({yes.firm, before_id or yes.firm})
    client = _locked(client_id)
    if client.firm_id != before_id:
        raise _Moved
    _still_may(yes.actor, yes.firm)
    invitation = _asked(yes.actor, yes.request, yes.at)
    inviter = _inviter(invitation, client, yes.firm)
    before = tallies([client.id])
    left = leave(client.id, firms[before_id], actor=inviter, at=yes.at) if before_id else None
    _connect(client, firms[yes.firm], yes)
    _answered(invitation, left, yes)
    restate([client.id], before=before, at=yes.at)
    tell_connected(client, firms[yes.firm], actor=yes.actor, at=yes.at)
    _log(client, yes)
    return client


def _locked(client_id: str) -> Client:
    client = lock_clients([client_id]).get(client_id)
    if client is None:
        raise Missing(client_id)
    return client


def _asked(actor: Actor, request_id: str, at: datetime) -> ConnectionInvitation:
    row = addressed_to(actor).filter(pk=request_id, expires_at__gt=at).first()
    if row is None:
        raise Missing(request_id)
    return row


def _still_may(actor: Actor, firm_id: str) -> None:
    """The right once more, under the lock: it may have been taken away since the page was opened."""
    now = actor_at_firm(actor.person, firm_id)
    if now is None or not now.may(Right.CLIENTS):
        raise not_allowed(firm_id)


def _inviter(invitation: ConnectionInvitation, client: Client, firm_id: str) -> Actor:
    """Who moves the client: whoever invited, if they still may. Raises `Invalid` where the invitation is void."""
    if client.firm_id == firm_id:
        raise Invalid(say("Your firm looks after %(client)s already.", client=client.name))
    person = invitation.invited_by_id or ""
    role = account_role_of(person, client.id)
    inviter = actor_at_clients(person)
    holds = role is not None and AccountRight.ACCOUNTANT in RIGHTS_OF[role]
    if inviter is None or not holds or client.firm_id not in {None, invitation.leaving_id}:
        raise Invalid(
            say(
                "This invitation no longer holds: whoever sent it may no longer do so. Ask %(client)s for a new one.",
                client=client.name,
            )
        )
    return inviter


def _connect(client: Client, firm: Firm, yes: _Yes) -> None:
    Client.objects.filter(pk=client.pk).update(firm=firm, connected_since=yes.at)
    Connection.objects.create(client=client, firm=firm, since=yes.at)
    client.refresh_from_db()
    started = [start(client, firm, code, at=yes.at) for code in yes.products]
    reading = next((one for one in started if one.extraction), None)
    if yes.read_resting and reading is not None:
        # A paper of a business stays with its business.
        papers = Document.objects.filter(resting(client.id), subscription__business__isnull=True)
        waiting = DocumentState.WAITING.value
        papers.update(subscription=reading, state=waiting, held_since=None, released_at=yes.at)


def _answered(invitation: ConnectionInvitation, left: Transition | None, yes: _Yes) -> None:
    invitation.accepted_at, invitation.firm_id, invitation.transition = yes.at, yes.firm, left
    invitation.answered_by_id = yes.actor.person
    invitation.save(update_fields=["accepted_at", "firm", "transition", "answered_by"])
    # The first who accepts looks after the client; a second one would end that link at once.
    others = ConnectionInvitation.objects.filter(UNANSWERED, client=invitation.client_id)
    others.update(withdrawn_at=yes.at)


def _log(client: Client, yes: _Yes) -> None:
    content = {"invitation": yes.request, "firm": yes.firm, "products": list(yes.products)}
    note_on(client, "firm_connected", content, by=yes.actor.person, at=yes.at)
    who = commitments([yes.actor.person]).get(yes.actor.person, "")
    told = {**content, "client": client.id, "by": who}
    note([Event(chain=yes.firm, event="client_connected", content=told)], at=yes.at)
