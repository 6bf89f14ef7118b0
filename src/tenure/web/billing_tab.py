"""A customer's billing tab: what it owes or has too much, its invoices page by page, what came in lately (R43, R46)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tenure.operations.invoices import account_of
from tenure.records.credit_standing import CreditStanding
from tenure.records.firms import firm_of
from tenure.records.invoice_list import InvoiceTab, any_invoice, invoice_page
from tenure.records.invoices import accounts_of
from tenure.records.latest_payments import Payment, latest_payments
from tenure.records.queries import client_of_node
from tenure.speech.amounts import money_in_words
from tenure.web.billing_actions import billing_actions
from tenure.web.client_frame import Frame
from tenure.web.invoice_query import asked_invoices
from tenure.web.invoice_rows import invoice_rows
from tenure.web.invoice_words import method_in_words
from tenure.web.service_money import price_in_words

ROWS = 20
PAYMENTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One number at the head of the tab."""

    label: str
    value: str


def billing_tab(frame: Frame, stands: CreditStanding) -> dict[str, object]:
    """What the tab shows above the terms."""
    request = frame.request
    client = client_of_node(request.actor, frame.facts.client.id)
    asked = asked_invoices(request.GET)
    page = invoice_page(request.actor, asked.query(client.id), today=frame.today, limit=ROWS)
    rows = invoice_rows(page.rows, frame.today)
    return {
        "amounts": [*_amounts(frame, stands)],
        "actions": billing_actions(account_of(client), client.id, request.actor),
        "asked": asked,
        "rows": rows,
        "tabs": asked.tabs(),
        "previous": asked.to(cursor=page.previous) if page.previous else "",
        "next": asked.to(cursor=page.next) if page.next else "",
        "everything": asked.to(tab=InvoiceTab.ALL),
        "any": bool(rows) or any_invoice(request.actor, client.id),
        "payments": [(payment, _paid(payment)) for payment in latest_payments(client, PAYMENTS)],
    }


def _amounts(frame: Frame, stands: CreditStanding) -> Iterator[Amount]:
    """What is owed in the firm's currency, in others, and what was paid too much."""
    own = firm_of(frame.request.actor).currency
    owed_now = stands.owed.owed if stands.owed is not None else Decimal(0)
    yield Amount(label=_("Owed"), value=price_in_words(owed_now, own))
    client = frame.facts.client.id
    for currency, owed in accounts_of([client]).get(client, {}).items():
        if owed.units > 0 and currency != own:
            yield Amount(label=_("Owed"), value=money_in_words(owed.units, currency))
        if owed.units < 0:
            yield Amount(label=_("Credit"), value=money_in_words(-owed.units, currency))


def _paid(payment: Payment) -> tuple[str, str]:
    return method_in_words(payment.method), money_in_words(payment.amount, payment.currency)
