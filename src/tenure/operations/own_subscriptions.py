"""A client pays for itself: a trial or a plan of its own, taken by somebody who uses the account (R12, R15, R20)."""

from datetime import datetime
from typing import Final

from django.utils import timezone

from tenure.core.actor import Actor, Side
from tenure.core.facts import Payer
from tenure.core.policy import Product
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, NotAllowed
from tenure.records.models import Subscription
from tenure.records.scope import clients_of

BUSINESS: Final = Product(code="business", name="Business plan", extraction=True)


def subscribe(client_id: str, *, trial: bool, actor: Actor, at: datetime | None = None) -> Subscription:
    """The business plan, paid by the client from now on, or as a free trial.

    The firm's stops stay as they are; documents that come in are read under the client's own plan. Raises
    `NotAllowed` for anybody but the client's users, `Missing`, and `Invalid` where it has the plan already.
    """
    at = at or timezone.now()
    if actor.side is not Side.CLIENT:
        raise NotAllowed(say("Only the client's own users can take a subscription for it."))
    with changing(client_id, among=clients_of(actor), at=at) as client:
        running = client.subscriptions.filter(payer=Payer.CLIENT.value, until__isnull=True)
        if running.filter(trial=trial).exists() or (trial and running.exists()):
            raise Invalid(
                say("%(client)s has %(product)s already.", client=client.name, product=BUSINESS.name)
            )
        running.update(until=at)
        subscription = Subscription.objects.create(
            client=client,
            product=BUSINESS.code,
            product_name=BUSINESS.name,
            payer=Payer.CLIENT.value,
            plan="Business",
            trial=trial,
            extraction=BUSINESS.extraction,
            since=at,
        )
        content = {"product": BUSINESS.code, "subscription": subscription.id, "trial": trial}
        note_on(client, "own_subscription_started", content, by=actor.person, at=at)
    return subscription
