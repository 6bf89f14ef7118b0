"""Asking people in: inviting a user to a client, sending the letter again, withdrawing it (R14, R25, R49).

The firm's people with the right to manage clients may, and so may the account's own administrators.
"""

from datetime import datetime

from django.utils import timezone

from tenure.core.account_roles import RIGHTS_OF, AccountRight, AccountRole
from tenure.core.actor import Actor, Right, Side
from tenure.core.facts import UserState
from tenure.core.wording import say
from tenure.operations.account_permission import account_for, account_not_allowed, still_may
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.inviting import LinkTo, about, close, person_at, send
from tenure.operations.permission import firm_for, still_holds
from tenure.records.models import (
    Client,
    ClientRole,
    ClientUser,
    Invitation,
    OfferOutcome,
    OwnerRequest,
    Person,
)
from tenure.records.scope import clients_of


def invite_user(
    client_id: str,
    *,
    email: str,
    name: str,
    role: str,
    link_to: LinkTo,
    actor: Actor,
    at: datetime | None = None,
) -> Invitation:
    """Invites somebody to a client as administrator or standard user; the letter leaves by the outbox.

    `link_to` makes the full address of the page that accepts a token. Raises `NotAllowed`, `Missing`, and
    `Invalid` with the field: no address, no such role, or a user of this client already.
    """
    at = at or timezone.now()
    _first_look(client_id, actor, at)
    granted = _role(role)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        _look_again(client, granted, actor)
        person = person_at(email, name, client.locale)
        if client.users.filter(person=person).exists():
            raise Invalid(
                say("%(email)s is a user of this client already.", email=person.email), field="email"
            )
        user = ClientUser.objects.create(
            client=client, person=person, role=granted.value, state=UserState.INVITED.value, invited_at=at
        )
        invitation = send(user, client, link_to, actor, at)
        note_on(client, "user_invited", about(user), by=actor.person, at=at)
    return invitation


def resend_invitation(
    client_id: str, user_id: str, *, link_to: LinkTo, actor: Actor, at: datetime | None = None
) -> Invitation:
    """Sends a new letter with a new link; the old link stops working, its days begin again."""
    at = at or timezone.now()
    _first_look(client_id, actor, at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        user = _invited(client, user_id)
        _look_again(client, ClientRole(user.role), actor)
        invitation = send(user, client, link_to, actor, at)
        note_on(client, "invitation_resent", about(user), by=actor.person, at=at)
    return invitation


def withdraw_invitation(client_id: str, user_id: str, *, actor: Actor, at: datetime | None = None) -> Person:
    """Takes an invitation back: the link stops working and the place is gone. Returns who was invited."""
    at = at or timezone.now()
    _first_look(client_id, actor, at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        user = _invited(client, user_id)
        _look_again(client, ClientRole(user.role), actor)
        close(client, user.person, at)
        requests = OwnerRequest.objects.filter(client=client, person=user.person, closed_at__isnull=True)
        requests.update(closed_at=at, outcome=OfferOutcome.CANCELLED.value)
        note_on(client, "invitation_withdrawn", about(user), by=actor.person, at=at)
        user.delete()
    return user.person


def _first_look(client_id: str, actor: Actor, at: datetime) -> None:
    if actor.side is Side.CLIENT:
        account_for(actor, client_id, AccountRight.PEOPLE, at=at)
    else:
        firm_for(actor, Right.CLIENTS, at=at)


def _look_again(client: Client, granted: ClientRole, actor: Actor) -> None:
    """Under the lock: nobody grants more than they hold at that moment."""
    if actor.side is not Side.CLIENT:
        still_holds(actor, Right.CLIENTS)
    elif not RIGHTS_OF[AccountRole(granted)] <= RIGHTS_OF[still_may(actor, client.id, AccountRight.PEOPLE)]:
        raise account_not_allowed(client.id)


def _role(role: str) -> ClientRole:
    if role not in set(ClientRole):
        raise Invalid(say("Choose a role."), field="role")
    return ClientRole(role)


def _invited(client: Client, user_id: str) -> ClientUser:
    invited = client.users.filter(pk=user_id, state=UserState.INVITED.value)
    user = invited.select_related("person").first()
    if user is None:
        raise Missing(user_id)
    return user
