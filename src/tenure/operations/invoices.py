"""Invoices by hand: written as a draft, corrected, thrown away, or issued with a number for good (R43, R46)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.billing import Days
from tenure.core.billing_rules import Account, by_hand
from tenure.core.invoice_moves import Written, why_not_changed
from tenure.core.wording import Message, say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.invoice_checks import check_services
from tenure.operations.invoice_issue import issue
from tenure.operations.invoice_lines import LineDraft, checked_lines, write_lines
from tenure.operations.invoice_stamps import stamp_of
from tenure.operations.money_change import moving_money
from tenure.operations.permission import firm_for
from tenure.records.invoices import OPEN, accounts_of, client_of_invoice
from tenure.records.models import Client, Invoice
from tenure.records.scope import clients_of
from tenure.records.stops import deactivated_accounts


def draft_invoice(
    client_id: str,
    lines: Sequence[LineDraft],
    *,
    currency: str,
    note: str = "",
    period: Days | None = None,
    actor: Actor,
    at: datetime | None = None,
) -> Invoice:
    """A draft, without a number; `period` is what its services are billed for.

    Raises NotAllowed, Missing, and Invalid for a line or currency that cannot be used, or where the customer is
    deactivated and nothing is open, or a line bills a service of it (R43).
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    checked_lines(lines, currency)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        _may_be_billed(client, lines)
        invoice = Invoice(firm=client.firm, client=client, currency=currency, note=note, created_at=at)
        _set_period(invoice, period)
        write_lines(invoice, lines)
        note_on(client, "invoice_drafted", {"invoice": invoice.id}, by=actor.person, at=at)
    return invoice


def edit_draft(
    invoice_id: str,
    lines: Sequence[LineDraft],
    *,
    currency: str = "",
    note: str = "",
    period: Days | None = None,
    stamp: str = "",
    actor: Actor,
    at: datetime | None = None,
) -> Invoice:
    """Writes the lines of a draft anew. Raises as drafting does; an issued invoice is corrected by a credit note.

    Without `currency` it keeps its own. With a `stamp` it is refused where somebody else saved it since.
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    with changing(client_of_invoice(invoice_id, actor), among=clients_of(actor), at=at) as client:
        invoice = _draft(invoice_id, client)
        _as_seen(invoice, stamp)
        invoice.currency = currency or invoice.currency
        checked_lines(lines, invoice.currency)
        _may_be_billed(client, lines, invoice=invoice.id)
        invoice.note = note
        _set_period(invoice, period)
        write_lines(invoice, lines)
        note_on(client, "invoice_edited", {"invoice": invoice.id}, by=actor.person, at=at)
    return invoice


def discard_draft(invoice_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Throws a draft away. It never had a number, so no number is missing."""
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    with changing(client_of_invoice(invoice_id, actor), among=clients_of(actor), at=at) as client:
        _draft(invoice_id, client).delete()
        note_on(client, "invoice_discarded", {"invoice": invoice_id}, by=actor.person, at=at)


def issue_invoice(invoice_id: str, *, stamp: str = "", actor: Actor, at: datetime | None = None) -> Invoice:
    """Gives a draft the next number of its series and the day of today; from then on nobody changes it.

    What the client paid too much before settles it at once. With a `stamp` it is refused where somebody else saved it
    since. Raises NotAllowed, Missing, Invalid.
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    with moving_money(client_of_invoice(invoice_id, actor), actor=actor, at=at) as client:
        invoice = _draft(invoice_id, client)
        _as_seen(invoice, stamp)
        lines = invoice.lines.all()
        _refuse(by_hand(account_of(client), with_services=any(line.service_id for line in lines)))
        issue(invoice, client, at=at)
        content = {"invoice": invoice.id, "number": invoice.number, "total": invoice.total}
        note_on(client, "invoice_issued", content, by=actor.person, at=at)
    return invoice


def account_of(client: Client) -> Account:
    """The customer as billing sees it now."""
    sums = accounts_of([client.id]).get(client.id, {})
    return Account(
        name=client.name,
        deactivated=client.id in deactivated_accounts([client.id]),
        balance=sum(owed.units for owed in sums.values()),
        unpaid=Invoice.objects.filter(OPEN, client=client, firm_id=client.firm_id).exists(),
    )


def _draft(invoice_id: str, client: Client) -> Invoice:
    invoice = Invoice.objects.select_for_update().filter(pk=invoice_id, client=client).first()
    if invoice is None:
        raise Missing(invoice_id)
    why_not = why_not_changed(Written(number=invoice.shown_number))
    if why_not is not None:
        raise Invalid(why_not)
    return invoice


def _may_be_billed(client: Client, lines: Sequence[LineDraft], *, invoice: str = "") -> None:
    _refuse(by_hand(account_of(client), with_services=any(line.service for line in lines)))
    check_services(lines, client, invoice=invoice)


def _as_seen(invoice: Invoice, stamp: str) -> None:
    if stamp and stamp != stamp_of(invoice):
        raise Invalid(say("Somebody else saved this draft meanwhile. Nothing was done; look again."), "stamp")


def _set_period(invoice: Invoice, period: Days | None) -> None:
    invoice.period_first = period.first if period is not None else None
    invoice.period_end = period.end if period is not None else None


def _refuse(reason: Message | None) -> None:
    if reason is not None:
        raise Invalid(reason)
