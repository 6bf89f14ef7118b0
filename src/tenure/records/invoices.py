"""Reading invoices: what is open, and what a client may be given back (R43, R46)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from tenure.core.actor import Actor
from tenure.core.invoicing import InvoiceKind
from tenure.records.models import Client, Invoice, Payment
from tenure.records.scope import clients_of
from tenure.records.sql import listed

OPEN = Q(kind=InvoiceKind.INVOICE.value, number__isnull=False, voided_at__isnull=True, paid__lt=F("total"))


def invoices_for(actor: Actor) -> QuerySet[Invoice]:
    """The invoices the actor's firm made out to clients it still looks after."""
    return Invoice.objects.filter(firm_id=actor.firm, client__in=clients_of(actor))


def open_invoices(client: Client, currency: str) -> QuerySet[Invoice]:
    """What a client still has to pay to its firm, the oldest debt first."""
    rows = Invoice.objects.filter(OPEN, client=client, firm_id=client.firm_id, currency=currency)
    return rows.order_by("due_on", "issued_on", "id")


def credits_of(client: Client, currency: str) -> list[tuple[Payment, int]]:
    """Payments with something left over, the oldest first, and how many minor units that is."""
    rows = Payment.objects.filter(
        client=client, firm_id=client.firm_id, currency=currency, reversed_at__isnull=True
    )
    left = rows.annotate(left=F("amount") - Coalesce(Sum("allocations__amount"), 0)).filter(left__gt=0)
    return [(payment, payment.left) for payment in left.order_by("received_on", "id")]


def client_of_invoice(invoice: str, actor: Actor) -> str:
    """The id of the client it was made out to, if the actor's firm made it; else nothing."""
    rows = Invoice.objects.filter(pk=invoice, firm_id=actor.firm).values_list("client_id", flat=True)
    return rows.first() or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What a client owes in one currency less its credit, in minor units, and when its oldest open debt was due."""

    units: int
    oldest_due: date | None = None


def accounts_of(clients: Sequence[str]) -> dict[str, dict[str, Owed]]:
    """For each client with debts or credit at its firm, by currency; two queries, however many clients."""
    found: dict[str, dict[str, Owed]] = defaultdict(dict)
    owed = Invoice.objects.filter(OPEN, client__in=clients, firm_id=F("client__firm_id"))
    sums = owed.values("client_id", "currency").annotate(units=Sum(F("total") - F("paid")), due=Min("due_on"))
    for row in sums.order_by("client_id", "currency"):
        found[row["client_id"]][row["currency"]] = Owed(units=row["units"], oldest_due=row["due"])
    for (client, currency), left in _credits(clients).items():
        debt = found[client].get(currency, Owed(units=0))
        found[client][currency] = Owed(units=debt.units - left, oldest_due=debt.oldest_due)
    return found


def clients_with_credit(clients: Sequence[str]) -> set[tuple[str, str]]:
    """Which of these clients have paid more than was used yet, and in which currency."""
    return set(_credits(clients))


def _credits(clients: Sequence[str]) -> dict[tuple[str, str], int]:
    paid = Payment.objects.filter(
        client__in=listed(clients), firm_id=F("client__firm_id"), reversed_at__isnull=True
    ).annotate(used=Coalesce(Sum("allocations__amount"), 0))
    left: dict[tuple[str, str], int] = defaultdict(int)
    rows = paid.filter(amount__gt=F("used")).values_list("client_id", "currency", "amount", "used")
    for client, currency, amount, used in rows.order_by("client_id"):
        if client is not None:
            left[client, currency] += amount - used
    return left
