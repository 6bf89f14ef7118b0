"""The words and looks of an invoice: its state by word and drawing, its name, how money came in (R46)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tenure.core.invoicing import InvoiceKind, InvoiceState, PaymentMethod, state_of
from tenure.records.invoice_sheets import Invoice, facts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a state is shown: never by colour alone."""

    text: str | Promise
    tone: str
    icon: str


STATES: Final = {
    InvoiceState.DRAFT: Look(text=pgettext_lazy("invoice", "Draft"), tone="muted", icon="pencil"),
    InvoiceState.ISSUED: Look(text=pgettext_lazy("invoice", "Issued"), tone="info", icon="invoice"),
    InvoiceState.SENT: Look(text=pgettext_lazy("invoice", "Sent"), tone="info", icon="send"),
    InvoiceState.PART_PAID: Look(text=pgettext_lazy("invoice", "Part paid"), tone="warn", icon="clock"),
    InvoiceState.PAID: Look(text=pgettext_lazy("invoice", "Paid"), tone="good", icon="check"),
    InvoiceState.OVERDUE: Look(text=pgettext_lazy("invoice", "Overdue"), tone="bad", icon="warning"),
    InvoiceState.VOID: Look(text=pgettext_lazy("invoice", "Void"), tone="muted", icon="ban"),
}
CREDIT_NOTE: Final = Look(text=gettext_lazy("Credit note"), tone="muted", icon="undo")
METHODS: Final[dict[str, str | Promise]] = {
    PaymentMethod.TRANSFER.value: gettext_lazy("Bank transfer"),
    PaymentMethod.CARD.value: gettext_lazy("Card"),
    PaymentMethod.DEBIT.value: gettext_lazy("Direct debit"),
    PaymentMethod.CHEQUE.value: gettext_lazy("Cheque"),
    PaymentMethod.CASH.value: gettext_lazy("Cash"),
    PaymentMethod.CREDIT_NOTE.value: gettext_lazy("Credit note"),
}


def look_of(invoice: Invoice, today: date) -> Look:
    """The state of an invoice on the firm's day; a credit note is one, whatever it settled."""
    if invoice.kind == InvoiceKind.CREDIT_NOTE.value:
        return CREDIT_NOTE
    return STATES[state_of(facts_of(invoice), today)]


def name_of(invoice: Invoice) -> str:
    """How an invoice is called: by its number, a draft by what it is."""
    return invoice.shown_number or _("Draft invoice")


def method_in_words(method: str) -> str:
    """How money came in."""
    return str(METHODS[method])
