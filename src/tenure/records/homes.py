"""The client each node hangs in."""

from collections.abc import Iterable
from itertools import batched

from tenure.records.models import Subscription

CHUNK = 1_000


def clients_by_target(targets: Iterable[str]) -> dict[str, str]:
    """Client id by target id: a client is its own home, a product lives at its client. Unknown ones are absent."""
    targets = tuple(targets)
    home = {target: target for target in targets if target.startswith("cli_")}
    for products in batched((target for target in targets if target.startswith("sub_")), CHUNK):
        home |= dict(Subscription.objects.filter(id__in=products).values_list("id", "client_id"))
    return home
