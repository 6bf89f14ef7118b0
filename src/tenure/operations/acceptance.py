"""Saying yes to an invitation, to a client's account or to a firm's team: one page, one way (R14, R49)."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tenure.core.wording import Message, say
from tenure.operations.client_change import changing
from tenure.operations.errors import Invalid, Missing
from tenure.operations.joining import join_client, join_firm
from tenure.operations.locks import lock_firm
from tenure.operations.ownership import open_offer_to
from tenure.operations.renewal import renewable
from tenure.operations.tokens import hash_of
from tenure.records.models import Client, Invitation, Member, Person

EXPIRED = say("This invitation has expired. Ask for a new letter.")
WITHDRAWN = say("This invitation was withdrawn, or a newer letter replaced it.")
ACCEPTED = say("This invitation was accepted already. Sign in instead.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """What the page that accepts has to know.

    `problem` says why the invitation is no longer open; `renewable`, that the reader can have a new one sent,
    because nobody else can. `asked_to_own`: the account becomes theirs as they join. `owner` has it now, perhaps
    nobody.
    """

    email: str
    name: str
    place: str
    firm: str
    invited_by: str
    person: str
    new: bool
    asked_to_own: bool
    owner: str
    problem: Message | None
    renewable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Who joined what: a client or, without one, a firm's team."""

    person: str
    place: str
    client: str | None
    firm: str | None


def welcome(token: str, *, at: datetime | None = None) -> Welcome:
    """Who is invited where. Raises `Missing` for a token nobody was sent."""
    at = at or timezone.now()
    invitation = _sent(token)
    return Welcome(
        email=invitation.person.email,
        name=invitation.person.name,
        place=_place(invitation),
        firm=_inviting_firm(invitation),
        invited_by=str(invitation.invited_by) if invitation.invited_by is not None else "",
        person=invitation.person_id,
        new=is_new(invitation.person),
        asked_to_own=_asked_to_own(invitation, at),
        owner=_owner(invitation),
        problem=_problem(invitation, at),
        renewable=renewable(invitation, at),
    )


def accept(
    token: str,
    *,
    signed_in: str | None,
    name: str = "",
    password: str = "",
    own: bool = True,
    at: datetime | None = None,
) -> Joined:
    """The invited person joins. Somebody new is given `name` and `password` and may sign in from now on.

    Without `own` they decline the ownership they were asked to take, if somebody has it now.
    Somebody who has a password must be `signed_in` (a person's id); for somebody new nobody may be. Raises
    `Missing` for an unknown token,
    `Invalid` for one that is spent, withdrawn or expired, where another person is signed in, and (with the
    field `password`) for a password that is too easy.
    """
    at = at or timezone.now()
    known = _sent(token)
    if (problem := _problem(known, at)) is not None:
        raise Invalid(problem)
    if known.client_id is not None:
        with changing(known.client_id, among=Client.objects.all(), at=at) as client:
            invitation = _spend(token, signed_in, name, password, at)
            join_client(client, invitation, at, own=own)
    else:
        with transaction.atomic():
            firm = lock_firm(known.firm_id or "")
            invitation = _spend(token, signed_in, name, password, at)
            join_firm(firm, invitation, at)
    return Joined(
        person=invitation.person_id,
        place=_place(known),
        client=invitation.client_id,
        firm=invitation.firm_id,
    )


def _asked_to_own(invitation: Invitation, at: datetime) -> bool:
    client = invitation.client
    return client is not None and open_offer_to(client, invitation.person_id, at) is not None


def _inviting_firm(invitation: Invitation) -> str:
    """The firm in whose name somebody invites; empty where it is one of the account's own people."""
    firm = invitation.firm or (invitation.client.firm if invitation.client is not None else None)
    if firm is None:
        return ""
    works_there = Member.objects.filter(firm=firm, person=invitation.invited_by).exists()
    return firm.name if works_there or invitation.client is None else ""


def _owner(invitation: Invitation) -> str:
    owner = invitation.client.owner if invitation.client is not None else None
    return str(owner) if owner is not None else ""


def is_new(person: Person) -> bool:
    """Somebody who was invited and has never chosen a password."""
    return not person.is_active and not person.has_usable_password()


def _sent(token: str) -> Invitation:
    rows = Invitation.objects.select_related("client__firm", "client__owner", "firm", "person", "invited_by")
    invitation = rows.filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise Missing("invitation")
    return invitation


def _spend(token: str, signed_in: str | None, name: str, password: str, at: datetime) -> Invitation:
    """Marks the invitation as accepted, under the locks that make this happen once."""
    invitation = _sent(token)
    # Somebody new may be invited twice, to two accounts: they become somebody once.
    person = invitation.person = Person.objects.select_for_update().get(pk=invitation.person_id)
    if (problem := _problem(invitation, at)) is not None:
        raise Invalid(problem)
    new = is_new(person)
    if signed_in != (None if new else person.id):
        raise Invalid(say("Sign in as %(email)s to accept this invitation.", email=person.email))
    if new:
        _awaken(person, name, password)
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    return invitation


def _awaken(person: Person, name: str, password: str) -> None:
    person.name = name or person.name
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid(say("%(problem)s", problem=" ".join(error.messages)), field="password") from error
    person.is_active = True
    person.set_password(password)
    person.save(update_fields=["name", "is_active", "password"])


def _problem(invitation: Invitation, at: datetime) -> Message | None:
    if invitation.accepted_at is not None:
        return ACCEPTED
    if invitation.withdrawn_at is not None:
        return WITHDRAWN
    return EXPIRED if invitation.expires_at <= at else None


def _place(invitation: Invitation) -> str:
    place = invitation.client or invitation.firm
    return place.name if place is not None else ""
