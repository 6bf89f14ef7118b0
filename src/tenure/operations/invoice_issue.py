"""The moment an invoice gets its number: the next of its series, in the same transaction, so that none is missing (R46)."""

from datetime import date, datetime, timedelta

from tenure.core.billing_policy import BillingPolicy
from tenure.core.invoicing import InvoiceKind
from tenure.operations.settling import settle
from tenure.records.buyers import Buyer, buyers_of
from tenure.records.models import Client, Invoice, NumberSeries
from tenure.records.policies import policy_of, today_of

SERIES = {InvoiceKind.INVOICE: "INV", InvoiceKind.CREDIT_NOTE: "CN"}


def issue(invoice: Invoice, client: Client, *, at: datetime) -> None:
    """Numbers and dates a draft, and settles it with the client's credit. The caller holds the client's lock.

    A rollback gives the number back: it is counted in the row of the series, under that row's lock.
    """
    firm = client.firm
    assert firm is not None, "a client without a firm is not billed"
    series = series_of(firm.id, InvoiceKind(invoice.kind))
    invoice.series, invoice.number = series, series.following
    series.following += 1
    series.save(update_fields=["following"])
    invoice.issued_on = today_of(firm, at)
    buyer = buyers_of([client.id])[client.id]
    invoice.due_on = due_on(invoice.issued_on, buyer, policy_of(firm).billing)
    invoice.buyer = buyer.shown
    invoice.save()
    settle(client, invoice.currency)
    invoice.refresh_from_db()


def due_on(issued: date, buyer: Buyer, billing: BillingPolicy) -> date:
    """The day until which an invoice of `issued` is to be paid: the customer's billing profile says so, or the policy."""
    return issued + timedelta(days=billing.due_days if buyer.due_days is None else buyer.due_days)


def series_of(firm: str, kind: InvoiceKind) -> NumberSeries:
    """The firm's series for invoices or for credit notes, locked; the first use makes it."""
    code = SERIES[kind]
    NumberSeries.objects.get_or_create(firm_id=firm, code=code)
    return NumberSeries.objects.select_for_update().get(firm_id=firm, code=code)
