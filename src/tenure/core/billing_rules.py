"""Whether an invoice may be written for a customer as it stands (R43)."""

from dataclasses import dataclass

from tenure.core.wording import Message, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A customer as billing sees it; `balance` in minor units, what it has paid too much is negative."""

    name: str
    deactivated: bool
    balance: int = 0
    unpaid: bool = False

    @property
    def settled(self) -> bool:
        """Whether nothing stands between the firm and the customer."""
        return self.balance == 0 and not self.unpaid


def by_hand(account: Account, *, with_services: bool) -> Message | None:
    """Why no invoice can be written by hand for this customer now; None if it can.

    A deactivated customer gets one only while something is open between you, and never for services.
    """
    if not account.deactivated:
        return None
    if account.settled:
        return say(
            "%(client)s is deactivated, owes nothing and has no unpaid invoice, so there is nothing to bill. "
            "Reactivate the account first.",
            client=account.name,
        )
    if with_services:
        return say(
            "%(client)s is deactivated, and so are its services: its invoices carry no services. "
            "Remove these lines, or reactivate the account and its services first.",
            client=account.name,
        )
    return None
