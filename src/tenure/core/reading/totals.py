"""Net, tax and total: of all that may be meant, the three that add up (R20, R24)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from tenure.core.reading.amounts import Amount, amounts_in
from tenure.core.reading.labels import Label
from tenure.core.reading.lexicon import Term
from tenure.core.reading.reading import Field, Found, TaxRate
from tenure.core.reading.sheet import Cell, Sheet
from tenure.core.reading.tax_rates import CENTS, RateLine, makes, rates_for

_MOST = 7  # candidates of each sort: 8 x 8 x 8 sums take a millisecond
_MONEY_TERMS = (Term.NET, Term.TAX, Term.TOTAL, Term.PAYABLE)
_NAMED = 0.8  # the score of an amount that stands beside a label
_HIGHEST_SHARE = Decimal("0.4")  # of the net: no country takes more


@dataclass(frozen=True, slots=True)
class Candidate:
    """An amount that may be meant, how well it is labelled, and where it stands (None if it was calculated)."""

    value: Decimal
    score: float
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What was chosen. `adds_up` is None where net, tax and total were not all read."""

    net: Candidate | None
    tax: Candidate | None
    total: Candidate | None
    adds_up: bool | None


def totals_of(sheet: Sheet, rates: Sequence[RateLine]) -> Totals:
    """The best three."""
    every = list(_money(sheet))
    nets = _best((*_labelled(sheet, Term.NET), *_sums(rates, lambda rate: rate.net)))
    taxes = _best((*_labelled(sheet, Term.TAX), *_sums(rates, lambda rate: rate.tax)))
    totals = _best((*_labelled(sheet, Term.TOTAL), *_weaker(_labelled(sheet, Term.PAYABLE))))
    nets, taxes, totals = _completed(nets, taxes, totals, every)
    withheld = {abs(each.value) for each in _labelled(sheet, Term.WITHHELD)} | {Decimal(0)}
    largest = max((abs(each.value) for each in every), default=Decimal(0))
    best = max(
        product((*nets, None), (*taxes, None), (*totals, None)),
        key=lambda three: _score(
            three[0], three[1], three[2], rates=rates, largest=largest, withheld=withheld
        ),
    )
    return _checked_by_rate(_checked(*best, withheld), nets, rates)


def fields_of(totals: Totals) -> dict[Field, Found]:
    """The amounts as they are published; net, where it is not written, is what the tax leaves of the total."""
    named = {Field.NET: totals.net, Field.TAX: totals.tax, Field.TOTAL: totals.total}
    fields = {
        field: _found(each, adds_up=totals.adds_up) for field, each in named.items() if each is not None
    }
    if totals.net is None and totals.tax is not None and totals.total is not None:
        sure = min(fields[Field.TAX].confidence, fields[Field.TOTAL].confidence)
        net = totals.total.value - totals.tax.value
        fields[Field.NET] = Found(value=str(net), confidence=round(sure * 0.95, 3))
    return fields


def _found(candidate: Candidate, *, adds_up: bool | None) -> Found:
    sure = {True: 0.98, None: 0.86, False: 0.5}[adds_up] * min(1.0, 0.82 + candidate.score * 0.2)
    if candidate.cell is None:
        return Found(value=str(candidate.value), confidence=round(sure * 0.9, 3))
    return candidate.cell.found(str(candidate.value), sure)


def _score(
    net: Candidate | None,
    tax: Candidate | None,
    total: Candidate | None,
    *,
    rates: Sequence[RateLine],
    largest: Decimal,
    withheld: AbstractSet[Decimal],
) -> float:
    score = sum(each.score for each in (net, tax, total) if each is not None)
    if total is None:
        return score - 2.0
    score += 0.2 if abs(total.value) == largest else 0
    if tax is not None:
        score += _tax_score(net, tax, total, withheld)
        score += 0.6 if rates_for(rates, None, tax.value) else 0
    elif net is not None and net.value != total.value:
        score -= 0.8
    return score


def _tax_score(
    net: Candidate | None, tax: Candidate, total: Candidate, withheld: AbstractSet[Decimal]
) -> float:
    before = total.value - tax.value
    if not 0 <= abs(tax.value) <= _HIGHEST_SHARE * abs(before):
        return -2.0
    if net is None:
        return -0.2
    return 1.6 if _adds_up(net, tax, total, withheld) else -1.6


def _checked(
    net: Candidate | None, tax: Candidate | None, total: Candidate | None, withheld: AbstractSet[Decimal]
) -> Totals:
    if net is None or tax is None or total is None:
        return Totals(net, tax, total, None)
    return Totals(net, tax, total, _adds_up(net, tax, total, withheld))


