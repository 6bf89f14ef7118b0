"""Which customers a billing run is about, read in the order of their ids, some at a time (R42)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tenure.core.billing import Days
from tenure.core.billing_runs import Customer
from tenure.core.invoicing import InvoiceOrigin
from tenure.core.service_lines import BilledAccount
from tenure.records.billed_services import billed_accounts
from tenure.records.models import (
    BillingDetails,
    Client,
    Firm,
    GroupMembership,
    Invoice,
)
from tenure.records.sql import listed
from tenure.records.stops import deactivated_accounts

CHUNK = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Everybody of a firm, or an account group, or a billing profile, by id. `name` is how people know it."""

    firm: str
    group: str | None = None
    profile: str | None = None
    name: str = ""


def customers_in(scope: Scope) -> QuerySet[Client]:
    """The customers of a scope, deactivated ones too: each of them is invoiced or left out with a reason."""
    rows = Client.objects.filter(firm_id=scope.firm)
    # Asked by a subquery: joined, a lock would hold the rows of the group as well.
    if scope.group is not None:
        members = GroupMembership.objects.filter(group_id=scope.group)
        rows = rows.filter(id__in=members.values("client_id"))
    if scope.profile is not None:
        members_of_profile = BillingDetails.objects.filter(profile_id=scope.profile)
        rows = rows.filter(id__in=members_of_profile.values("client_id"))
    return rows


def chunk_after(customers: QuerySet[Client], after: str, size: int) -> list[str]:
    """The ids of the next customers behind the id `after`."""
    return list(customers.filter(id__gt=after).order_by("id").values_list("id", flat=True)[:size])


def gathered(clients: Sequence[str], firm: Firm, period: Days, today: date) -> Iterator[Customer]:
    """What a run has to know of each of these customers, in their order; six queries, however many."""
    deactivated = deactivated_accounts(clients)
    active = [client for client in clients if client not in deactivated]
    accounts = billed_accounts(active, firm, period, today)
    billed = _billed(active, firm, period)
    for client in clients:
        account = accounts.get(client)
        yield Customer(
            account=account or BilledAccount(client=client, stops={}),
            deactivated=account is None,
            billed=billed.get(client, frozenset()),
        )


def _billed(clients: Sequence[str], firm: Firm, period: Days) -> dict[str, frozenset[str]]:
    """In which currencies a run of this firm has billed the period: the question that `inv_once_per_run` asks."""
    rows = Invoice.objects.filter(
        firm=firm,
        client__in=listed(clients),
        period_first=period.first,
        origin=InvoiceOrigin.RUN.value,
        voided_at__isnull=True,
    )
    found: dict[str, frozenset[str]] = {}
    for client, currency in rows.order_by().values_list("client_id", "currency"):
        if client is not None:
            found[client] = found.get(client, frozenset()) | {currency}
    return found
