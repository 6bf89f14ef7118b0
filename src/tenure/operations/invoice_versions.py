"""What an invoice said before is put back, line by line; what it said meanwhile is kept too (R44)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.wording import Message, say
from tenure.operations.client_change import note_on
from tenure.operations.errors import Missing
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.money_change import moving_money
from tenure.operations.permission import firm_for
from tenure.operations.rewriting import Comparison, NewLines, compared, confirmed
from tenure.operations.stored_lines import lines_in
from tenure.operations.writing_anew import write_anew
from tenure.records.billed_lines import billed_elsewhere
from tenure.records.invoices import client_of_invoice, invoices_for
from tenure.records.models import Client, Invoice, InvoiceVersion, Replaced, Visit


def preview_restore(invoice_id: str, version_id: str, *, actor: Actor) -> Comparison:
    """The invoice beside one of its versions; nothing is written. Raises Missing."""
    version = _version(invoice_id, version_id)
    rows = invoices_for(actor).select_related("client__firm", "series")
    invoice = rows.filter(pk=invoice_id).first()
    if version is None or invoice is None or invoice.client is None:
        raise Missing(version_id)
    return _compare(invoice, invoice.client, version)


def restore_version(
    invoice_id: str, version_id: str, digest: str, *, actor: Actor, at: datetime | None = None
) -> Invoice:
    """Puts the lines of a version back as `digest` was shown; what stood there becomes a version.

    Raises NotAllowed, Missing, and LinesChanged with the new comparison where something has moved or refuses it.
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    with moving_money(client_of_invoice(invoice_id, actor), actor=actor, at=at) as client:
        invoice = Invoice.objects.select_related("series").filter(pk=invoice_id, client=client).first()
        version = _version(invoice_id, version_id)
        if invoice is None or version is None:
            raise Missing(version_id)
        comparison = confirmed(_compare(invoice, client, version), digest)
        write_anew(invoice, client, comparison, Replaced.RESTORED, by=actor.person, at=at)
        content = {"invoice": invoice.id, "version": version.id, "after": comparison.after.total}
        note_on(client, "invoice_restored", content, by=actor.person, at=at)
    return invoice


def _version(invoice_id: str, version_id: str) -> InvoiceVersion | None:
    return InvoiceVersion.objects.filter(pk=version_id, invoice=invoice_id).first()


def _compare(invoice: Invoice, client: Client, version: InvoiceVersion) -> Comparison:
    kept = lines_in(version)
    there = set(client.services.values_list("id", flat=True))
    lines = tuple(line if line.service in there else replace(line, service=None, visit="") for line in kept)
    return compared(invoice, client, NewLines(lines=lines, refusals=tuple(_billed_meanwhile(invoice, lines))))


def _billed_meanwhile(invoice: Invoice, lines: Sequence[LineDraft]) -> Iterator[Message]:
    """A day or a visit that another invoice bills by now is not billed twice."""
    numbers = {
        one.number
        for one in billed_elsewhere((line.service for line in lines if line.service), but=invoice.id)
        for line in lines
        if one.service == line.service and not line.visit and line.days and one.touches(line.days)
    }
    visits = Visit.objects.filter(
        id__in=[line.visit for line in lines if line.visit],
        line__invoice__number__isnull=False,
        line__invoice__voided_at__isnull=True,
    ).exclude(line__invoice=invoice)
    numbers |= {
        visit.line.invoice.shown_number
        for visit in visits.select_related("line__invoice__series")
        if visit.line
    }
    for number in sorted(numbers):
        yield say(
            "%(number)s bills some of these days by now. Write a credit note for it first.", number=number
        )
