"""From the words on the pages to the fields of a document (R20)."""

from collections.abc import Sequence
from decimal import Decimal

from tenure.core.reading.account import iban_of
from tenure.core.reading.currency import currency_of
from tenure.core.reading.document_dates import dates_of
from tenure.core.reading.document_number import number_of
from tenure.core.reading.page import PageText
from tenure.core.reading.payment_terms import payment_announced
from tenure.core.reading.reading import DocumentKind, Field, Found, Place, Reading, Source
from tenure.core.reading.sheet import Sheet, all_lines, sheet_of
from tenure.core.reading.supplier import supplier_of
from tenure.core.reading.tax_rates import rate_lines, rates_for
from tenure.core.reading.totals import Candidate, Totals, fields_of, totals_of
from tenure.core.reading.which_kind import kind_of
from tenure.core.reading.which_language import language_of


def read(pages: Sequence[PageText], *, source: Source, country: str = "", language: str = "") -> Reading:
    """What the pages say. `country` (FR) and `language` (fr) are the client's, if known: they only break ties."""
    lines = all_lines(pages)
    spoken = language_of(lines, language)
    sheet = sheet_of(pages, lines, spoken.value)
    kind = kind_of(sheet)
    lines_of_tax = rate_lines(sheet)
    totals = _as_written_on(kind, totals_of(sheet, lines_of_tax))
    rates = rates_for(lines_of_tax, _value(totals.net), _value(totals.tax))
    issued, due = dates_of(sheet, country)
    found = {
        Field.SUPPLIER: supplier_of(sheet),
        Field.NUMBER: number_of(sheet, DocumentKind(kind.value) if kind else None),
        Field.DATE: issued,
        Field.DUE_DATE: due,
        Field.CURRENCY: currency_of(sheet),
        **fields_of(totals),
        Field.IBAN: iban_of(sheet),
        Field.KIND: kind,
        Field.LANGUAGE: spoken if lines else None,
    }
    return Reading(
        fields={field: value for field, value in found.items() if value is not None},
        rates=rates,
        source=source,
        adds_up=totals.adds_up,
        unread={} if due else _unread(sheet, kind),
    )


def _unread(sheet: Sheet, kind: Found | None) -> dict[Field, Place]:
    """A document without a due date may have none; one that speaks of it has one that was not read."""
    if kind is not None and kind.value == DocumentKind.RECEIPT:
        return {}
    announced = payment_announced(sheet)
    return {Field.DUE_DATE: announced} if announced else {}


def _value(candidate: Candidate | None) -> Decimal | None:
    return candidate.value if candidate else None


def _as_written_on(kind: Found | None, totals: Totals) -> Totals:
    """The amounts of a credit note are what is given back, with or without a minus before them."""
    if kind is None or kind.value != DocumentKind.CREDIT_NOTE:
        return totals
    return Totals(_positive(totals.net), _positive(totals.tax), _positive(totals.total), totals.adds_up)


def _positive(candidate: Candidate | None) -> Candidate | None:
    return candidate and Candidate(abs(candidate.value), candidate.score, candidate.cell)
