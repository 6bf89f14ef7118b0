"""Asking people in: inviting a user to a client, sending the letter again, withdrawing it (R14, R25)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tenure.core.actor import Actor, Right, Side
from tenure.core.facts import UserState
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.log import commitments
from tenure.operations.permission import firm_for
from tenure.operations.tokens import hash_of, new_token
from tenure.records.models import (
    Client,
    ClientRole,
    ClientUser,
    Invitation,
    OfferOutcome,
    OutboxMail,
    OwnerRequest,
    People,
    Person,
)
from tenure.records.models.invitation import OPEN
from tenure.records.scope import clients_of

OPEN_FOR = timedelta(days=7)

type LinkTo = Callable[[str], str]


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
    `Invalid` if the person is a user of this client already.
    """
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        person = _person(email, name, client)
        if client.users.filter(person=person).exists():
            raise Invalid(
                say("%(email)s is a user of this client already.", email=person.email), field="email"
            )
        user = ClientUser.objects.create(
            client=client,
            person=person,
            role=ClientRole(role).value,
            state=UserState.INVITED.value,
            invited_at=at,
        )
        invitation = _send(user, client, link_to, actor, at)
        note_on(client, "user_invited", _about(person, user), by=actor.person, at=at)
    return invitation


def resend_invitation(
    client_id: str, user_id: str, *, link_to: LinkTo, actor: Actor, at: datetime | None = None
) -> Invitation:
    """Sends a new letter with a new link; the old link stops working, the seven days begin again."""
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        user = _invited(client, user_id)
        invitation = _send(user, client, link_to, actor, at)
        note_on(client, "invitation_resent", _about(user.person, user), by=actor.person, at=at)
    return invitation


def withdraw_invitation(client_id: str, user_id: str, *, actor: Actor, at: datetime | None = None) -> Person:
    """Takes an invitation back: the link stops working and the place is gone. Returns who was invited."""
    at = at or timezone.now()
    firm_for(actor, Right.CLIENTS, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        user = _invited(client, user_id)
        _close(client, user.person, at)
        requests = OwnerRequest.objects.filter(client=client, person=user.person, closed_at__isnull=True)
        requests.update(closed_at=at, outcome=OfferOutcome.CANCELLED.value)
        note_on(client, "invitation_withdrawn", _about(user.person, user), by=actor.person, at=at)
        user.delete()
    return user.person


def _person(email: str, name: str, client: Client) -> Person:
    """Who has this address; somebody new cannot sign in before accepting."""
    person, _created = Person.objects.get_or_create(
        email=People.spelled(email),
        defaults={
            "name": name,
            "locale": client.locale,
            "is_active": False,
            "password": make_password(None),
        },
    )
    return person


def _invited(client: Client, user_id: str) -> ClientUser:
    invited = client.users.filter(pk=user_id, state=UserState.INVITED.value)
    user = invited.select_related("person").first()
    if user is None:
        raise Missing(user_id)
    return user


def _close(client: Client, person: Person, at: datetime) -> None:
    Invitation.objects.filter(OPEN, client=client, person=person).update(withdrawn_at=at)


def _send(user: ClientUser, client: Client, link_to: LinkTo, actor: Actor, at: datetime) -> Invitation:
    _close(client, user.person, at)
    token = new_token()
    invitation = Invitation.objects.create(
        client=client,
        person=user.person,
        role=user.role,
        token_hash=hash_of(token),
        invited_by_id=actor.person,
        created_at=at,
        expires_at=at + OPEN_FOR,
    )
    OutboxMail.objects.create(
        firm=client.firm,
        client=client,
        kind="invite_user",
        to_address=user.person.email,
        to_name=user.person.name,
        locale=user.person.locale,
        side=Side.CLIENT.value,
        next_at=at,
        created_at=at,
        context={
            "client_name": client.name,
            "client_id": client.id,
            "firm_name": client.firm.name if client.firm is not None else "",
            "actor_name": actor.name,
            "at": at.isoformat(),
            "invitation": invitation.id,
            "link": link_to(token),
            "expires_at": invitation.expires_at.isoformat(),
        },
    )
    return invitation


def _about(person: Person, user: ClientUser) -> dict[str, object]:
    return {"user": user.id, "person": commitments([person.id]).get(person.id, ""), "role": user.role}
