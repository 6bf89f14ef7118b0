"""What customers owe: the one place where the rule of suspension reads it (R41, R46)."""

from collections.abc import Sequence

from tenure.core.credit import Balance
from tenure.core.credit import CreditTerms as Terms
from tenure.records.models import CreditTerms


def balance_of(clients: Sequence[str]) -> dict[str, Balance]:
    """The balance of each of these clients that owes something; the others are absent.

    Invoices come with billing; until a firm has any, nobody owes it anything.
    """
    unpaid: dict[str, Balance] = {}
    return {client: unpaid[client] for client in clients if client in unpaid}


def terms_of(clients: Sequence[str]) -> dict[str, Terms]:
    """What is agreed with those clients that have terms of their own."""
    rows = CreditTerms.objects.filter(client_id__in=clients)
    return {
        row.client_id: Terms(exempt=row.exempt, days_late=row.days_late, credit_limit=row.credit_limit)
        for row in rows
    }
