"""Which debts a credit settles: the oldest money for the oldest debt, and what is left over (R46)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tenure.core.digest import DIGEST_CHARACTERS, canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """An invoice with something still to pay, in minor units; `number` as people write it."""

    invoice: str
    number: str
    due: date | None = None
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What is left of a payment, in minor units."""

    payment: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """So much of a payment settles an invoice."""

    payment: str
    invoice: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One invoice before and after: what was open, and what still is."""

    debt: Debt
    paid: int

    @property
    def left(self) -> int:
        """What is still to be paid."""
        return self.debt.open - self.paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What meets what. `credit` is left when every debt is paid."""

    uses: tuple[Use, ...]
    settled: tuple[Settled, ...]
    credit: int

    @property
    def still_open(self) -> int:
        """What all debts together still come to."""
        return sum(one.left for one in self.settled)


def settlement(funds: Iterable[Credit], debts: Sequence[Debt]) -> Settlement:
    """Uses each credit in turn for each debt in turn."""
    left = {debt.invoice: debt.open for debt in debts}
    uses: list[Use] = []
    over = 0
    for credit in funds:
        units = credit.units
        for debt in debts:
            if taken := min(units, left[debt.invoice]):
                uses.append(Use(payment=credit.payment, invoice=debt.invoice, units=taken))
                left[debt.invoice] -= taken
                units -= taken
        over += units
    return Settlement(
        uses=tuple(uses),
        settled=tuple(Settled(debt=debt, paid=debt.open - left[debt.invoice]) for debt in debts),
        credit=over,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What recording a payment, or taking one back, does to the invoices of one currency.

    `invoices` are those that it changes. `credit` is what the customer has left over then, `owed` what it owes.
    """

    currency: str
    units: int
    invoices: tuple[Settled, ...]
    credit: int
    owed: int

    @property
    def digest(self) -> str:
        """The receipt of what was shown: other facts, another receipt."""
        return hashlib.sha256(canonical(self).encode()).hexdigest()[:DIGEST_CHARACTERS]


def outcome_of_paying(units: int, currency: str, funds: Sequence[Credit], debts: Sequence[Debt]) -> Outcome:
    """What a payment of so much would do beside the credit that is there."""
    found = settlement((*funds, Credit(payment="", units=units)), debts)
    return Outcome(
        currency=currency,
        units=units,
        invoices=tuple(one for one in found.settled if one.paid),
        credit=found.credit,
        owed=found.still_open,
    )


def outcome_of_taking_back(
    units: int, currency: str, others: Sequence[Credit], debts: Sequence[Debt], given: Sequence[Use]
) -> Outcome:
    """What taking a payment back would do. `debts` are as they stand without it, `given` is what it settled.

    Other credit pays what it can; an invoice that another payment pays at once is not open again.
    """
    found = settlement(others, debts)
    took = {use.invoice for use in given}
    return Outcome(
        currency=currency,
        units=units,
        invoices=tuple(one for one in found.settled if one.debt.invoice in took and one.left),
        credit=found.credit,
        owed=found.still_open,
    )
