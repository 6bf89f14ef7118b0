"""The day of a document and the day it is due, days and months told apart by everything the document shows (R20)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tenure.core.reading.checks import vat_numbers_in
from tenure.core.reading.dates import DateSeen, dates_in
from tenure.core.reading.labels import Label
from tenure.core.reading.lexicon import Term, tongue
from tenure.core.reading.lines import Line
from tenure.core.reading.payment_terms import due_by_terms
from tenure.core.reading.reading import Found
from tenure.core.reading.sheet import Cell, Sheet

_STOPS = tuple(
    term
    for term in Term
    if term not in (Term.DATE_WEAK, Term.PAY_WITHIN, Term.PAYMENT_TERMS, Term.TOTAL, Term.NET, Term.TAX)
)
_LONGEST_CREDIT = timedelta(days=185)
_LETTER_WIDTH, _LETTER_HEIGHT, _POINTS = 612, 792, 6
_AMERICAN = re.compile(r"\bUS\$|\bUSD\b|\bEIN\b|\bsales tax\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mention:
    seen: DateSeen
    cell: Cell
    sure: float
    rank: float


def dates_of(sheet: Sheet, country: str) -> tuple[Found | None, Found | None]:
    """When it was issued, and when it is to be paid."""
    issued = sorted(_mentions(sheet, Term.DATE, Term.DATE_WEAK), key=lambda each: -each.rank)
    due = sorted(_mentions(sheet, Term.DUE_DATE), key=lambda each: -each.rank)
    due = [each for each in due if each.rank > 0.5]
    taken = {(each.cell.line, each.cell.start) for each in due}
    issued = [each for each in issued if (each.cell.line, each.cell.start) not in taken] or list(
        _first(sheet, taken)
    )
    if not issued:
        return None, _read(due[0], _order(sheet, None, None, country)) if due else None
    order = _order(sheet, issued[0], due[0] if due else None, country)
    day = _read(issued[0], order)
    return day, _read(due[0], order) if due else due_by_terms(sheet, date.fromisoformat(day.value))


@dataclass(frozen=True, slots=True)
class _Order:
    day_first: bool
    sure: float


def _order(sheet: Sheet, issued: _Mention | None, due: _Mention | None, country: str) -> _Order:
    """Whether days stand before months here.

    1. Another date of the document shows it (25/03). 2. Only one way is the document due after it was issued, and
    soon. 3. Its language has one way. 4. English: the paper and the words of America, else the client's country.
    """
    shown = {seen.tells for line in sheet.lines for seen in dates_in(line.text)} - {None}
    if len(shown) == 1:
        return _Order(shown == {True}, 1.0)
    if issued and due:
        likely = [way for way in (True, False) if _in_turn(issued.seen, due.seen, day_first=way)]
        if len(likely) == 1:
            return _Order(likely[0], 0.95)
    if not _may_be_month_first(sheet.language):
        return _Order(day_first=True, sure=1.0)
    if _american(sheet):
        return _Order(day_first=False, sure=0.9)
    if any(True for line in sheet.lines for _ in vat_numbers_in(line.text)) or "£" in "".join(
        line.text for line in sheet.lines
    ):
        return _Order(day_first=True, sure=0.9)
    month_first = country in tongue(sheet.language).month_first_countries
    return _Order(day_first=not month_first, sure=0.85 if country else 0.6)


def _may_be_month_first(language: str) -> bool:
    return bool(tongue(language).month_first_countries)


def _american(sheet: Sheet) -> bool:
    letter = any(
        abs(page.width - _LETTER_WIDTH) < _POINTS and abs(page.height - _LETTER_HEIGHT) < _POINTS
        for page in sheet.pages
    )
    return letter or any(_AMERICAN.search(line.text) for line in sheet.lines)


def _in_turn(issued: DateSeen, due: DateSeen, *, day_first: bool) -> bool:
    first = issued.day_first if day_first else issued.month_first
    last = due.day_first if day_first else due.month_first
    return first is not None and last is not None and timedelta(0) <= last - first <= _LONGEST_CREDIT


def _mentions(sheet: Sheet, *terms: Term) -> Iterator[_Mention]:
    for index, label in sheet.labelled(*terms):
        weak = Term.DATE_WEAK in label.terms and not {Term.DATE, Term.DUE_DATE} & set(label.terms)
        for sure, cell, seen in _beside(sheet, index, label):
            if weak and cell.start - label.end > 12 and cell.line is sheet.lines[index]:
                continue
            # A discount has a day of its own; the document is due later.
            early = any(Term.EARLY in other.terms for other in sheet.labels[index])
            rank = (
                sure * (0.6 if weak else 1)
                - (0.9 if early else 0)
                + 0.05 * (1 - index / len(sheet.lines))
                + 0.002 * len(label.phrase)
            )
            yield _Mention(seen, cell, sure * (0.93 if weak else 1), rank)


def _beside(sheet: Sheet, index: int, label: Label) -> Iterator[tuple[float, Cell, DateSeen]]:
    rest = sheet.rest(index, label, *_STOPS)
    beside = list(_seen_in(rest))
    if beside:
        yield 0.97, *beside[0]
        return
    for cell in sheet.below(index, label):
        under = list(_seen_in(cell))
        if under:
            yield 0.92, *under[0]
            return


def _first(sheet: Sheet, taken: set[tuple[Line, int]]) -> Iterator[_Mention]:
    """Without a label: the first date on the document that is nothing else's; surer if there is no other."""
    free = [
        (cell, seen)
        for line, labels in zip(sheet.lines, sheet.labels, strict=True)
        for cell, seen in _seen_in(Cell(line, 0, len(line.text)))
        if (line, cell.start) not in taken and not _of_something_else(labels, cell)
    ]
    days = {(seen.day_first, seen.month_first) for _, seen in free}
    for cell, seen in free:
        yield _Mention(seen, cell, 0.86 if len(days) == 1 else 0.7, 0)


def _of_something_else(labels: Iterable[Label], cell: Cell) -> bool:
    return any(label.end <= cell.start and label.terms[0] in (Term.OTHER, Term.DUE_DATE) for label in labels)


def _seen_in(cell: Cell) -> Iterator[tuple[Cell, DateSeen]]:
    for seen in dates_in(cell.text):
        yield Cell(cell.line, cell.start + seen.start, cell.start + seen.end), seen


def _read(mention: _Mention, order: _Order) -> Found:
    seen = mention.seen
    open_question = (
        seen.day_first is not None and seen.month_first is not None and seen.day_first != seen.month_first
    )
    day = seen.read(day_first=order.day_first)
    return mention.cell.found(day.isoformat(), mention.sure * (order.sure if open_question else 1))
