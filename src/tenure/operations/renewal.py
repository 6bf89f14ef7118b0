"""A new letter for somebody whose invitation expired where nobody is left to send one (R12, R14).

A firm may part from a client whose only user is invited. If the link runs out then, the account would be lost to
everybody: so whoever holds the expired link may have a new letter sent, to the same address and no other.
"""

from datetime import datetime

from django.utils import timezone

from tenure.core.actor import Actor, Side
from tenure.core.facts import UserState
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.inviting import LinkTo, about, send
from tenure.operations.tokens import hash_of
from tenure.records.models import Client, ClientUser, Invitation


def renewable(invitation: Invitation, at: datetime) -> bool:
    """Whether the invitation has run out and neither a firm nor a user of the account can send another."""
    client = invitation.client
    if client is None or client.firm_id is not None or invitation.expires_at > at:
        return False
    spent = invitation.accepted_at is not None or invitation.withdrawn_at is not None
    return not spent and not client.users.filter(state=UserState.JOINED.value).exists()


def renew(token: str, *, link_to: LinkTo, at: datetime | None = None) -> None:
    """Sends a new letter to whoever was invited. Raises `Missing`, and `Invalid` where somebody else can do it."""
    at = at or timezone.now()
    known = Invitation.objects.filter(token_hash=hash_of(token), client__isnull=False).first()
    if known is None or known.client_id is None:
        raise Missing("invitation")
    with changing(known.client_id, among=Client.objects.all(), at=at) as client:
        rows = Invitation.objects.select_related("client", "person", "invited_by")
        invitation = rows.get(pk=known.pk)
        user = ClientUser.objects.filter(client=client, person=invitation.person).first()
        if user is None or not renewable(invitation, at):
            raise Invalid(say("Ask whoever invited you for a new letter."))
        send(user, client, link_to, _in_the_name_of(invitation), at)
        note_on(client, "invitation_resent", about(user), by=invitation.person_id, at=at)


def _in_the_name_of(invitation: Invitation) -> Actor:
    """Whoever invited them at first; if that person is gone, they themselves."""
    person = invitation.invited_by or invitation.person
    return Actor(person=person.id, name=str(person), email=person.email, side=Side.CLIENT)
