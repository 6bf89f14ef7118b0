"""The lines of an invoice as they stood, kept beside it so that they can be put back (R44)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from tenure.core.billing import Days
from tenure.operations.invoice_lines import LineDraft
from tenure.records.models import Invoice, InvoiceVersion, Replaced


def lines_of(invoice: Invoice) -> tuple[LineDraft, ...]:
    """The lines of an invoice, in their order."""
    return tuple(LineDraft.of(line) for line in invoice.lines.order_by("position").prefetch_related("visits"))


def lines_in(version: InvoiceVersion) -> tuple[LineDraft, ...]:
    """The lines that a version keeps."""
    return tuple(_from_json(line) for line in version.lines)


def keep_version(
    invoice: Invoice, lines: Sequence[LineDraft], replaced: Replaced, *, by: str | None, at: datetime
) -> InvoiceVersion:
    """Stores what the invoice says now, before something else is written. The caller holds the client's lock."""
    return InvoiceVersion.objects.create(
        invoice=invoice,
        position=invoice.versions.count() + 1,
        lines=[_to_json(line) for line in lines],
        net=invoice.net,
        tax=invoice.tax,
        total=invoice.total,
        replaced=replaced.value,
        replaced_at=at,
        replaced_by_id=by,
    )


def _to_json(line: LineDraft) -> dict[str, str]:
    days = line.days
    return {
        "description": line.description,
        "quantity": str(line.quantity),
        "unit_price": str(line.unit_price),
        "tax_rate": str(line.tax_rate),
        "service": line.service or "",
        "visit": line.visit,
        "first": days.first.isoformat() if days else "",
        "end": days.end.isoformat() if days and days.end else "",
    }


def _from_json(kept: Mapping[str, str]) -> LineDraft:
    first, end = kept["first"], kept["end"]
    return LineDraft(
        description=kept["description"],
        quantity=Decimal(kept["quantity"]),
        unit_price=Decimal(kept["unit_price"]),
        tax_rate=Decimal(kept["tax_rate"]),
        service=kept["service"] or None,
        visit=kept["visit"],
        days=Days(first=date.fromisoformat(first), end=date.fromisoformat(end) if end else None)
        if first
        else None,
    )
