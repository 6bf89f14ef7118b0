"""What joining means: a place at a client (and its ownership, where nobody has it), or in a team."""

from datetime import datetime

from tenure.core.facts import UserState
from tenure.core.wording import say
from tenure.operations.client_change import note_on
from tenure.operations.errors import Invalid
from tenure.operations.inviting import about
from tenure.operations.log import Event, commitments, note
from tenure.operations.ownership import decline, open_offer_to, settle
from tenure.records.models import Client, ClientUser, Firm, Invitation, Member, Role


def join_client(client: Client, invitation: Invitation, at: datetime, *, own: bool) -> None:
    """The invited user joins; the caller holds the client's lock and makes its listed columns true.

    Whoever was asked to own the account takes it (`own`) or declines. The law: a client with joined users has an
    owner. The first who joins owns it, whatever they were asked.
    """
    person = invitation.person_id
    ClientUser.objects.update_or_create(
        client=client,
        person_id=person,
        defaults={"state": UserState.JOINED.value, "joined_at": at, "role": invitation.role},
    )
    _answer(client, person, at, own=own)
    user = ClientUser.objects.get(client=client, person_id=person)
    owns = client.owner_id == person
    note_on(client, "user_joined", {**about(user), "owner": owns}, by=person, at=at)


def _answer(client: Client, person: str, at: datetime, *, own: bool) -> None:
    """What becomes of the ownership when this person joins."""
    asked = open_offer_to(client, person, at)
    if asked is not None and (own or client.owner_id is None):
        settle(client, asked, at)
    elif asked is not None:
        decline(client, asked, at)
    elif client.owner_id is None:
        Client.objects.filter(pk=client.pk).update(owner=person)
        client.owner_id = person


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