def _checked_by_rate(chosen: Totals, nets: Sequence[Candidate], rates: Sequence[RateLine]) -> Totals:
    """Without a net: the rate tells whether the tax is that of the total; a net that was left aside, that it is not."""
    if chosen.net is not None or chosen.tax is None or chosen.total is None:
        return chosen
    tax, net = abs(chosen.tax.value), abs(chosen.total.value) - abs(chosen.tax.value)
    if any(abs(net * line.rate.rate / 100 - tax) <= CENTS for line in rates) or makes(rates, net, tax):
        return Totals(None, chosen.tax, chosen.total, adds_up=True)
    named = any(each.cell is not None and each.score >= _NAMED for each in nets)
    return Totals(None, chosen.tax, chosen.total, False if named else None)


def _adds_up(net: Candidate, tax: Candidate, total: Candidate, withheld: AbstractSet[Decimal]) -> bool:
    """Net and tax make the total, less what the customer keeps back for the tax office (in Spain, 15 in 100)."""
    missing = abs(net.value) + abs(tax.value) - abs(total.value)
    return any(abs(missing - kept) <= CENTS for kept in withheld)


def _labelled(sheet: Sheet, term: Term) -> Iterator[Candidate]:
    for index, label in sheet.labelled(term):
        for weight, cell, amount in _beside(sheet, index, label):
            later = 0.15 * index / len(sheet.lines)
            clear = 0.12 if len(label.phrase) > 5 else 0.0
            unwritten = 0.0 if amount.money else -0.45
            yield Candidate(amount.value, weight + later + clear + unwritten, cell)


def _beside(sheet: Sheet, index: int, label: Label) -> Iterator[tuple[float, Cell, Amount]]:
    rest = sheet.rest(index, label, *_MONEY_TERMS)
    beside = list(_plain_amounts(rest))
    for place, (cell, amount) in enumerate(reversed(beside)):
        yield (0.8 if place == 0 else 0.55), cell, amount
    if beside:
        return
    # A row of several sums under one label: "Total  100.00  20.00  120.00".
    for cell in sheet.below(index, label):
        for under, amount in _plain_amounts(cell):
            yield 0.5, under, amount


def _plain_amounts(cell: Cell) -> Iterator[tuple[Cell, Amount]]:
    for amount in amounts_in(cell.text):
        if not amount.percent:
            yield Cell(cell.line, cell.start + amount.start, cell.start + amount.end), amount


def _money(sheet: Sheet) -> Iterator[Candidate]:
    for line in sheet.lines:
        for cell, amount in _plain_amounts(Cell(line, 0, len(line.text))):
            if amount.money:
                yield Candidate(amount.value, 0.15, cell)


def _weaker(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """What is left to pay is the total only where nothing was paid before."""
    return (Candidate(each.value, each.score - 0.15, each.cell) for each in candidates)


def _sums(rates: Sequence[RateLine], of: Callable[[TaxRate], Decimal | None]) -> Iterator[Candidate]:
    """The tax at several rates makes the tax, and what it is taken from the net; they may be written nowhere."""
    named = [line for line in rates if line.named] or list(rates)
    parts = {line.rate.rate: of(line.rate) for line in named}
    known = [part for part in parts.values() if part is not None]
    if len(known) == len(parts) > 1:
        yield Candidate(sum(known, Decimal(0)), 0.75, None)


def _completed(
    nets: list[Candidate], taxes: list[Candidate], totals: list[Candidate], every: Sequence[Candidate]
) -> tuple[list[Candidate], list[Candidate], list[Candidate]]:
    """What two of the three ask for and stands on the page without a label that we know."""
    written = {each.value: each for each in every}
    more_nets = (written.get(total.value - tax.value) for total, tax in product(totals, taxes))
    more_taxes = (written.get(total.value - net.value) for total, net in product(totals, nets))
    more_totals = (written.get(net.value + tax.value) for net, tax in product(nets, taxes))
    return (
        _best((*nets, *filter(None, more_nets))),
        _best((*taxes, *filter(None, more_taxes))),
        _best((*totals, *filter(None, more_totals))),
    )


def _best(candidates: Iterable[Candidate]) -> list[Candidate]:
    best: dict[Decimal, Candidate] = {}
    for each in candidates:
        if each.value not in best or best[each.value].score < each.score:
            best[each.value] = each
    return sorted(best.values(), key=lambda each: -each.score)[:_MOST]
