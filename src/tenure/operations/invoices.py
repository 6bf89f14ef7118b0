"""Invoices by hand: written as a draft, corrected, thrown away, or issued with a number for good (R43, R46)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.billing_rules import Account, by_hand
from tenure.core.wording import Message, say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.invoice_issue import issue
from tenure.operations.invoice_lines import LineDraft, checked_lines, write_lines
from tenure.operations.permission import firm_for
from tenure.records.invoices import OPEN, accounts_of, client_of_invoice
from tenure.records.models import Client, Invoice, Stop
from tenure.records.scope import clients_of


def draft_invoice(
    client_id: str,
    lines: Sequence[LineDraft],
    *,
    currency: str,
    note: str = "",
    actor: Actor,
    at: datetime | None = None,
) -> Invoice:
    """A draft, without a number.

    Raises NotAllowed, Missing, and Invalid for a line or currency that cannot be used, or where the customer is
    deactivated and nothing is open, or a line bills a service of it (R43).
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    checked_lines(lines, currency)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        _may_be_billed(client, lines)
        invoice = Invoice(firm=client.firm, client=client, currency=currency, note=note, created_at=at)
        write_lines(invoice, lines)
        note_on(client, "invoice_drafted", {"invoice": invoice.id}, by=actor.person, at=at)
    return invoice


def edit_draft(
    invoice_id: str,
    lines: Sequence[LineDraft],
    *,
    note: str = "",
    actor: Actor,
    at: datetime | None = None,
) -> Invoice:
    """Writes the lines of a draft anew. Raises as drafting does; an issued invoice is corrected by a credit note."""
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    with changing(client_of_invoice(invoice_id, actor), among=clients_of(actor), at=at) as client:
        invoice = _draft(invoice_id, client)
        checked_lines(lines, invoice.currency)
        _may_be_billed(client, lines)
        invoice.note = note
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


def issue_invoice(invoice_id: str, *, actor: Actor, at: datetime | None = None) -> Invoice:
    """Gives a draft the next number of its series and the day of today; from then on nobody changes it.

    What the client paid too much before settles it at once. Raises NotAllowed, Missing, Invalid.
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    with changing(client_of_invoice(invoice_id, actor), among=clients_of(actor), at=at) as client:
        invoice = _draft(invoice_id, client)
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
        deactivated=Stop.objects.filter(
            node=client.id, kind="deactivation", lifted_at__isnull=True, planned=False
        ).exists(),
        balance=sum(owed.units for owed in sums.values()),
        unpaid=Invoice.objects.filter(OPEN, client=client, firm_id=client.firm_id).exists(),
    )


def _draft(invoice_id: str, client: Client) -> Invoice:
    invoice = Invoice.objects.select_for_update().filter(pk=invoice_id, client=client).first()
    if invoice is None:
        raise Missing(invoice_id)
    if invoice.number is not None:
        raise Invalid(
            say(
                "%(number)s is issued and cannot be changed. Write a credit note.",
                number=invoice.shown_number,
            )
        )
    return invoice


def _may_be_billed(client: Client, lines: Sequence[LineDraft]) -> None:
    _refuse(by_hand(account_of(client), with_services=any(line.service for line in lines)))
    wanted = {line.service for line in lines if line.service}
    if wanted and client.services.filter(id__in=wanted).count() != len(wanted):
        raise Invalid(
            say("A line names a service that %(client)s does not have.", client=client.name), "lines"
        )


def _refuse(reason: Message | None) -> None:
    if reason is not None:
        raise Invalid(reason)
