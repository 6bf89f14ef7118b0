"""The sums on a document, done again with what is known of it now: net and tax make the total, rates the tax (R20)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tenure.core.money import minor_digits
from tenure.core.reading.reading import Field, TaxRate
from tenure.core.reading.tax_rates import CENT, CENTS


class SumOf(StrEnum):
    """What is compared with what."""

    TOTAL = "total"  # net and tax with the total
    TAX = "tax"  # the tax of all rates with the tax
    NET = "net"  # the net of all rates with the net
    RATE = "rate"  # the tax of one rate with its share of its net


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One sum: what it comes to, what the document says, and whether the two agree. `rate` in percent, of `RATE` only."""

    of: SumOf
    makes: Decimal
    says: Decimal
    right: bool
    rate: Decimal | None = None


def sums_of(
    fields: Mapping[Field, str], rates: Sequence[TaxRate], *, kept_back: Decimal = Decimal(0)
) -> tuple[Sum, ...]:
    """Every sum that can be done. `kept_back` is what the customer pays less, or paid before, as the machine saw it.

    Signs do not count: a credit note may be written with a minus or without.
    """
    return tuple(_sums(fields, rates, kept_back))


def adds_up(sums: Sequence[Sum]) -> bool | None:
    """Whether all is right; None where net, tax and total are not all known."""
    if any(not one.right for one in sums):
        return False
    return True if any(one.of is SumOf.TOTAL for one in sums) else None


def kept_back_of(fields: Mapping[Field, str]) -> Decimal:
    """What is missing from the total of a document that adds up: withheld for the tax office, or paid before."""
    net, tax, total = (_amount(fields, field) for field in (Field.NET, Field.TAX, Field.TOTAL))
    if net is None or tax is None or total is None:
        return Decimal(0)
    missing = net + tax - total
    return missing if abs(missing) > CENTS else Decimal(0)


def _sums(fields: Mapping[Field, str], rates: Sequence[TaxRate], kept_back: Decimal) -> Iterator[Sum]:
    unit = _unit(fields.get(Field.CURRENCY, ""))
    net, tax, total = (_amount(fields, field) for field in (Field.NET, Field.TAX, Field.TOTAL))
    if net is not None and tax is not None and total is not None:
        yield _compared(SumOf.TOTAL, net + tax - kept_back, total, 3 * unit)
    for one in rates:
        if one.net is not None:
            share = abs(one.net) * one.rate / 100
            yield _compared(SumOf.RATE, share.quantize(unit), abs(one.tax), 3 * unit, rate=one.rate)
    if not rates:
        return
    if tax is not None:
        of_all = abs(sum((one.tax for one in rates), Decimal(0)))
        yield _compared(SumOf.TAX, of_all, tax, 3 * unit * len(rates))
    # What is free of tax is often left out of the table: more than the net it cannot be.
    nets = [one.net for one in rates if one.net is not None]
    if net is not None and len(nets) == len(rates):
        of_rates = abs(sum(nets, Decimal(0)))
        if of_rates > net + 3 * unit * len(rates):
            yield Sum(of=SumOf.NET, makes=of_rates, says=net, right=False)


def _compared(
    of: SumOf, makes: Decimal, says: Decimal, within: Decimal, *, rate: Decimal | None = None
) -> Sum:
    return Sum(of=of, makes=makes, says=says, right=abs(makes - says) <= within, rate=rate)


def _amount(fields: Mapping[Field, str], field: Field) -> Decimal | None:
    value = fields.get(field)
    return None if value is None else abs(Decimal(value))


def _unit(currency: str) -> Decimal:
    """The smallest coin; a cent where the currency is not known."""
    try:
        return Decimal(1).scaleb(-minor_digits(currency))
    except ValueError:
        return CENT
