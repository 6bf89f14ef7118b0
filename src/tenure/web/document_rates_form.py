"""Tax by rate as a person types it: a row for each rate, with two empty ones to write on (R20)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.http import QueryDict
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _

from tenure.core.document_checks import MOST_RATES, wrong_in
from tenure.core.reading.corrected import Correctable, rates_to_text
from tenure.core.reading.reading import TaxRate
from tenure.core.reading.typed import amount_typed, percent_typed
from tenure.speech.speak import speak
from tenure.web.document_check_form import amount_as_typed

RATE, NET, TAX = "rate", "rate_net", "rate_tax"
EMPTY_ROWS: Final = 2
LONGEST: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """One row as it is shown; `wrong` says what cannot be understood in it."""

    number: int
    rate: str = ""
    net: str = ""
    tax: str = ""
    wrong: str = ""

    @property
    def written(self) -> bool:
        """Whether anything stands in it."""
        return bool(self.rate or self.net or self.tax)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatesTyped:
    """All rows; `text` is what they say as a correction keeps it, None where something is wrong."""

    rows: tuple[RateRow, ...]
    text: str | None


def rates_as_typed(rates: Sequence[TaxRate], currency: str) -> tuple[RateRow, ...]:
    """The rows to begin with."""
    rows = [
        RateRow(
            number=number,
            rate=_percent(one.rate),
            net="" if one.net is None else amount_as_typed(one.net, currency),
            tax=amount_as_typed(one.tax, currency),
        )
        for number, one in enumerate(rates)
    ]
    return _with_empty(rows)


def rates_typed(typed: QueryDict, currency: str) -> RatesTyped:
    """What was typed, understood or told why not. A row without anything is none."""
    columns = ([text.strip()[:LONGEST] for text in typed.getlist(name)] for name in (RATE, NET, TAX))
    cells = [cell for cell in zip(*columns, strict=False) if any(cell)][: MOST_RATES + 1]
    read = [_read(number, cell, currency) for number, cell in enumerate(cells)]
    rows = [row for row, _rate in read]
    if any(row.wrong for row in rows):
        return RatesTyped(rows=_with_empty(rows), text=None)
    text = rates_to_text([rate for _row, rate in read if rate is not None])
    wrong = dict(wrong_in({Correctable.CURRENCY: currency, Correctable.RATES: text})).get(Correctable.RATES)
    if wrong is not None:
        rows[-1] = replace(rows[-1], wrong=speak(wrong))
        return RatesTyped(rows=_with_empty(rows), text=None)
    return RatesTyped(rows=_with_empty(rows), text=text)


def _read(number: int, cell: tuple[str, ...], currency: str) -> tuple[RateRow, TaxRate | None]:
    rate, net, tax = cell
    mark = get_format("DECIMAL_SEPARATOR")
    percent = percent_typed(rate, decimal_mark=mark)
    before = amount_typed(net, decimal_mark=mark, currency=currency)
    amount = amount_typed(tax, decimal_mark=mark, currency=currency)
    wrong = _wrong(percent, net, before, amount)
    row = RateRow(number=number, rate=rate, net=net, tax=tax, wrong=wrong)
    if wrong or percent is None or amount is None:
        return row, None
    return row, TaxRate(
        rate=Decimal(percent), net=None if before is None else Decimal(before), tax=Decimal(amount)
    )


def _wrong(percent: str | None, net: str, before: str | None, amount: str | None) -> str:
    if percent is None:
        return _("The rate is no percentage between 0 and 100.")
    if net and before is None:
        return _("The net is no amount.")
    return _("The tax is no amount.") if amount is None else ""


def _with_empty(rows: Sequence[RateRow]) -> tuple[RateRow, ...]:
    more = min(EMPTY_ROWS, MOST_RATES - len(rows))
    return (*rows, *(RateRow(number=len(rows) + place) for place in range(more)))


def _percent(rate: Decimal) -> str:
    plain = rate.normalize()
    return number_format(plain, decimal_pos=max(0, -int(plain.as_tuple().exponent)))
