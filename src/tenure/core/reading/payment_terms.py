"""The day of payment where no date says it: "30 days net", "à 30 jours fin de mois", "zahlbar sofort" (R20)."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tenure.core.reading.folding import letters_of
from tenure.core.reading.labels import Label
from tenure.core.reading.lexicon import Term, tongues
from tenure.core.reading.reading import Found, Place
from tenure.core.reading.sheet import Cell, Sheet

_LONGEST_CREDIT = 185
_NEAR = 14  # signs between "payable within" and the number
_FAR = 30  # signs after which it is about something else
_LONG = 10  # letters from which a phrase is about paying wherever it begins a sentence
_WORD = r"([^\W\d_]+)"
_DAYS = re.compile(rf"(?<![\d.,/-])(\d{{1,3}})\s?{_WORD}(?:\s?{_WORD})?")
_NET_FIRST = re.compile(rf"{_WORD}[\s:]{{1,2}}(\d{{1,3}})\s?{_WORD}")
_NET_NUMBER = re.compile(r"[\s:]{0,3}(net\s?)?(\d{1,3})(?![\d.,/%-]|\s?[^\W\d_]|\s?%)", re.IGNORECASE)
# Where a sentence ends, or the next way to pay begins.
_END = re.compile(r"[;,\t|·•]|\.(?=\s|$)|\s/\s")


@dataclass(frozen=True, slots=True)
class _Terms:
    """So many days after the document, written in `cell`."""

    days: int
    cell: Cell
    sure: float


def due_by_terms(sheet: Sheet, issued: date) -> Found | None:
    """The day that the terms of payment come to.

    "30 days, end of month" is counted in two ways among people, so that a person has to look at it.
    """
    for terms in (*_net(sheet), *_within(sheet), *_under(sheet), *_at_once(sheet)):
        if terms.days <= _LONGEST_CREDIT:
            due = issued + timedelta(days=terms.days)
            if not _says(_after(terms.cell), _month_end()):
                return terms.cell.found(due.isoformat(), terms.sure)
            last = due.replace(day=monthrange(due.year, due.month)[1])
            return terms.cell.found(last.isoformat(), 0.6)
    return None


def payment_announced(sheet: Sheet) -> Place | None:
    """Where the document begins to say when it is to be paid; None if nothing on it does."""
    for index, label in sheet.labelled(Term.PAYMENT_TERMS):
        line = sheet.lines[index]
        start, end = _sentence(line.text, label.start, label.end)
        begins = not line.text[start : label.start].strip(" \t(")
        behind = line.text[label.end :].lstrip(" ")
        named = len(label.phrase) >= _LONG or behind[:1] in ("", ":", ".", "\t", "-")
        if begins and named and not _early(sheet, index, start, end):
            return line.place(label.start, label.end)
    return None


def _net(sheet: Sheet) -> Iterator[_Terms]:
    """What is left when the discounts are over: "30 days net", "netto 30 Tage"."""
    for line in sheet.lines:
        for match in _DAYS.finditer(line.text):
            if _is(match[2], _day()) and _is(match[3] or "", _net_words()):
                yield _Terms(int(match[1]), Cell(line, match.start(), match.end()), 0.85)
        for match in _NET_FIRST.finditer(line.text):
            if _is(match[1], _net_words()) and _is(match[3], _day()):
                yield _Terms(int(match[2]), Cell(line, match.start(), match.end()), 0.85)


def _within(sheet: Sheet) -> Iterator[_Terms]:
    """As in "payable within 30 days" and "Terms: net 30"."""
    for index, label in sheet.labelled(Term.PAY_WITHIN, Term.PAYMENT_TERMS):
        rest = sheet.rest(index, label, Term.NUMBER, Term.DATE)
        for terms in (*_days_in(rest), *_net_number(rest, label)):
            start, end = _sentence(rest.line.text, terms.cell.start, terms.cell.end)
            near = terms.cell.start - rest.start < _NEAR
            if near and not _early(sheet, index, start, end):
                yield terms


def _under(sheet: Sheet) -> Iterator[_Terms]:
    """The heading "Terms" and under it "30 days"."""
    for index, label in sheet.labelled(Term.PAYMENT_TERMS):
        for cell in sheet.below(index, label):
            begins = (terms for terms in _days_in(cell) if terms.cell.start == cell.start)
            yield from (*begins, *_net_number(cell, None))


def _at_once(sheet: Sheet) -> Iterator[_Terms]:
    """On the day of the document: "due on receipt"."""
    for index, label in sheet.labelled(Term.PAYMENT_TERMS, Term.DUE_DATE):
        line = sheet.lines[index]
        _, end = _sentence(line.text, label.start, label.end)
        cell = Cell(line, label.end, min(max(label.end + 1, end), label.end + _FAR))
        if _says(cell.text, _all_at_once()) and not _early(sheet, index, label.start, end):
            yield _Terms(0, cell, 0.8)


def _days_in(cell: Cell) -> Iterator[_Terms]:
    """The first "30 days" in a part of a line."""
    for match in _DAYS.finditer(cell.text):
        if _is(match[2], _day()):
            yield _Terms(
                int(match[1]), Cell(cell.line, cell.start + match.start(), cell.start + match.end(2)), 0.85
            )
            return


def _net_number(cell: Cell, label: Label | None) -> Iterator[_Terms]:
    """As Americans write it beside or under "Terms": "net 30"."""
    match = _NET_NUMBER.match(cell.text)
    if match and (match[1] or (label is not None and label.phrase.endswith("termsnet"))):
        yield _Terms(
            int(match[2]), Cell(cell.line, cell.start + match.start(2), cell.start + match.end()), 0.8
        )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a line around `text[start:end]` that belongs together."""
    before = [match.end() for match in _END.finditer(text, 0, start)]
    after = _END.search(text, end)
    return before[-1] if before else 0, after.start() if after else len(text)


def _early(sheet: Sheet, index: int, start: int, end: int) -> bool:
    """Whether it speaks of a discount for paying early, and not of the day itself."""
    labels = sheet.labels[index]
    return any(Term.EARLY in label.terms and start <= label.start < end for label in labels)


def _after(cell: Cell) -> str:
    return cell.line.text[cell.end : cell.end + _FAR]


def _is(word: str, words: frozenset[str]) -> bool:
    return letters_of(word) in words


def _says(text: str, phrases: frozenset[str]) -> bool:
    letters = letters_of(text)
    return any(phrase in letters for phrase in phrases)


@cache
def _day() -> frozenset[str]:
    return frozenset(word for tongue in tongues() for word in tongue.days)


@cache
def _net_words() -> frozenset[str]:
    return frozenset(word for tongue in tongues() for word in tongue.net_days)


@cache
def _month_end() -> frozenset[str]:
    return frozenset(word for tongue in tongues() for word in tongue.month_end)


@cache
def _all_at_once() -> frozenset[str]:
    return frozenset(word for tongue in tongues() for word in tongue.at_once)
