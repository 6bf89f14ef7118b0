"""An invitation to a client's account: who it is for, its row, its letter, and the end of the one before (R14, R49)."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tenure.core.actor import Actor, Side
from tenure.core.wording import say
from tenure.operations.errors import Invalid
from tenure.operations.expiries import invitation_ends
from tenure.operations.log import commitments
from tenure.operations.tokens import hash_of, new_token
from tenure.records.models import Client, ClientUser, Invitation, OutboxMail, People, Person
from tenure.records.models.invitation import OPEN

type LinkTo = Callable[[str], str]


def person_at(email: str, name: str, locale: str) -> Person:
    """Who has this address; somebody new cannot sign in before accepting. Raises `Invalid` for no address."""
    address = checked_address(email)
    person, _created = Person.objects.get_or_create(
        email=address,
        defaults={
            "name": " ".join(name.split())[:200],
            "locale": locale,
            "is_active": False,
            "password": make_password(None),
        },
    )
    return person


def checked_address(email: str) -> str:
    """An address in the one spelling that is stored. Raises `Invalid` with the field `email`."""
    address = People.spelled(email)
    try:
        validate_email(address)
    except ValidationError as error:
        raise Invalid(say("%(email)s is not an e-mail address.", email=email), "email") from error
    return address


def send(user: ClientUser, client: Client, link_to: LinkTo, actor: Actor, at: datetime) -> Invitation:
    """A new token, bound to address, account and role, and the letter that carries it; earlier ones end."""
    close(client, user.person, at)
    token = new_token()
    invitation = Invitation.objects.create(
        client=client,
        person=user.person,
        role=user.role,
        token_hash=hash_of(token),
        invited_by_id=actor.person,
        created_at=at,
        expires_at=invitation_ends(at),
    )
    # What a client's own people send is none of the firm's business: its outbox does not list it.
    firm = client.firm if actor.side is Side.FIRM else None
    OutboxMail.objects.create(
        firm=firm,
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
            "firm_name": firm.name if firm is not None else "",
            "actor_name": actor.name,
            "at": at.isoformat(),
            "invitation": invitation.id,
            "link": link_to(token),
            "expires_at": invitation.expires_at.isoformat(),
        },
    )
    return invitation


def close(client: Client, person: Person, at: datetime) -> None:
    """Links that were mailed to this person for this account stop working."""
    Invitation.objects.filter(OPEN, client=client, person=person).update(withdrawn_at=at)


def about(user: ClientUser) -> dict[str, object]:
    """What the log keeps of a user: ids and a commitment, no name."""
    return {
        "user": user.id,
        "person": commitments([user.person_id]).get(user.person_id, ""),
        "role": user.role,
    }
