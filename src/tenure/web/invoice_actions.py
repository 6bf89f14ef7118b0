"""What may be done with an invoice, as one list: each part of billing adds its line here (R44, R46)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tenure.core.actor import Actor, Right
from tenure.core.invoice_moves import why_not_changed, why_not_credited, why_not_voided
from tenure.records.invoice_sheets import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceAction:
    """One thing that may be done: its words, the name of its address (which takes the invoice's id), how it is sent.

    `right` None is for everybody who may see the invoice. `when` asks the core or the records whether it is offered.
    """

    label: str | Promise
    address: str
    icon: str
    when: Callable[[Sheet], bool]
    method: str = "get"
    right: Right | None = Right.BILLING
    tone: str = "secondary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One button of the page; `post` sends it, else it leads there."""

    label: str
    url: str
    icon: str
    tone: str
    post: bool


def is_draft(sheet: Sheet) -> bool:
    """It has no number yet."""
    return why_not_changed(sheet.written) is None


def is_issued_bill(sheet: Sheet) -> bool:
    """It has a number and stands; whether it may be regenerated, its page says with the reasons (R44)."""
    written = sheet.written
    return not (written.draft or written.credit_note or written.voided)


def may_be_sent(sheet: Sheet) -> bool:
    """It has a number and is not void: only such leave by e-mail."""
    return not (sheet.written.draft or sheet.written.voided)


def always(_sheet: Sheet) -> bool:
    """Every invoice has a paper; that of a draft or a void one says so."""
    return True


def may_be_credited(sheet: Sheet) -> bool:
    """Something of it is left to take back."""
    return why_not_credited(sheet.written) is None


def may_be_voided(sheet: Sheet) -> bool:
    """Nobody has received, paid or credited it."""
    return why_not_voided(sheet.written) is None


ACTIONS: Final[tuple[InvoiceAction, ...]] = (
    InvoiceAction(
        label=gettext_lazy("Issue"), address="invoice_issue", icon="check", when=is_draft, tone="primary"
    ),
    InvoiceAction(label=gettext_lazy("Edit"), address="invoice_edit", icon="pencil", when=is_draft),
    InvoiceAction(label=gettext_lazy("Discard"), address="invoice_discard", icon="trash", when=is_draft),
    InvoiceAction(label=gettext_lazy("PDF"), address="invoice_pdf", icon="download", when=always, right=None),
    InvoiceAction(
        label=gettext_lazy("Send by e-mail"), address="invoice_send", icon="send", when=may_be_sent
    ),
    InvoiceAction(
        label=gettext_lazy("Credit note"), address="invoice_credit", icon="undo", when=may_be_credited
    ),
    InvoiceAction(label=gettext_lazy("Void"), address="invoice_void", icon="ban", when=may_be_voided),
    InvoiceAction(
        label=gettext_lazy("Regenerate"), address="invoice_regenerate", icon="refresh", when=is_issued_bill
    ),
)


def actions_for(sheet: Sheet, actor: Actor, among: Sequence[InvoiceAction] = ACTIONS) -> list[Offered]:
    """What this reader may do with this invoice now, in order."""
    return [
        Offered(
            label=str(action.label),
            url=reverse(action.address, args=[sheet.invoice.id]),
            icon=action.icon,
            tone=action.tone,
            post=action.method == "post",
        )
        for action in among
        if (action.right is None or actor.may(action.right)) and action.when(sheet)
    ]
