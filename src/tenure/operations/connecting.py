"""A client's administrator asks a firm to look after the account: sent, sent again, withdrawn (R13, R16)."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from tenure.core.account_roles import AccountRight
from tenure.core.actor import Actor
from tenure.core.wording import say
from tenure.operations.account_permission import account_for, still_may
from tenure.operations.client_change import changing, note_on
from tenure.operations.connection_mail import write_invitation
from tenure.operations.errors import Invalid, Missing
from tenure.operations.expiries import invitation_ends
from tenure.operations.inviting import checked_address
from tenure.operations.moving import preview_move
from tenure.operations.tokens import hash_of, new_token
from tenure.records.models import Client, ConnectionInvitation, Member
from tenure.records.models.connection_invitation import UNANSWERED
from tenure.records.scope import clients_of

MOST_OPEN = 10
LONGEST_MESSAGE = 2_000

type LinkTo = Callable[[str], str]


def invite_firm(
    client_id: str,
    *,
    email: str,
    message: str = "",
    digest: str,
    link_to: LinkTo,
    actor: Actor,
    at: datetime | None = None,
) -> ConnectionInvitation:
    """Asks the firm of whoever has this address; an open invitation to the same address is replaced.

    `digest` is the receipt of `preview_move`: whoever is connected now leaves when the invitation is accepted.
    Nothing tells whether the address is known here. Raises `Missing`, `NotAllowed`, or `Invalid` with the field;
    `Invalid` without a field if what would end has changed.
    """
    at = at or timezone.now()
    account_for(actor, client_id, AccountRight.ACCOUNTANT, at=at)
    address = checked_address(email)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        still_may(actor, client_id, AccountRight.ACCOUNTANT)
        if preview_move(client_id, actor=actor, at=at).digest != digest:
            raise Invalid(say("What would end has changed since you looked. Read it again, then send."))
        _not_theirs(client, address)
        _close(client, address, at)
        _not_too_many(client)
        invitation = ConnectionInvitation(
            client=client, email=address, message=message.strip()[:LONGEST_MESSAGE]
        )
        _send(invitation, client, link_to, actor, at)
        note_on(client, "firm_invited", {"invitation": invitation.id}, by=actor.person, at=at)
    return invitation


def resend_to_firm(
    client_id: str, invitation_id: str, *, link_to: LinkTo, actor: Actor, at: datetime | None = None
) -> ConnectionInvitation:
    """A new letter with a new link; the old link stops working, and the days begin again."""
    at = at or timezone.now()
    account_for(actor, client_id, AccountRight.ACCOUNTANT, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        still_may(actor, client_id, AccountRight.ACCOUNTANT)
        invitation = _unanswered(client, invitation_id)
        _send(invitation, client, link_to, actor, at)
        note_on(client, "firm_invitation_resent", {"invitation": invitation.id}, by=actor.person, at=at)
    return invitation


def withdraw_from_firm(
    client_id: str, invitation_id: str, *, actor: Actor, at: datetime | None = None
) -> ConnectionInvitation:
    """Takes the invitation back before it is answered: its link stops working."""
    at = at or timezone.now()
    account_for(actor, client_id, AccountRight.ACCOUNTANT, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        still_may(actor, client_id, AccountRight.ACCOUNTANT)
        invitation = _unanswered(client, invitation_id)
        invitation.withdrawn_at = at
        invitation.save(update_fields=["withdrawn_at"])
        note_on(client, "firm_invitation_withdrawn", {"invitation": invitation.id}, by=actor.person, at=at)
    return invitation


def _unanswered(client: Client, invitation_id: str) -> ConnectionInvitation:
    row = ConnectionInvitation.objects.filter(UNANSWERED, client=client, pk=invitation_id).first()
    if row is None:
        raise Missing(invitation_id)
    return row


def _not_theirs(client: Client, address: str) -> None:
    if client.firm is not None and Member.objects.filter(firm=client.firm, person__email=address).exists():
        raise Invalid(
            say(
                "%(email)s works at %(firm)s, which looks after you already.",
                email=address,
                firm=client.firm.name,
            ),
            field="email",
        )


def _close(client: Client, address: str, at: datetime) -> None:
    ConnectionInvitation.objects.filter(UNANSWERED, client=client, email=address).update(withdrawn_at=at)


def _not_too_many(client: Client) -> None:
    if ConnectionInvitation.objects.filter(UNANSWERED, client=client).count() >= MOST_OPEN:
        raise Invalid(
            say("%(most)d invitations wait for an answer. Withdraw one first.", most=MOST_OPEN), field="email"
        )


def _send(
    invitation: ConnectionInvitation, client: Client, link_to: LinkTo, actor: Actor, at: datetime
) -> None:
    """A new token, bound to the address, and the letter that carries it; who sends it answers for it from now on."""
    token = new_token()
    invitation.leaving_id = client.firm_id
    invitation.invited_by_id = actor.person
    invitation.token_hash = hash_of(token)
    invitation.created_at = at
    invitation.expires_at = invitation_ends(at)
    invitation.save()
    write_invitation(invitation, client, link=link_to(token), actor=actor, at=at)
