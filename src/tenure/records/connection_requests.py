"""Clients that ask a firm to look after them, as each side may see it before it is answered (R13, R16)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from tenure.core.actor import Actor
from tenure.core.facts import Payer, UserState
from tenure.records.models import (
    Client,
    ClientUser,
    ConnectionInvitation,
    Document,
    Firm,
    Member,
    Person,
    Subscription,
    Wait,
)
from tenure.records.models.connection_invitation import UNANSWERED
from tenure.records.own_plans import resting
from tenure.records.policies import today_of

NoSuchRequest = ConnectionInvitation.DoesNotExist


class Answer(StrEnum):
    """How far an invitation of a firm has come."""

    OPEN = "open"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRequest:
    """What a firm sees of a client that asks for it: enough to answer, nothing of another firm."""

    id: str
    client: str
    client_name: str
    email: str
    invited_by: str
    message: str
    created_at: datetime
    expires_at: datetime
    leaves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What a firm would get with the client, counted; nobody reads the `resting` documents now."""

    users: int
    documents: int
    resting: int
    pays_itself: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentInvitation:
    """An invitation of a firm as the client sees it; `firm_name` once somebody has answered for a firm."""

    id: str
    email: str
    invited_by: str
    created_at: datetime
    expires_at: datetime
    answer: Answer
    answered_at: datetime | None
    firm_name: str
    note: str


def requests_to(actor: Actor, *, at: datetime) -> tuple[ConnectionRequest, ...]:
    """The open invitations that the actor's firm may answer, newest first."""
    rows = addressed_to(actor).filter(expires_at__gt=at).select_related("client", "invited_by")
    return tuple(_request(row) for row in rows.order_by("-created_at", "-id"))


def request_count(actor: Actor, *, at: datetime) -> int:
    """How many clients wait for the firm's answer."""
    return addressed_to(actor).filter(expires_at__gt=at).count()


def request_to(actor: Actor, request: str, *, at: datetime) -> ConnectionRequest:
    """One open invitation that the actor's firm may answer; `NoSuchRequest` for any other."""
    rows = addressed_to(actor).filter(expires_at__gt=at).select_related("client", "invited_by")
    return _request(rows.get(pk=request))


def addressed_to(actor: Actor) -> QuerySet[ConnectionInvitation]:
    """Unanswered invitations to people of the actor's firm.

    Somebody who works in two firms decides alone which of them was meant: their colleagues do not see it.
    """
    elsewhere = Member.objects.filter(person=OuterRef("pk")).exclude(firm_id=actor.firm)
    people = Person.objects.filter(memberships__firm_id=actor.firm, is_active=True)
    meant = people.filter(Q(pk=actor.person) | ~Exists(elsewhere))
    return ConnectionInvitation.objects.filter(UNANSWERED, email__in=meant.values("email"))


def gain_of(client: str) -> Gain:
    """What comes with a client."""
    documents = Document.objects.filter(client_id=client)
    return Gain(
        users=ClientUser.objects.filter(client_id=client, state=UserState.JOINED.value).count(),
        documents=documents.count(),
        resting=documents.filter(resting(client)).count(),
        pays_itself=Subscription.objects.filter(
            client_id=client, payer=Payer.CLIENT.value, until__isnull=True
        ).exists(),
    )


def waits_between(actor: Actor, client: str, *, at: datetime) -> dict[str, date]:
    """The waits the actor's firm still owes for a client, by product: they outlive every link (R22)."""
    today = today_of(Firm.objects.get(pk=actor.firm), at)
    rows = Wait.objects.filter(
        firm_id=actor.firm, client_id=client, until__gt=today, approved_at__isnull=True
    )
    return dict(rows.order_by("until").values_list("product", "until"))


def sent_by(client: Client, *, at: datetime, most: int = 50) -> tuple[SentInvitation, ...]:
    """The invitations a client has sent to firms, newest first."""
    rows = ConnectionInvitation.objects.filter(client=client).select_related("firm", "invited_by")
    return tuple(_sent(row, at) for row in rows.order_by("-created_at", "-id")[:most])


def _request(row: ConnectionInvitation) -> ConnectionRequest:
    return ConnectionRequest(
        id=row.id,
        client=row.client_id,
        client_name=row.client.name,
        email=row.email,
        invited_by=str(row.invited_by) if row.invited_by is not None else "",
        message=row.message,
        created_at=row.created_at,
        expires_at=row.expires_at,
        leaves=row.client.firm_id is not None,
    )


def _sent(row: ConnectionInvitation, at: datetime) -> SentInvitation:
    return SentInvitation(
        id=row.id,
        email=row.email,
        invited_by=str(row.invited_by) if row.invited_by is not None else "",
        created_at=row.created_at,
        expires_at=row.expires_at,
        answer=answer_of(row, at),
        answered_at=row.accepted_at or row.declined_at or row.withdrawn_at,
        firm_name=row.firm.name if row.firm is not None else "",
        note=row.decline_note,
    )


def answer_of(row: ConnectionInvitation, at: datetime) -> Answer:
    """How far an invitation has come at `at`."""
    if row.accepted_at is not None:
        return Answer.ACCEPTED
    if row.declined_at is not None:
        return Answer.DECLINED
    if row.withdrawn_at is not None:
        return Answer.WITHDRAWN
    return Answer.EXPIRED if row.expires_at <= at else Answer.OPEN
