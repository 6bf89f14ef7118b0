"""What stands on a paper: plain values, put together by whoever knows the tables (R46).

Amounts are whole minor units of the paper's currency. `locale` is the customer's language.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tenure.core.billing import Days
from tenure.core.invoicing import InvoiceKind, RateSum


class Mark(StrEnum):
    """What is written across a paper that must not be paid."""

    NONE = ""
    DRAFT = "draft"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The firm as it signs. `address` in lines, without the name; `window_right` where envelopes have it there."""

    name: str
    address: tuple[str, ...] = ()
    tax_number: str = ""
    company_number: str = ""
    email: str = ""
    phone: str = ""
    iban: str = ""
    bic: str = ""
    terms: str = ""
    window_right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One line of an invoice; `days` are those of the period that it bills."""

    description: str
    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal
    net: int
    days: Days | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePaper:
    """An invoice or a credit note. `buyer` begins with the name; `corrects` is the number of what a note takes back."""

    kind: InvoiceKind
    number: str
    currency: str
    buyer: tuple[str, ...]
    lines: tuple[PaperLine, ...]
    rates: tuple[RateSum, ...]
    net: int
    tax: int
    total: int
    paid: int
    sender: Sender
    locale: str
    mark: Mark = Mark.NONE
    issued_on: date | None = None
    due_on: date | None = None
    period: Days | None = None
    buyer_tax_number: str = ""
    reference: str = ""
    corrects: str = ""
    note: str = ""

    @property
    def owed(self) -> int:
        """What is still to be paid; nothing of a note, a draft or a void invoice."""
        if self.kind is InvoiceKind.CREDIT_NOTE or self.mark is not Mark.NONE:
            return 0
        return self.total - self.paid


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One thing that happened. `words` say what, in the customer's language; `amount` is negative for money in."""

    day: date
    words: str
    amount: int
    balance: int
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPaper:
    """What a customer was billed and paid from `first` to `last` (both counted), and what it owes after it."""

    currency: str
    buyer: tuple[str, ...]
    first: date
    last: date
    opening: int
    closing: int
    rows: tuple[StatementRow, ...]
    sender: Sender
    locale: str
    made_on: date
    reference: str = ""
    open_invoices: tuple[tuple[str, date | None, int], ...] = field(default=())
