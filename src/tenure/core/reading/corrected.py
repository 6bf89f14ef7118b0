"""What is known of a document: what the machine read, and over it what people say the document says (R20).

The two are kept apart; this is the one place where they come together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tenure.core.reading.arithmetic import Sum, adds_up, kept_back_of, sums_of
from tenure.core.reading.reading import Field, Reading, TaxRate


class Correctable(StrEnum):
    """What a person can put right: every field, and the tax by rate as a whole. The values are stored."""

    SUPPLIER = "supplier"
    NUMBER = "number"
    DATE = "date"
    DUE_DATE = "due_date"
    CURRENCY = "currency"
    NET = "net"
    TAX = "tax"
    TOTAL = "total"
    IBAN = "iban"
    KIND = "kind"
    LANGUAGE = "language"
    RATES = "rates"


_AMOUNTS = frozenset({Correctable.NET, Correctable.TAX, Correctable.TOTAL})
_CALCULATED_WITH = _AMOUNTS | {Correctable.CURRENCY, Correctable.RATES}
_BETWEEN_RATES, _IN_A_RATE = ";", ":"


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What holds of a document now.

    `fields` are canonical as in `Found.value`, without those the document does not have. `corrected` says what comes
    from a person. `sums` are the sums as they come out now; `adds_up` is None where too little is known.
    """

    fields: Mapping[Field, str]
    rates: tuple[TaxRate, ...]
    corrected: frozenset[Correctable]
    sums: tuple[Sum, ...]
    adds_up: bool | None


def overlaid(reading: Reading | None, said: Mapping[Correctable, str]) -> Values:
    """The reading (None if the machine read nothing) with what people said over it; empty means "it has none"."""
    read = {} if reading is None else {field: found.value for field, found in reading.fields.items()}
    told = {Field(name.value): value for name, value in said.items() if name is not Correctable.RATES}
    fields = {field: value for field, value in {**read, **told}.items() if value}
    read_rates = reading.rates if reading is not None else ()
    rates = rates_from_text(said[Correctable.RATES]) if Correctable.RATES in said else read_rates
    sums = _sums(reading, fields, rates)
    return Values(
        fields=fields,
        rates=rates,
        corrected=frozenset(said),
        sums=sums,
        # The machine saw more of the page than is kept: its word stands until somebody changes an amount.
        adds_up=adds_up(sums) if reading is None or _CALCULATED_WITH & said.keys() else reading.adds_up,
    )


def _sums(reading: Reading | None, fields: Mapping[Field, str], rates: Sequence[TaxRate]) -> tuple[Sum, ...]:
    """The sums, but for those that did not come out although the machine, which saw more, found that all adds up."""
    if reading is None or reading.adds_up is not True:
        return sums_of(fields, rates)
    read = {field: found.value for field, found in reading.fields.items()}
    kept_back = kept_back_of(read)
    excused = {
        (one.of, one.rate) for one in sums_of(read, reading.rates, kept_back=kept_back) if not one.right
    }
    return tuple(
        one for one in sums_of(fields, rates, kept_back=kept_back) if (one.of, one.rate) not in excused
    )


def corrections_of(reading: Reading | None, told: Mapping[Correctable, str]) -> dict[Correctable, str]:
    """What of `told` differs from what the machine read: that alone is kept as a correction."""
    return {name: value for name, value in told.items() if not same(name, value, as_read(reading, name))}


def same(name: Correctable, one: str, other: str) -> bool:
    """Whether two values say the same; 1200.0 and 1200.00 do."""
    if name in _AMOUNTS and one and other:
        return Decimal(one) == Decimal(other)
    if name is Correctable.RATES:
        return rates_from_text(one) == rates_from_text(other)
    return one == other


def as_read(reading: Reading | None, name: Correctable) -> str:
    """What the machine read there, canonical; empty for nothing."""
    if reading is None:
        return ""
    if name is Correctable.RATES:
        return rates_to_text(reading.rates)
    found = reading.fields.get(Field(name.value))
    return "" if found is None else found.value


def rates_to_text(rates: Sequence[TaxRate]) -> str:
    """Tax by rate as one line, as a correction keeps it: rate:net:tax, the net empty where it is not known."""
    return _BETWEEN_RATES.join(
        _IN_A_RATE.join((f"{one.rate:f}", "" if one.net is None else f"{one.net:f}", f"{one.tax:f}"))
        for one in rates
    )


def rates_from_text(text: str) -> tuple[TaxRate, ...]:
    """What `rates_to_text` wrote."""
    parts = [line.split(_IN_A_RATE) for line in text.split(_BETWEEN_RATES) if line]
    return tuple(
        TaxRate(rate=Decimal(rate), net=Decimal(net) if net else None, tax=Decimal(tax))
        for rate, net, tax in parts
    )
