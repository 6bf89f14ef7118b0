"""Handing an account over: offered by its owner, taken or declined by the one who is asked (R49, section 11).

The owner of today holds the account until the new one accepts, so there is no moment without an owner.
"""

from datetime import datetime

from django.utils import timezone

from tenure.core.account_roles import AccountRight
from tenure.core.actor import Actor
from tenure.core.facts import UserState
from tenure.core.wording import say
from tenure.operations.account_permission import account_for, still_may
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.expiries import offer_ends
from tenure.operations.log import commitments
from tenure.operations.ownership_letters import (
    CANCELLED,
    DECLINED,
    write_letter,
    write_offer,
    write_settled,
)
from tenure.records.models import Client, ClientRole, ClientUser, OfferOutcome, OwnerRequest, Person
from tenure.records.scope import clients_of

EXPIRED = say("This offer has expired. Ask the owner to send it again.")
NOT_OFFERED = say("The ownership of this account is not offered to you any more.")


def offer_ownership(
    client_id: str, user_id: str, *, actor: Actor, at: datetime | None = None
) -> OwnerRequest:
    """The owner asks another user who joined to own the account from acceptance on.

    An offer that expired gives way; one that waits has to be cancelled first. Raises `NotAllowed`, `Missing`,
    and `Invalid`.
    """
    at = at or timezone.now()
    account_for(actor, client_id, AccountRight.OWNERSHIP, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        still_may(actor, client_id, AccountRight.OWNERSHIP)
        user = _joined(client, user_id)
        if user.person_id == client.owner_id:
            raise Invalid(say("You own this account already. Choose somebody else."), field="user")
        _make_room(client, at)
        offer = OwnerRequest.objects.create(
            client=client,
            person=user.person,
            administrator=True,
            offered_by_id=actor.person,
            at=at,
            expires_at=offer_ends(at),
        )
        write_offer(client, offer, actor, at)
        _note(client, "ownership_offered", offer, actor.person, at)
    return offer


def resend_offer(client_id: str, *, actor: Actor, at: datetime | None = None) -> OwnerRequest:
    """A new letter to whoever was asked; their days begin again. Raises `NotAllowed` and `Missing`."""
    at = at or timezone.now()
    account_for(actor, client_id, AccountRight.OWNERSHIP, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        still_may(actor, client_id, AccountRight.OWNERSHIP)
        offer = _open(client)
        # A firm's request to somebody who is invited stands until they join: their invitation is the letter.
        if offer is None or offer.expires_at is None:
            raise Missing(client_id)
        offer.expires_at = offer_ends(at)
        offer.save(update_fields=["expires_at"])
        write_offer(client, offer, actor, at)
        _note(client, "ownership_offered_again", offer, actor.person, at)
    return offer


def cancel_offer(client_id: str, *, actor: Actor, at: datetime | None = None) -> Person:
    """The owner takes the offer back, and stays the owner. Returns who was asked. Raises `NotAllowed` and `Missing`."""
    at = at or timezone.now()
    account_for(actor, client_id, AccountRight.OWNERSHIP, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        still_may(actor, client_id, AccountRight.OWNERSHIP)
        offer = _open(client)
        if offer is None:
            raise Missing(client_id)
        _close(offer, OfferOutcome.CANCELLED, at)
        if _has_joined(client, offer.person_id):
            write_letter(CANCELLED, client, offer.person, about=actor.name, at=at)
        _note(client, "ownership_cancelled", offer, actor.person, at)
    return offer.person


def accept_ownership(client_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Whoever was asked owns the account from now on; the owner before stays an administrator.

    Raises `Missing`, and `Invalid` where the offer was taken back, answered, or has expired.
    """
    at = at or timezone.now()
    with changing(client_id, among=clients_of(actor), at=at) as client:
        offer = _asked(client, actor, at)
        settle(client, offer, at)


def decline_ownership(client_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Whoever was asked does not want the account; its owner is told and can choose again. Raises as accepting does."""
    at = at or timezone.now()
    with changing(client_id, among=clients_of(actor), at=at) as client:
        offer = _asked(client, actor, at)
        decline(client, offer, at)


def settle(client: Client, offer: OwnerRequest, at: datetime) -> None:
    """The account changes hands and both are told; the caller holds the lock.

    The owner before stays an administrator; the new one becomes one too where the offer says so (R29).
    """
    _close(offer, OfferOutcome.ACCEPTED, at)
    previous = client.owner
    raised = [previous.id] if previous is not None else []
    if offer.administrator:
        raised.append(offer.person_id)
    ClientUser.objects.filter(client=client, person__in=raised).update(role=ClientRole.ADMINISTRATOR.value)
    Client.objects.filter(pk=client.pk).update(owner=offer.person_id)
    client.owner = offer.person
    write_settled(client, offer.person, previous, at)
    _note(client, "ownership_accepted", offer, offer.person_id, at)


def decline(client: Client, offer: OwnerRequest, at: datetime) -> None:
    """The offer ends and the owner is told; the caller holds the lock."""
    _close(offer, OfferOutcome.DECLINED, at)
    if client.owner is not None:
        write_letter(DECLINED, client, client.owner, about=str(offer.person), at=at)
    _note(client, "ownership_declined", offer, offer.person_id, at)


def open_offer_to(client: Client, person: str, at: datetime) -> OwnerRequest | None:
    """The offer that this person may accept now; None where there is none, or it has expired."""
    offer = _open(client)
    if offer is None or offer.person_id != person or has_expired(offer, at):
        return None
    return offer


def has_expired(offer: OwnerRequest, at: datetime) -> bool:
    """Whether an offer can no longer be accepted. It stays open, so that it can be sent again."""
    return offer.expires_at is not None and offer.expires_at <= at


def _asked(client: Client, actor: Actor, at: datetime) -> OwnerRequest:
    offer = _open(client)
    if not _has_joined(client, actor.person):
        raise Missing(client.id)
    if offer is None or offer.person_id != actor.person:
        raise Invalid(NOT_OFFERED)
    if has_expired(offer, at):
        raise Invalid(EXPIRED)
    return offer


def _make_room(client: Client, at: datetime) -> None:
    """One offer at a time: an expired one gives way, one that waits does not."""
    offer = _open(client)
    if offer is None:
        return
    if not has_expired(offer, at):
        raise Invalid(
            say("The ownership is offered to %(name)s already. Cancel that first.", name=str(offer.person))
        )
    _close(offer, OfferOutcome.REPLACED, at)


def _open(client: Client) -> OwnerRequest | None:
    return OwnerRequest.objects.filter(client=client, closed_at__isnull=True).select_related("person").first()


def _close(offer: OwnerRequest, outcome: OfferOutcome, at: datetime) -> None:
    offer.closed_at, offer.outcome = at, outcome.value
    offer.save(update_fields=["closed_at", "outcome"])


def _joined(client: Client, user_id: str) -> ClientUser:
    joined = client.users.filter(pk=user_id, state=UserState.JOINED.value, person__is_active=True)
    user = joined.select_related("person").first()
    if user is None:
        raise Missing(user_id)
    return user


def _has_joined(client: Client, person: str) -> bool:
    return client.users.filter(person_id=person, state=UserState.JOINED.value).exists()


def _note(client: Client, event: str, offer: OwnerRequest, by: str, at: datetime) -> None:
    who = commitments([offer.person_id]).get(offer.person_id, "")
    note_on(client, event, {"offer": offer.id, "person": who}, by=by, at=at)
