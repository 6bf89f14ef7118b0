"""The lines of an invoice as a person writes them: checked, added up, stored (R46)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tenure.core.billing import Days
from tenure.core.invoicing import LineItem, totals_of
from tenure.core.money import from_minor, minor_digits
from tenure.core.wording import say
from tenure.operations.errors import Invalid
from tenure.records.models import Invoice, InvoiceLine, Visit

MOST_LINES = 500
LARGEST = Decimal(10) ** 9
# A whole invoice stays far below what a column of minor units holds.
LARGEST_TOTAL = Decimal(10) ** 12
PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """One line as it is written; `service` is the id of the service it bills, if it bills one.

    Such a line tells the `days` it bills, and the `visit` where it bills one.
    """

    description: str
    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal
    service: str | None = None
    days: Days | None = None
    visit: str = ""

    @classmethod
    def of(cls, line: InvoiceLine) -> "LineDraft":
        """A line that was written before, to be written again."""
        return cls(
            description=line.description,
            quantity=line.quantity,
            unit_price=line.unit_price,
            tax_rate=line.tax_rate,
            service=line.service_id,
            days=Days(first=line.first, end=line.end) if line.first is not None else None,
            visit=next((visit.id for visit in line.visits.all()), ""),
        )

    @property
    def item(self) -> LineItem:
        """The line as arithmetic."""
        return LineItem(quantity=self.quantity, unit_price=self.unit_price, tax_rate=self.tax_rate)


def write_lines(invoice: Invoice, lines: Sequence[LineDraft]) -> None:
    """Stores a draft with these lines and what they come to."""
    totals = totals_of((line.item for line in lines), invoice.currency)
    invoice.net, invoice.tax, invoice.total = totals.net, totals.tax, totals.total
    invoice.save()
    invoice.lines.all().delete()
    written = InvoiceLine.objects.bulk_create(
        InvoiceLine(
            invoice=invoice,
            position=position,
            service_id=line.service,
            description=line.description,
            quantity=line.quantity,
            unit_price=line.unit_price,
            tax_rate=line.tax_rate,
            net=line.item.net(invoice.currency),
            first=line.days.first if line.days else None,
            end=line.days.end if line.days else None,
        )
        for position, line in enumerate(lines, 1)
    )
    for line, row in zip(lines, written, strict=True):
        if line.visit:
            Visit.objects.filter(pk=line.visit, client=invoice.client_id, line=None).update(line=row)


def checked_lines(lines: Sequence[LineDraft], currency: str) -> None:
    """Raises Invalid for lines or a currency that cannot be used."""
    try:
        minor_digits(currency)
    except ValueError as error:
        raise Invalid(say("A currency has three capital letters, such as EUR."), "currency") from error
    if not 1 <= len(lines) <= MOST_LINES:
        raise Invalid(say("An invoice has 1 to %(most)d lines.", most=MOST_LINES), "lines")
    for line in lines:
        if not line.description.strip():
            raise Invalid(say("Each line says what it bills."), "lines")
        if not (0 < line.quantity < LARGEST and abs(line.unit_price) < LARGEST):
            raise Invalid(say("Quantities are more than zero, and amounts less than a billion."), "lines")
        if not 0 <= line.tax_rate <= PERCENT:
            raise Invalid(say("A tax rate is between 0 and 100 percent."), "lines")
    totals = totals_of((line.item for line in lines), currency)
    if from_minor(totals.net, currency) >= LARGEST_TOTAL or any(
        abs(from_minor(line.item.net(currency), currency)) >= LARGEST_TOTAL for line in lines
    ):
        raise Invalid(say("An invoice comes to less than a thousand billion."), "lines")
    if totals.total < 0:
        raise Invalid(say("An invoice is not less than zero. Write a credit note instead."), "lines")
