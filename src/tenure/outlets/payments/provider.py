"""What every way of collecting money for a client's own plan has to answer."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tenure.core.tariffs.tariff import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A plan that is paid from now on. `key` names it for ever and says nothing about its client."""

    key: str
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One month of an agreement, owed by `due_on`. `key` names it for ever."""

    key: str
    agreement: str
    price: Money
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """How a charge is paid: the reference that the payer gives, and whether the money is there already."""

    reference: str
    paid: bool = False


class PaymentProvider(Protocol):
    """A way of collecting money. It answers at once and asks nobody outside: it is called inside a transaction.

    One that has to talk to somebody notes what it wants to say, and says it when the transaction is over.
    """

    @property
    def code(self) -> str:
        """Its name in the rows; never changes its meaning."""

    def begin(self, agreement: Agreement) -> None:
        """A plan is paid from now on."""

    def charge(self, charge: Charge) -> Claim:
        """A month is owed."""

    def cancel(self, agreement: str) -> None:
        """Nothing more will be owed under this agreement; what is owed stays owed."""
