"""The products a client has now (R15, R17)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from tenure.core.facts import Payer
from tenure.records.models import Client, OwnPlan, Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """One running subscription; `own` ones are paid by the client. `business` names whose it is, "" for the account's.

    `ends_on` is the first day without an own plan, if it ends: a trial, or one that is cancelled.
    """

    id: str
    product: str
    name: str
    own: bool
    trial: bool
    plan: str
    since: datetime
    business: str = ""
    ends_on: date | None = None


def subscriptions_of(client: Client | str) -> tuple[Running, ...]:
    """The client's running subscriptions: the account's own, then each business's, oldest first."""
    rows = Subscription.objects.filter(client=client, until__isnull=True)
    rows = rows.select_related("business", "own_plan")
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
            ends_on=_end(row),
        )
        for row in rows.order_by(F("business__name").asc(nulls_first=True), "since", "product_name", "id")
    )


def own_of(client: Client | str) -> Running | None:
    """What the client pays for itself or tries; None where its firm pays for everything."""
    return next((one for one in subscriptions_of(client) if one.own), None)


def _end(row: Subscription) -> date | None:
    terms: OwnPlan | None = getattr(row, "own_plan", None)
    if terms is None:
        return None
    ends = (row.trial and not terms.ordered) or terms.cancelled_at is not None
    return terms.ends_on if ends else None
