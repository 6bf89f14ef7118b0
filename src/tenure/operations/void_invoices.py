"""An issued invoice that nobody has is made void: it keeps its number and owes nothing (R46)."""

from datetime import datetime

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.invoice_moves import why_not_voided
from tenure.core.wording import say
from tenure.operations.client_change import note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.money_change import moving_money
from tenure.operations.permission import firm_for
from tenure.records.invoice_sheets import written_of
from tenure.records.invoices import client_of_invoice
from tenure.records.models import Invoice, Visit

LONGEST_REASON = 500


def void_invoice(invoice_id: str, *, reason: str, actor: Actor, at: datetime | None = None) -> Invoice:
    """Makes an invoice void that was neither sent, paid nor credited, and says who and why. Its visits are free again.

    Raises NotAllowed, Missing, and Invalid without a reason, or where only a credit note takes it back.
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid(
            say("Say why, in up to %(most)d letters. It stays beside the number.", most=LONGEST_REASON),
            "reason",
        )
    with moving_money(client_of_invoice(invoice_id, actor), actor=actor, at=at) as client:
        invoice = Invoice.objects.select_for_update().filter(pk=invoice_id, client=client).first()
        if invoice is None:
            raise Missing(invoice_id)
        why_not = why_not_voided(written_of(invoice))
        if why_not is not None:
            raise Invalid(why_not)
        invoice.voided_at, invoice.voided_by_id, invoice.void_reason = at, actor.person, reason
        invoice.save(update_fields=["voided_at", "voided_by", "void_reason"])
        Visit.objects.filter(line__invoice=invoice).update(line=None)
        content = {"invoice": invoice.id, "number": invoice.number}
        note_on(client, "invoice_voided", content, by=actor.person, at=at)
    return invoice
