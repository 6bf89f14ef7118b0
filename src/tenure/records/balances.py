"""What customers owe: the one place where the rule of suspension reads it (R41, R46)."""

from collections.abc import Mapping, Sequence

from tenure.core.credit import Balance
from tenure.core.credit import CreditTerms as Terms
from tenure.core.money import from_minor
from tenure.records.invoices import Owed, accounts_of
from tenure.records.models import Client, CreditTerms


def balance_of(clients: Sequence[str]) -> dict[str, Balance]:
    """The balance of each of these clients that owes something; the others are absent.

    The amount is what is owed in the firm's currency. A debt in another one counts for how late it is: a limit is
    an amount in one currency, and there is no rate of exchange here.
    """
    accounts = accounts_of(clients)
    firms = dict(Client.objects.filter(id__in=list(accounts)).values_list("id", "firm__currency"))
    balances = {client: _balance(sums, firms.get(client) or "") for client, sums in accounts.items()}
    return {client: balance for client, balance in balances.items() if balance is not None}


def _balance(sums: Mapping[str, Owed], currency: str) -> Balance | None:
    debts = {code: owed for code, owed in sums.items() if owed.units > 0}
    if not debts:
        return None
    own = currency or min(debts)
    due = [owed.oldest_due for owed in debts.values() if owed.oldest_due is not None]
    units = debts[own].units if own in debts else 0
    return Balance(owed=from_minor(units, own), oldest_due=min(due, default=None))


def terms_of(clients: Sequence[str]) -> dict[str, Terms]:
    """What is agreed with those clients that have terms of their own."""
    rows = CreditTerms.objects.filter(client_id__in=clients)
    return {
        row.client_id: Terms(exempt=row.exempt, days_late=row.days_late, credit_limit=row.credit_limit)
        for row in rows
    }
