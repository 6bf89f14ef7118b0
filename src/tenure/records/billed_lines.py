"""Which invoices bill which days of which services already, so that no day is billed twice (R44)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from tenure.core.billing import Days
from tenure.core.invoicing import InvoiceKind
from tenure.records.models import Invoice, InvoiceLine


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledDays:
    """An invoice, by its number, bills these days of a service. A visit's line is not among them."""

    service: str
    number: str
    first: date
    end: date

    def touches(self, days: Days) -> bool:
        """Whether it bills one of these days."""
        return self.first < (days.end or date.max) and days.first < self.end


def billed_elsewhere(services: Iterable[str], *, but: str) -> Sequence[BilledDays]:
    """What other issued invoices than `but` bill of these services; void ones and those credited in full do not."""
    credited = (
        Invoice.objects.filter(corrects=OuterRef("invoice")).values("corrects").annotate(sum=Sum("total"))
    )
    rows = InvoiceLine.objects.filter(
        visits=None,
        service__in=set(services),
        first__isnull=False,
        end__isnull=False,
        invoice__kind=InvoiceKind.INVOICE.value,
        invoice__number__isnull=False,
        invoice__voided_at__isnull=True,
    ).exclude(invoice=but)
    left = rows.alias(credited=Coalesce(Subquery(credited.values("sum")[:1]), 0))
    return [
        BilledDays(
            service=line.service_id or "", number=line.invoice.shown_number, first=line.first, end=line.end
        )
        for line in left.exclude(credited__gt=0, credited__gte=F("invoice__total")).select_related(
            "invoice__series"
        )
        if line.first is not None and line.end is not None
    ]
