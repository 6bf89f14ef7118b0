"""A statement of account: what a customer owed on one day, what happened to it, what it owes on another (R46)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EntryKind(StrEnum):
    """What moves a balance. On one day they stand in this order."""

    INVOICE = "invoice"
    VOID = "void"
    CREDIT_NOTE = "credit_note"
    PAYMENT = "payment"
    TAKEN_BACK = "taken_back"


ORDER = {kind: place for place, kind in enumerate(EntryKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One movement on a day of the firm's: so many minor units more owed, or less where negative.

    `id` is the invoice's or the payment's, `text` its number or reference, `method` how a payment came in.
    """

    kind: EntryKind
    on: date
    id: str
    text: str
    currency: str
    units: int
    due: date | None = None
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A movement, and what is owed after it."""

    entry: Entry
    balance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One currency: `opening` is owed before the first day, `closing` after the last; credit is negative."""

    currency: str
    opening: int
    lines: tuple[Line, ...]
    closing: int

    @property
    def billed(self) -> int:
        """What made it more."""
        return sum(line.entry.units for line in self.lines if line.entry.units > 0)

    @property
    def settled(self) -> int:
        """What made it less."""
        return -sum(line.entry.units for line in self.lines if line.entry.units < 0)


def statements(entries: Iterable[Entry], first: date, last: date) -> tuple[Statement, ...]:
    """The statements of these days, both included, by currency. A currency with nothing to say is left out."""
    by_currency: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.on <= last:
            by_currency.setdefault(entry.currency, []).append(entry)
    found = (_statement(code, by_currency[code], first) for code in sorted(by_currency))
    return tuple(one for one in found if one.lines or one.opening)


def _statement(currency: str, entries: list[Entry], first: date) -> Statement:
    opening = balance = sum(entry.units for entry in entries if entry.on < first)
    lines = []
    for entry in sorted((one for one in entries if one.on >= first), key=_place):
        balance += entry.units
        lines.append(Line(entry=entry, balance=balance))
    return Statement(currency=currency, opening=opening, lines=tuple(lines), closing=balance)


def _place(entry: Entry) -> tuple[date, int, str, str]:
    return entry.on, ORDER[entry.kind], entry.text, entry.id
