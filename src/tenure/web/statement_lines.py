"""A statement of account as it is drawn and downloaded: days to choose, lines in words, sums (R46)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenure.core.money import from_minor
from tenure.core.months import add_months
from tenure.core.statement import Entry, EntryKind, Statement
from tenure.web.invoice_words import method_in_words
from tenure.web.stop_forms import day_field

MONTHS_SHOWN: Final = 3
KINDS: Final[dict[EntryKind, Promise]] = {
    EntryKind.INVOICE: gettext_lazy("Invoice"),
    EntryKind.VOID: gettext_lazy("Invoice void"),
    EntryKind.CREDIT_NOTE: gettext_lazy("Credit note"),
    EntryKind.PAYMENT: gettext_lazy("Payment"),
    EntryKind.TAKEN_BACK: gettext_lazy("Payment taken back"),
}
OF_INVOICES: Final = frozenset({EntryKind.INVOICE, EntryKind.VOID, EntryKind.CREDIT_NOTE})

type AddressOf = Callable[[Entry], str]


class RangeForm(forms.Form):
    """From which day to which, both included."""

    use_required_attribute = False
    first = day_field(gettext_lazy("From"), required=True)
    last = day_field(gettext_lazy("To"), required=True)

    def clean(self) -> dict[str, object]:
        """The first day comes first."""
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", _("This day is before the first one."))
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The days that are shown, and the form that says so. Days that are none leave the usual ones."""

    form: RangeForm
    first: date
    last: date

    @property
    def query(self) -> str:
        """The same days in an address."""
        return f"?first={self.first.isoformat()}&last={self.last.isoformat()}"


def asked_for(query: QueryDict, today: date) -> Asked:
    """What an address asks for; unsaid, the last three months and the one that runs."""
    usual = {"first": add_months(today.replace(day=1), -MONTHS_SHOWN), "last": today}
    if not {"first", "last"} & set(query):
        return Asked(form=RangeForm(initial=usual), **usual)
    form = RangeForm({**usual, **query.dict()})
    if not form.is_valid():
        return Asked(form=form, **usual)
    return Asked(form=form, first=form.cleaned_data["first"], last=form.cleaned_data["last"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line: what it is, its number or reference, and minor units: more owed, less owed, owed then."""

    on: date
    what: str
    text: str
    note: str
    url: str
    more: int | None
    less: int | None
    balance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStatement:
    """One currency's statement with its lines in words."""

    statement: Statement
    lines: tuple[Shown, ...]


def shown(found: Sequence[Statement], address_of: AddressOf) -> tuple[ShownStatement, ...]:
    """The statements to draw; `address_of` says where an entry's page is, "" for none."""
    return tuple(
        ShownStatement(
            statement=one,
            lines=tuple(_shown(line.entry, line.balance, address_of) for line in one.lines),
        )
        for one in found
    )


def cells(found: Sequence[Statement], asked: Asked) -> Iterator[list[str]]:
    """The same as rows of a CSV file, amounts as plain decimals."""
    yield [
        _("Day"),
        _("What"),
        _("Number or reference"),
        _("Due"),
        _("Billed"),
        _("Settled"),
        _("Balance"),
        _("Currency"),
    ]
    for one in found:
        yield [asked.first.isoformat(), _("Opening balance"), "", "", "", "", *_sum(one.opening, one)]
        for line in one.lines:
            entry = line.entry
            yield [
                entry.on.isoformat(),
                str(KINDS[entry.kind]),
                entry.text,
                entry.due.isoformat() if entry.due else "",
                str(from_minor(entry.units, one.currency)) if entry.units >= 0 else "",
                str(from_minor(-entry.units, one.currency)) if entry.units < 0 else "",
                *_sum(line.balance, one),
            ]
        yield [asked.last.isoformat(), _("Closing balance"), "", "", "", "", *_sum(one.closing, one)]


def _sum(units: int, one: Statement) -> list[str]:
    return [str(from_minor(units, one.currency)), one.currency]


def _shown(entry: Entry, balance: int, address_of: AddressOf) -> Shown:
    return Shown(
        on=entry.on,
        what=str(KINDS[entry.kind]),
        text=entry.text,
        note=_note(entry),
        url=address_of(entry),
        more=entry.units if entry.units >= 0 else None,
        less=-entry.units if entry.units < 0 else None,
        balance=balance,
    )


def _note(entry: Entry) -> str:
    if entry.method:
        return method_in_words(entry.method)
    return _("due on %(day)s") % {"day": date_format(entry.due, "SHORT_DATE_FORMAT")} if entry.due else ""
