"""What issuing a draft would do: its number, its days, what credit settles at once. Nothing is written (R46)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.billing_rules import by_hand
from tenure.core.invoicing import InvoiceKind
from tenure.core.wording import Message
from tenure.operations.errors import Missing
from tenure.operations.invoice_issue import SERIES, due_on
from tenure.operations.invoices import account_of
from tenure.operations.permission import firm_for
from tenure.records.buyers import buyers_of
from tenure.records.invoices import credits_of, invoices_for
from tenure.records.models import Invoice, NumberSeries
from tenure.records.policies import policy_of, today_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldIssue:
    """`number` is the next one now; whoever issues first takes it. `credit` in minor units. `refused` says why not."""

    number: str
    issued_on: date
    due_on: date
    buyer: str
    credit: int
    refused: Message | None


def preview_issue(invoice_id: str, *, actor: Actor, at: datetime | None = None) -> WouldIssue:
    """What would come of it now. Raises NotAllowed, and Missing where there is no such draft."""
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    rows = invoices_for(actor).select_related("client__firm").filter(pk=invoice_id, number=None)
    invoice = rows.first()
    if invoice is None or invoice.client is None or invoice.client.firm is None:
        raise Missing(invoice_id)
    client, firm = invoice.client, invoice.client.firm
    buyer, today = buyers_of([client.id])[client.id], today_of(firm, at)
    with_services = invoice.lines.filter(service__isnull=False).exists()
    left = sum(units for _payment, units in credits_of(client, invoice.currency))
    return WouldIssue(
        number=_following(firm.id),
        issued_on=today,
        due_on=due_on(today, buyer, policy_of(firm).billing),
        buyer=buyer.shown,
        credit=min(left, invoice.total),
        refused=by_hand(account_of(client), with_services=with_services),
    )


def _following(firm: str) -> str:
    code = SERIES[InvoiceKind.INVOICE]
    series = NumberSeries.objects.filter(firm_id=firm, code=code).first()
    series = series or NumberSeries(firm_id=firm, code=code)
    return Invoice(series=series, number=series.following).shown_number
