"""An issued invoice is taken back, whole or in part, by a note with a number of its own (R46)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Sum
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.invoice_moves import why_not_credited
from tenure.core.invoicing import InvoiceKind, PaymentMethod
from tenure.core.wording import say
from tenure.operations.client_change import note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.invoice_issue import issue
from tenure.operations.invoice_lines import LineDraft, checked_lines, write_lines
from tenure.operations.money_change import moving_money
from tenure.operations.permission import firm_for
from tenure.operations.settling import settle, settle_with
from tenure.records.invoice_sheets import written_of
from tenure.records.invoices import client_of_invoice
from tenure.records.models import Client, Invoice, Payment


def credit_invoice(
    invoice_id: str,
    *,
    lines: Sequence[LineDraft] | None = None,
    note: str = "",
    actor: Actor,
    at: datetime | None = None,
) -> Invoice:
    """A credit note for an invoice: for all of it, or for `lines`. What was still open is settled, the rest is credit.

    Raises NotAllowed, Missing, and Invalid for a draft, for another note, or for more than is left of the invoice.
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    with moving_money(client_of_invoice(invoice_id, actor), actor=actor, at=at) as client:
        corrected = _issued(invoice_id, client)
        taken = list(lines) if lines is not None else [LineDraft.of(line) for line in corrected.lines.all()]
        checked_lines(taken, corrected.currency)
        credit = Invoice(
            firm_id=corrected.firm_id,
            client=client,
            kind=InvoiceKind.CREDIT_NOTE.value,
            corrects=corrected,
            currency=corrected.currency,
            note=note,
            created_at=at,
        )
        write_lines(credit, taken)
        _not_more_than_is_left(credit, corrected)
        issue(credit, client, at=at)
        _settle(credit, corrected, client, actor)
        content = {"invoice": credit.id, "corrects": corrected.id, "number": credit.number}
        note_on(client, "invoice_credited", content, by=actor.person, at=at)
    return credit


def _issued(invoice_id: str, client: Client) -> Invoice:
    invoice = Invoice.objects.select_for_update().filter(pk=invoice_id, client=client).first()
    if invoice is None:
        raise Missing(invoice_id)
    why_not = why_not_credited(written_of(invoice))
    if why_not is not None:
        raise Invalid(why_not)
    return invoice


def _not_more_than_is_left(credit: Invoice, corrected: Invoice) -> None:
    others = corrected.credit_notes.exclude(pk=credit.pk)
    before = others.aggregate(credited=Sum("total"))["credited"] or 0
    if credit.total > corrected.total - before:
        raise Invalid(
            say(
                "%(number)s comes to less than this, after what was credited.", number=corrected.shown_number
            ),
            "lines",
        )


def _settle(credit: Invoice, corrected: Invoice, client: Client, actor: Actor) -> None:
    """The note is money that came in, for its own invoice first."""
    credit.paid = credit.total
    credit.save(update_fields=["paid"])
    if not credit.total or credit.issued_on is None:
        return
    payment = Payment.objects.create(
        firm_id=credit.firm_id,
        client=client,
        currency=credit.currency,
        amount=credit.total,
        received_on=credit.issued_on,
        method=PaymentMethod.CREDIT_NOTE.value,
        reference=credit.shown_number,
        recorded_by_id=actor.person,
        created_at=credit.created_at,
    )
    corrected.refresh_from_db()
    settle_with(payment, credit.total, corrected)
    settle(client, credit.currency)
