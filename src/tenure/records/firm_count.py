"""How many clients a firm pays for: those with a product on its account that is not deactivated (R42, R47)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tenure.core.facts import Payer
from tenure.core.stops import StopKind
from tenure.records.models import Client, Firm, Stop, Subscription


def clients_counted(firms: Iterable[Firm], today: date) -> dict[str, int]:
    """The number for each of these firms, as `core.client_count` counts; one query."""
    ids = [firm.id for firm in firms]
    rows = paid_and_running(today).filter(client__firm__in=ids).values("client__firm")
    found = rows.annotate(clients=Count("client", distinct=True)).values_list("client__firm", "clients")
    return dict.fromkeys(ids, 0) | {str(firm): clients for firm, clients in found.order_by("client__firm")}


def clients_of_the_count(firm: Firm, today: date) -> QuerySet[Client]:
    """The clients that count today."""
    return Client.objects.filter(Exists(paid_and_running(today).filter(client=OuterRef("pk"))), firm=firm)


def paid_and_running(today: date) -> QuerySet[Subscription]:
    """Products that a firm pays for and that no deactivation reaches today."""
    stops = Stop.objects.filter(
        Q(until=None) | Q(until__gt=today),
        Q(node=OuterRef("pk")) | Q(node=OuterRef("business_id")) | Q(node=OuterRef("client_id")),
        client=OuterRef("client_id"),
        kind=StopKind.DEACTIVATION.value,
        lifted_at__isnull=True,
        since__lte=today,
    )
    return Subscription.objects.filter(~Exists(stops), until__isnull=True, payer=Payer.FIRM.value)
