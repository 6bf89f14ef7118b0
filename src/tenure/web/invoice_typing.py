"""An invoice while it is written: what was typed, what its buttons do to the lines, what it comes to (R43, R46)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from tenure.core.billing import Days
from tenure.core.invoicing import Totals, totals_of
from tenure.core.money import minor_digits
from tenure.operations.invoice_lines import LineDraft
from tenure.records.invoice_sheets import Client
from tenure.web.invoice_filling import Filled, filled, month_named
from tenure.web.invoice_forms import DraftForm, LineForm, Row, line_forms, rows_of, typed_rows, written
from tenure.web.service_money import rounded_for_a_field

ADD, FILL, LOOK, REMOVE, SAVE = "add", "fill", "look", "remove-", "save"
FIRST_LINES: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What the form begins with: the stored draft, or an empty one."""

    lines: Sequence[LineDraft] = ()
    currency: str
    note: str = ""
    period: Days | None = None
    stamp: str = ""
    invoice: str = ""
    tax_rate: Decimal = Decimal(0)

    @property
    def empty_row(self) -> Row:
        """A line nobody has written yet."""
        return {
            **dict.fromkeys(("description", "unit_price", "service", "first", "end", "visit"), ""),
            "quantity": "1",
            "tax_rate": rounded_for_a_field(self.tax_rate),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """The form at one moment. `period` is the month its services were filled in for, as text. `shorter`: a line went."""

    form: DraftForm
    lines: list[LineForm]
    period: str = ""
    month: str = ""
    filled: Filled | None = None
    month_wrong: str = ""
    shorter: bool = False
    bound: bool = False

    @property
    def complete(self) -> bool:
        """Whether everything can be read; of a bound form."""
        whole = self.form.is_valid()
        return all([line.is_valid() for line in self.lines]) and whole  # noqa: C419 - each line says what is wrong

    @property
    def drafts(self) -> list[LineDraft]:
        """The lines of a complete form."""
        return [line.draft() for line in self.lines]

    @property
    def days(self) -> Days | None:
        """The period as days."""
        return month_named(self.period)

    @property
    def totals(self) -> Totals | None:
        """What the lines that can be read come to; None without a currency that can be."""
        currency = str(self.form["currency"].value() or "").strip().upper()
        try:
            minor_digits(currency)
        except ValueError:
            return None
        bound = self.lines if self.bound else _read(self.lines)
        return totals_of((line.draft().item for line in bound if line.is_valid()), currency)


def fresh(start: Start, month: str) -> Typing:
    """The form as it is opened."""
    rows = rows_of(start.lines) or [start.empty_row] * FIRST_LINES
    written_as = {"currency": start.currency, "note": start.note, "stamp": start.stamp}
    return Typing(
        form=DraftForm(initial=written_as),
        lines=line_forms(rows, bound=False),
        period=f"{start.period.first:%Y-%m}" if start.period is not None else "",
        month=f"{start.period.first:%Y-%m}" if start.period is not None else month,
    )


def sent(typed: QueryDict, start: Start) -> Typing:
    """The form as somebody wants it saved: lines on which nothing was written are left out."""
    rows = [row for row in typed_rows(typed) if written(row)]
    return replace(_kept(typed, rows or [start.empty_row]), lines=line_forms(rows, bound=True), bound=True)


def changed(typed: QueryDict, start: Start, client: Client, *, at: datetime) -> Typing:
    """The form after one of its buttons: a line more, a line less, the services of a month. Nothing is checked yet."""
    do, rows = typed.get("do", LOOK), typed_rows(typed)
    if do == FILL:
        return _filled(typed, rows, start, client, at)
    if do == ADD:
        longer = _kept(typed, [*rows, start.empty_row])
        longer.lines[-1].fields["description"].widget.attrs["autofocus"] = True
        return longer
    if do.startswith(REMOVE):
        place = do.removeprefix(REMOVE)
        rows = [row for number, row in enumerate(rows) if str(number) != place]
        return replace(_kept(typed, rows or [start.empty_row]), shorter=True)
    return _kept(typed, rows)


def _kept(typed: QueryDict, rows: Sequence[Row]) -> Typing:
    return Typing(
        form=DraftForm(typed),
        lines=line_forms(rows, bound=False),
        period=typed.get("period", "") if month_named(typed.get("period", "")) else "",
        month=typed.get("month", "")[:7],
    )


def _filled(typed: QueryDict, rows: Sequence[Row], start: Start, client: Client, at: datetime) -> Typing:
    text = typed.get("month", "")
    month = month_named(text)
    if month is None:
        return replace(_kept(typed, rows), month_wrong=_("Choose a month, such as 2026-06."))
    currency = typed.get("currency", "").strip().upper()
    found = filled(client, month, rows, currency=currency, invoice=start.invoice, at=at)
    return replace(
        _kept(typed, found.rows or [start.empty_row]),
        filled=found,
        period=text if found.rows else "",
        month=text,
    )


def _read(lines: Sequence[LineForm]) -> list[LineForm]:
    """Forms that show what they begin with, as if it had been sent."""
    rows = [{name: line[name].value() for name in line.fields} for line in lines]
    return line_forms([{name: _text(said) for name, said in row.items()} for row in rows], bound=True)


def _text(said: object) -> object:
    return "" if said is None else said
