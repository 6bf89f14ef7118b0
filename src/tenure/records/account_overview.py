"""What a client's own pages say about who looks after it, now and before (R12, R48)."""

from dataclasses import dataclass
from datetime import datetime

from tenure.records.models import Client, Connection
from tenure.records.people import administrators_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody at a firm whom a client may write to."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A firm that looks after a client from `since`, or did until `until`; `ended_by` who ended it."""

    firm: str
    firm_name: str
    since: datetime
    until: datetime | None
    ended_by: str


def ties_of(client: Client) -> tuple[Tie, ...]:
    """The firms of a client, the present or latest one first."""
    rows = Connection.objects.filter(client=client).select_related("firm", "ended_by").defer("ended_by__plan")
    return tuple(
        Tie(
            firm=row.firm_id,
            firm_name=row.firm.name,
            since=row.since,
            until=row.until,
            ended_by=row.ended_by.actor_name if row.ended_by is not None else "",
        )
        for row in rows.order_by("-since", "-id")
    )


def contacts_of(firm: str) -> tuple[Contact, ...]:
    """Whom a client of this firm may ask: those who administer it."""
    return tuple(
        Contact(name=str(member.person), email=member.person.email) for member in administrators_of(firm)
    )
