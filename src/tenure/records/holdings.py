"""What is kept about a client, table by table: the list that an erasure is shown with, performed and certified by (R27)."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, Model, QuerySet

from tenure.core.facts import Holding
from tenure.records import models as m

# Noun -> the rows of these clients, in an order in which they can be erased. The record itself comes last.
ERASED: tuple[tuple[str, type[Model]], ...] = (
    ("corrections", m.Correction),
    ("readings", m.DocumentReading),
    ("documents", m.Document),
    ("mail_addresses", m.MailAddress),
    ("incoming_mails", m.IncomingMail),
    ("mails", m.OutboxMail),
    ("surveys", m.SurveyAnswer),
    ("visits", m.Visit),
    ("invoice_drafts", m.InvoiceDraft),
    ("billing_details", m.BillingDetails),
    ("group_memberships", m.GroupMembership),
    ("left_out_of_runs", m.LeftOut),
    ("debt_warnings", m.DebtWarning),
    ("stops", m.Stop),
    ("waits", m.Wait),
    ("invitations", m.Invitation),
    ("connection_invitations", m.ConnectionInvitation),
    ("owner_requests", m.OwnerRequest),
    ("credit_terms", m.CreditTerms),
    ("own_plans", m.OwnPlan),
    ("products", m.Subscription),
    ("services", m.Service),
    ("locations", m.Location),
    ("businesses", m.Business),
    ("users", m.ClientUser),
    ("connections", m.Connection),
)


def rows_of(noun_model: type[Model], clients: Sequence[str]) -> QuerySet[Model]:
    """The rows of one table that belong to these clients."""
    return noun_model._default_manager.filter(client_id__in=clients)  # noqa: SLF001 - Django's public name for it


def holdings_of(clients: Sequence[str]) -> dict[str, tuple[Holding, ...]]:
    """For each client, how many rows of each noun there are; one query a table, empty ones left out."""
    found: dict[str, list[Holding]] = defaultdict(list)
    for noun, model in ERASED:
        counts = rows_of(model, clients).values("client_id").annotate(count=Count("pk")).order_by("client_id")
        for row in counts:
            found[row["client_id"]].append(Holding(noun=noun, count=row["count"]))
    for client in clients:
        found[client].append(Holding(noun="record", count=1))
    return {client: tuple(holdings) for client, holdings in found.items()}
