"""What joining means: a place at a client (and its ownership, where nobody has it), or in a team."""

from datetime import datetime

from tenure.core.facts import UserState
from tenure.core.wording import say
from tenure.operations.client_change import note_on
from tenure.operations.errors import Invalid
from tenure.operations.log import Event, commitments, note
from tenure.records.models import (
    Client,
    ClientRole,
    ClientUser,
    Firm,
    Invitation,
    Member,
    OfferOutcome,
    OwnerRequest,
    Role,
)


def join_client(client: Client, invitation: Invitation, at: datetime) -> None:
    """The invited user joins; the caller holds the client's lock and makes its listed columns true.

    The law: a client with joined users has an owner. The first one owns it until whoever was asked joins.
    """
    person = invitation.person_id
    asked = OwnerRequest.objects.filter(client=client, person=person, closed_at__isnull=True).first()
    role = ClientRole.ADMINISTRATOR.value if asked is not None and asked.administrator else invitation.role
    ClientUser.objects.update_or_create(
        client=client,
        person_id=person,
        defaults={"state": UserState.JOINED.value, "joined_at": at, "role": role},
    )
    owns = asked is not None or client.owner_id is None
    if owns:
        Client.objects.filter(pk=client.pk).update(owner=person)
    if asked is not None:
        asked.closed_at, asked.outcome = at, OfferOutcome.ACCEPTED.value
        asked.save(update_fields=["closed_at", "outcome"])
    who = commitments([person]).get(person, "")
    note_on(client, "user_joined", {"person": who, "role": role, "owner": owns}, by=person, at=at)


def join_firm(firm: Firm, invitation: Invitation, at: datetime) -> None:
    """The invited colleague joins the team in the role named; the caller holds the firm's lock.

    Raises `Invalid` if that role is no more.
    """
    role = Role.objects.filter(firm=firm, key=invitation.role).first()
    if role is None:
        raise Invalid(say("The role you were invited for is no more. Ask for a new letter."))
    person = invitation.person_id
    member, _new = Member.objects.get_or_create(
        firm=firm, person_id=person, defaults={"role": role, "joined_at": at}
    )
    who = commitments([person]).get(person, "")
    content = {"member": member.id, "person": who, "by": who, "role": role.key}
    note([Event(chain=firm.id, event="colleague_joined", content=content)], at=at)
