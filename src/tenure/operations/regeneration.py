"""An issued invoice is written anew from what its customer's services are now; it keeps number and day (R44)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.billing import Days, month_of
from tenure.core.regeneration import UNBILLED
from tenure.core.service_lines import BilledService, Unbilled
from tenure.core.wording import Message, say
from tenure.operations.client_change import note_on
from tenure.operations.errors import Missing
from tenure.operations.invoice_lines import LineDraft
from tenure.operations.money_change import moving_money
from tenure.operations.permission import firm_for
from tenure.operations.rewriting import Comparison, LeftOut, NewLines, compared, confirmed, refused_before
from tenure.operations.service_lines import ServicesBilled, service_lines
from tenure.operations.stored_lines import lines_of
from tenure.operations.writing_anew import write_anew
from tenure.records.billed_lines import BilledDays, billed_elsewhere
from tenure.records.invoices import client_of_invoice, invoices_for
from tenure.records.models import Client, Invoice, Replaced, Service

# Reasons that are told even where the service did not stand on the invoice.
TOLD = {Unbilled.STOPPED, Unbilled.STOPPED_NOW, Unbilled.IN_PART}


def preview_regeneration(invoice_id: str, *, actor: Actor, at: datetime | None = None) -> Comparison:
    """The stored lines beside those that its services would make now; nothing is written. Raises Missing.

    An invoice without a period takes that of its service lines, else the month in which it was issued.
    """
    at = at or timezone.now()
    invoice = invoices_for(actor).select_related("client__firm", "series").filter(pk=invoice_id).first()
    if invoice is None or invoice.client is None:
        raise Missing(invoice_id)
    return _compare(invoice, invoice.client, at)


def regenerate(invoice_id: str, digest: str, *, actor: Actor, at: datetime | None = None) -> Invoice:
    """Writes it anew as `digest` was shown; what it said is kept as a version, and it stays under its number.

    What was paid and has no more room settles other invoices or stays as credit. Raises NotAllowed, Missing, and
    LinesChanged with the new comparison where something has moved or refuses it.
    """
    at = at or timezone.now()
    firm_for(actor, Right.BILLING, at=at)
    with moving_money(client_of_invoice(invoice_id, actor), actor=actor, at=at) as client:
        invoice = Invoice.objects.select_related("series").filter(pk=invoice_id, client=client).first()
        if invoice is None:
            raise Missing(invoice_id)
        comparison = confirmed(_compare(invoice, client, at), digest)
        _keep_period(invoice, comparison.period)
        write_anew(invoice, client, comparison, Replaced.REGENERATED, by=actor.person, at=at)
        content = {"invoice": invoice.id, "before": comparison.before.total, "after": comparison.after.total}
        note_on(client, "invoice_regenerated", content, by=actor.person, at=at)
    return invoice


def _compare(invoice: Invoice, client: Client, at: datetime) -> Comparison:
    stored = lines_of(invoice)
    periods = _periods(invoice, stored)
    if refused_before(invoice, client) or len(periods) != 1:
        several = (say("It bills several periods. Write a credit note for it, and a new invoice."),)
        return compared(invoice, client, NewLines(lines=stored, refusals=several if len(periods) > 1 else ()))
    period = periods[0]
    billed = service_lines(client, period, running_now=True, at=at, again=invoice.id)
    mine = billed.lines.get(invoice.currency, ())
    taken = billed_elsewhere((line.service or "" for line in mine), but=invoice.id)
    lines = tuple(line for line in mine if _taken_by(line, taken) is None)
    left_out = tuple(_left_out(invoice, client, stored, billed, taken))
    return compared(
        invoice,
        client,
        NewLines(lines=_beside_those_by_hand(stored, lines), period=period, left_out=left_out),
    )


def _periods(invoice: Invoice, stored: Sequence[LineDraft]) -> list[Days]:
    """The period it bills; by hand, that of its service lines, else the month in which it was issued."""
    if invoice.period_first is not None:
        return [Days(first=invoice.period_first, end=invoice.period_end)]
    told = {line.days for line in stored if line.service and not line.visit and line.days}
    if told:
        return sorted(told, key=lambda days: days.first)
    return [month_of(invoice.issued_on)] if invoice.issued_on is not None else []


def _keep_period(invoice: Invoice, period: Days | None) -> None:
    """Without its service lines the invoice must still know which period to bring back."""
    if invoice.period_first is None and period is not None:
        invoice.period_first, invoice.period_end = period.first, period.end


def _beside_those_by_hand(
    stored: Sequence[LineDraft], services: Sequence[LineDraft]
) -> tuple[LineDraft, ...]:
    """Lines by hand stay, before or after the services as they stood."""
    first = next((n for n, line in enumerate(stored) if line.service), 0)
    by_hand = [line for line in stored[first:] if not line.service]
    return (*stored[:first], *services, *by_hand)


def _left_out(
    invoice: Invoice,
    client: Client,
    stored: Sequence[LineDraft],
    billed: ServicesBilled,
    taken: Sequence[BilledDays],
) -> Iterator[LeftOut]:
    stood = {line.service for line in stored}
    for service, reason in billed.unbilled:
        if service.id in stood or reason in TOLD:
            yield _out(service, UNBILLED[reason], stood)
    elsewhere = {
        line.service: say("Is billed in %(currency)s", currency=currency)
        for currency, lines in billed.lines.items()
        if currency != invoice.currency
        for line in lines
    } | {
        line.service: say("Is billed on %(number)s", number=number)
        for line in billed.lines.get(invoice.currency, ())
        if (number := _taken_by(line, taken)) is not None
    }
    if elsewhere:
        rows = Service.objects.filter(client=client, id__in=[one for one in elsewhere if one])
        for row in rows.select_related("location").order_by("location__name", "name", "id"):
            yield LeftOut(
                name=row.name, place=row.location.name, why=elsewhere[row.id], stood=row.id in stood
            )


def _out(service: BilledService, why: Message, stood: set[str | None]) -> LeftOut:
    return LeftOut(name=service.name, place=service.place, why=why, stood=service.id in stood)


def _taken_by(line: LineDraft, taken: Sequence[BilledDays]) -> str | None:
    """The number of another invoice that bills these days of the service already."""
    if line.visit or line.days is None:
        return None
    days = line.days
    return next((one.number for one in taken if one.service == line.service and one.touches(days)), None)
