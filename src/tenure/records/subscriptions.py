"""The products a client has now (R15, R17)."""

from dataclasses import dataclass
from datetime import datetime

from tenure.core.facts import Payer
from tenure.records.models import Client, Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """One running subscription; `own` ones are paid by the client."""

    id: str
    product: str
    name: str
    own: bool
    trial: bool
    plan: str
    since: datetime


def subscriptions_of(client: Client) -> tuple[Running, ...]:
    """The client's running subscriptions, oldest first."""
    rows = Subscription.objects.filter(client=client, until__isnull=True).order_by("since", "id")
    return tuple(
        Running(
            id=row.id,
            product=row.product,
            name=row.product_name,
            own=row.payer == Payer.CLIENT.value,
            trial=row.trial,
            plan=row.plan,
            since=row.since,
        )
        for row in rows
    )
