"""An invoice's stored lines beside new ones, as people read them: what goes, what comes, what it comes to (R44)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tenure.operations.invoice_lines import LineDraft
from tenure.operations.rewriting import Comparison
from tenure.speech.speak import speak
from tenure.web.service_money import price_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """One line; `moves` if the other side does not have it. `net` in minor units, `last` is the last day it bills."""

    description: str
    quantity: Decimal
    price: str
    tax_rate: Decimal
    net: int
    first: date | None
    last: date | None
    moves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLine:
    """A service that the new lines do not bill, and why."""

    name: str
    place: str
    why: str
    stood: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Everything the page shows."""

    stored: tuple[ComparedLine, ...]
    new: tuple[ComparedLine, ...]
    left_out: tuple[LeftOutLine, ...]
    cautions: tuple[str, ...]
    refusals: tuple[str, ...]
    last_day: date | None


def beside(comparison: Comparison) -> Beside:
    """The comparison in the reader's language."""
    period = comparison.period
    return Beside(
        stored=tuple(_lines(comparison.stored, comparison.new, comparison.currency)),
        new=tuple(_lines(comparison.new, comparison.stored, comparison.currency)),
        left_out=tuple(
            LeftOutLine(name=one.name, place=one.place, why=speak(one.why), stood=one.stood)
            for one in comparison.left_out
        ),
        cautions=tuple(map(speak, comparison.cautions)),
        refusals=tuple(map(speak, comparison.refusals)),
        last_day=period.end - timedelta(days=1) if period and period.end else None,
    )


def _lines(lines: Sequence[LineDraft], others: Sequence[LineDraft], currency: str) -> Iterator[ComparedLine]:
    there = Counter(others)
    for line in lines:
        moves = not there[line]
        there[line] -= 1
        yield ComparedLine(
            description=line.description,
            quantity=line.quantity,
            price=price_in_words(line.unit_price, currency),
            tax_rate=line.tax_rate,
            net=line.item.net(currency),
            first=line.days.first if line.days else None,
            last=line.days.end - timedelta(days=1) if line.days and line.days.end else None,
            moves=moves,
        )
