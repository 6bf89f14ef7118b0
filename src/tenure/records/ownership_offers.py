"""Who is asked to own an account, by whom and until when; and who was asked last and declined (R49, section 11)."""

from dataclasses import dataclass
from datetime import datetime

from tenure.core.facts import UserState
from tenure.records.models import ClientUser, OfferOutcome, OwnerRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An open offer. `by_firm`: a firm's exit made it; it then stands until it is answered."""

    person: str
    name: str
    email: str
    by: str
    by_firm: bool
    joined: bool
    at: datetime
    expires_at: datetime | None
    expired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Somebody who was asked last, and did not want the account."""

    name: str
    at: datetime


def open_offer(client: str, *, at: datetime) -> Offer | None:
    """The offer that waits for an answer, or has expired and can be sent again."""
    rows = OwnerRequest.objects.select_related("person", "offered_by", "transition__firm")
    row = rows.filter(client_id=client, closed_at__isnull=True).first()
    if row is None:
        return None
    joined = ClientUser.objects.filter(client_id=client, person=row.person, state=UserState.JOINED.value)
    return Offer(
        person=row.person_id,
        name=str(row.person),
        email=row.person.email,
        by=_author(row),
        by_firm=row.transition_id is not None,
        joined=joined.exists(),
        at=row.at,
        expires_at=row.expires_at,
        expired=row.expires_at is not None and row.expires_at <= at,
    )


def last_declined(client: str) -> Declined | None:
    """Who declined, if that is the last that happened to the ownership: then somebody else can be chosen."""
    rows = OwnerRequest.objects.filter(client_id=client, closed_at__isnull=False).select_related("person")
    row = rows.order_by("-closed_at", "-id").first()
    if row is None or row.outcome != OfferOutcome.DECLINED or row.closed_at is None:
        return None
    return Declined(name=str(row.person), at=row.closed_at)


def _author(row: OwnerRequest) -> str:
    if row.transition is not None and row.transition.firm is not None:
        return row.transition.firm.name
    return str(row.offered_by) if row.offered_by is not None else ""
