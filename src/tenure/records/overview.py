"""What a firm should see first in the morning: waits that end, what was done last, letters in trouble."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tenure.core.actor import Actor
from tenure.records.models import MailState, OutboxMail, Transition, Wait

SOON = timedelta(days=30)
ROWS = 8
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A wait that ends soon; `asked` says that an early return waits for a second administrator."""

    client: str
    client_name: str
    product: str
    until: date
    days: int
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that was done to a client. A client who has left is named as it was then, and not linked."""

    transition: str
    verb: str
    target: str
    client: str
    client_name: str
    by: str
    at: datetime


def waits_ending(actor: Actor, *, today: date) -> tuple[Ending, ...]:
    """The waits of the firm's clients that end within thirty days, soonest first; a hundred at most."""
    running = Wait.objects.filter(
        firm=actor.firm,
        client__firm=actor.firm,
        until__gt=today,
        until__lte=today + SOON,
        approved_at__isnull=True,
    )
    return tuple(
        Ending(
            client=wait.client_id,
            client_name=wait.client.name,
            product=wait.product,
            until=wait.until,
            days=(wait.until - today).days,
            asked=wait.asked_by_id is not None,
        )
        for wait in running.select_related("client").order_by("until", "id")[:MOST]
    )


def latest_acts(actor: Actor) -> tuple[Act, ...]:
    """The last things done at this firm."""
    rows = Transition.objects.filter(firm=actor.firm).select_related("client").order_by("-at", "-id")[:ROWS]
    return tuple(_act(row) for row in rows)


def letters_in_trouble(actor: Actor, *, at: datetime) -> int:
    """How many letters of the last thirty days were refused or nobody knows about; counted up to a hundred."""
    troubled = [MailState.FAILED.value, MailState.UNKNOWN.value]
    rows = OutboxMail.objects.filter(firm=actor.firm, created_at__gte=at - SOON, state__in=troubled)
    return len(rows.values_list("id", flat=True)[:MOST])


def _act(row: Transition) -> Act:
    here = row.client is not None and row.client.firm_id == row.firm_id
    shown = row.plan.get("shown") or {}
    name = row.client.name if here and row.client is not None else str(shown.get("client_name", ""))
    return Act(
        transition=row.id,
        verb=row.verb,
        target=row.target_name,
        client=row.client_id if here and row.client_id is not None else "",
        client_name=name,
        by=row.actor_name,
        at=row.at,
    )
