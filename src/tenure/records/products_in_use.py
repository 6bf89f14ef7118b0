"""Which of a firm's products clients have now, so that none is taken away under them."""

from collections.abc import Iterable

from tenure.core.actor import Actor
from tenure.records.models import Subscription


def products_in_use(actor: Actor, codes: Iterable[str]) -> frozenset[str]:
    """Those of `codes` that a client of the actor's firm has; one short look for each."""
    running = Subscription.objects.filter(client__firm=actor.firm, client__firm__isnull=False, until=None)
    return frozenset(code for code in codes if running.filter(product=code).exists())
