"""Tax by rate: the lines that say how much tax at how many percent, checked by calculating it (R20)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, permutations

from tenure.core.reading.amounts import Amount, amounts_in
from tenure.core.reading.lexicon import Term
from tenure.core.reading.reading import TaxRate
from tenure.core.reading.sheet import Sheet

# Each line is rounded, and some programs round each item.
CENTS = Decimal("0.03")
CENT = Decimal("0.01")
HIGHEST = Decimal(35)


@dataclass(frozen=True, slots=True)
class RateLine:
    """One line of tax, on line `index` of the document; `named` says that the line speaks of tax."""

    index: int
    rate: TaxRate
    named: bool


def rate_lines(sheet: Sheet) -> tuple[RateLine, ...]:
    """The lines that may say the tax at a rate; lines of items that show their own tax are among them."""
    return tuple(_lines(sheet))


def rates_for(lines: Sequence[RateLine], net: Decimal | None, tax: Decimal | None) -> tuple[TaxRate, ...]:
    """The rates that together make this tax: of one block of lines, the last that does."""
    if tax is None:
        return ()
    for block in reversed(_blocks(lines)):
        rates = _merged(block)
        if abs(sum(rate.tax for rate in rates) - tax) <= CENTS * len(rates):
            return tuple(_with_net(rate, net, alone=len(rates) == 1) for rate in rates)
    return ()


def makes(lines: Sequence[RateLine], net: Decimal, tax: Decimal) -> bool:
    """Whether the tax at several rates, each taken from what it is the tax of, makes this net."""
    rates = [rate for rate in rates_for(lines, None, tax) if rate.rate > 0]
    # Half a cent of tax at 5 in 100 is ten cents of what it is taken from.
    unsure = sum((CENT * 50 / rate.rate for rate in rates), CENTS)
    return len(rates) > 1 and abs(sum(rate.tax * 100 / rate.rate for rate in rates) - net) <= unsure


def _lines(sheet: Sheet) -> Iterator[RateLine]:
    for index, line in enumerate(sheet.lines):
        amounts = list(amounts_in(line.text))
        percents = [amount.value for amount in amounts if amount.percent and 0 <= amount.value <= HIGHEST]
        money = [amount for amount in amounts if amount.money]
        named = any(Term.TAX in label.terms for label in sheet.labels[index])
        rate = _rate(percents, money, named=named) or (_unmarked(amounts) if len(money) >= 3 else None)
        if rate is not None:
            yield RateLine(index, rate, named)


def _rate(percents: Sequence[Decimal], money: Sequence[Amount], *, named: bool) -> TaxRate | None:
    for percent in dict.fromkeys(percents):
        for net, tax in permutations([abs(amount.value) for amount in money], 2):
            if _is_tax(net, percent, tax):
                return TaxRate(rate=percent, net=net, tax=tax)
    if named and percents and money:
        return TaxRate(rate=percents[0], net=None, tax=abs(money[-1].value))
    return None


def _unmarked(amounts: Sequence[Amount]) -> TaxRate | None:
    """A row of a table whose heading has the sign: 20,00 | 100,00 | 20,00 | 120,00."""
    values = [abs(amount.value) for amount in amounts]
    for rate in values[:2]:
        rest = [value for value in values if value is not rate]
        for net, tax in permutations(rest, 2):
            if 0 < rate <= HIGHEST and _is_tax(net, rate, tax) and net + tax in rest:
                return TaxRate(rate=rate, net=net, tax=tax)
    return None


def _is_tax(net: Decimal, percent: Decimal, tax: Decimal) -> bool:
    return net > 0 and abs(net * percent / 100 - tax) <= CENTS and (tax > 0 or percent == 0)


def _blocks(lines: Iterable[RateLine]) -> list[list[RateLine]]:
    """Runs of lines that stand together."""
    numbered = enumerate(lines)
    return [
        [line for _, line in run] for _, run in groupby(numbered, key=lambda pair: pair[1].index - pair[0])
    ] + [list(lines)]


def _merged(block: Sequence[RateLine]) -> list[TaxRate]:
    rates: dict[Decimal, TaxRate] = {}
    for line in block:
        rate = line.rate.rate.normalize()
        seen = rates.get(rate)
        if seen is None:
            rates[rate] = TaxRate(rate=rate, net=line.rate.net, tax=line.rate.tax)
        else:
            net = None if seen.net is None or line.rate.net is None else seen.net + line.rate.net
            rates[rate] = TaxRate(rate=rate, net=net, tax=seen.tax + line.rate.tax)
    return sorted(rates.values(), key=lambda rate: -rate.rate)


def _with_net(rate: TaxRate, net: Decimal | None, *, alone: bool) -> TaxRate:
    plain = rate.rate.quantize(Decimal(1)) if rate.rate == rate.rate.to_integral_value() else rate.rate
    return TaxRate(rate=plain, net=net if rate.net is None and alone else rate.net, tax=rate.tax)
