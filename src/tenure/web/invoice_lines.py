"""The lines of an invoice as people read them: price in its currency, and which days a service is billed for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tenure.records.invoice_sheets import InvoiceLine
from tenure.web.service_money import price_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One line; `net` in minor units, `last` is the last day it bills."""

    id: int
    description: str
    quantity: Decimal
    price: str
    tax_rate: Decimal
    net: int
    first: date | None
    last: date | None


def shown_lines(lines: Iterable[InvoiceLine], currency: str) -> list[ShownLine]:
    """Each line, in order."""
    return [
        ShownLine(
            id=line.pk,
            description=line.description,
            quantity=line.quantity,
            price=price_in_words(line.unit_price, currency),
            tax_rate=line.tax_rate,
            net=line.net,
            first=line.first,
            last=line.end - timedelta(days=1) if line.end is not None else None,
        )
        for line in lines
    ]
