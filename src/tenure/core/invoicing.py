"""What an invoice comes to, and in which state it is (R46).

Each line is rounded to the minor unit. Lines with the same tax rate are added up and taxed together, and that tax is
rounded once. So the net of an invoice is the sum of its lines, and its total is that plus one tax per rate.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from tenure.core.money import from_minor, to_minor

PERCENT = Decimal(100)


class InvoiceState(StrEnum):
    """What an invoice is, from the first line written to the last payment."""

    DRAFT = "draft"
    ISSUED = "issued"
    SENT = "sent"
    PART_PAID = "part_paid"
    PAID = "paid"
    OVERDUE = "overdue"
    VOID = "void"


class InvoiceKind(StrEnum):
    """A bill, or what takes one back."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class InvoiceOrigin(StrEnum):
    """Who made it: a person, or a bulk run."""

    HAND = "hand"
    RUN = "run"


class PaymentMethod(StrEnum):
    """How money came in."""

    TRANSFER = "transfer"
    CARD = "card"
    DEBIT = "debit"
    CHEQUE = "cheque"
    CASH = "cash"
    CREDIT_NOTE = "credit_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """One line: so much of something at a price each, taxed at `tax_rate` percent."""

    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal

    def net(self, currency: str) -> int:
        """The line before tax, in minor units."""
        return to_minor(self.quantity * self.unit_price, currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSum:
    """What is taxed at one rate (percent), and the tax on it, in minor units."""

    rate: Decimal
    net: int
    tax: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What an invoice comes to, in minor units of `currency`; `rates` from the lowest up."""

    currency: str
    rates: tuple[RateSum, ...]

    @property
    def net(self) -> int:
        """Before tax: the sum of the lines."""
        return sum(one.net for one in self.rates)

    @property
    def tax(self) -> int:
        """The tax of all rates."""
        return sum(one.tax for one in self.rates)

    @property
    def total(self) -> int:
        """What is to be paid."""
        return self.net + self.tax


def totals_of(lines: Iterable[LineItem], currency: str) -> Totals:
    """The totals of these lines."""
    nets: dict[Decimal, int] = {}
    for line in lines:
        nets[line.tax_rate] = nets.get(line.tax_rate, 0) + line.net(currency)
    return Totals(currency=currency, rates=rates_of(nets, currency))


def rates_of(nets: Mapping[Decimal, int], currency: str) -> tuple[RateSum, ...]:
    """The tax on what was added up per rate, each rounded once."""
    return tuple(
        RateSum(rate=rate, net=net, tax=tax_on(net, rate, currency)) for rate, net in sorted(nets.items())
    )


# A run bills the same services at the same prices to very many.
@lru_cache(maxsize=4096)
def tax_on(net: int, rate: Decimal, currency: str) -> int:
    """The tax at one rate (percent) on what was added up for it, in minor units."""
    return to_minor(from_minor(net, currency) * rate / PERCENT, currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFacts:
    """What has happened to an invoice; amounts in minor units, days in the firm's time zone."""

    total: int
    paid: int = 0
    due: date | None = None
    issued: bool = False
    sent: bool = False
    voided: bool = False

    @property
    def open(self) -> int:
        """What is still to be paid; nothing of a draft or a void one."""
        return max(self.total - self.paid, 0) if self.issued and not self.voided else 0


def state_of(facts: InvoiceFacts, today: date) -> InvoiceState:
    """The one word for an invoice. Late outranks part paid: what a person must know first."""
    if facts.voided:
        return InvoiceState.VOID
    if not facts.issued:
        return InvoiceState.DRAFT
    if facts.open == 0:
        return InvoiceState.PAID
    if facts.due is not None and facts.due < today:
        return InvoiceState.OVERDUE
    if facts.paid > 0:
        return InvoiceState.PART_PAID
    return InvoiceState.SENT if facts.sent else InvoiceState.ISSUED
