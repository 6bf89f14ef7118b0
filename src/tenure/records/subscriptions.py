"""The products a client has now (R15, R17)."""

from dataclasses import dataclass
from datetime import datetime

from tenure.core.facts import Payer
from tenure.records.models import Client, Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """One running subscription; `own` ones are paid by the client. `business` names whose it is, "" for the account's."""

    id: str
    product: str
    name: str
    own: bool
    trial: bool
    plan: str
    since: datetime
    business: str = ""


def subscriptions_of(client: Client) -> tuple[Running, ...]:
    """The client's running subscriptions, oldest first."""
    rows = Subscription.objects.filter(client=client, until__isnull=True).select_related("business")
    return tuple(
        Running(
            id=row.id,
            product=row.product,
            name=row.product_name,
            own=row.payer == Payer.CLIENT.value,
            trial=row.trial,
            plan=row.plan,
            since=row.since,
            business=row.business.name if row.business is not None else "",
        )
        for row in rows.order_by("since", "id")
    )
