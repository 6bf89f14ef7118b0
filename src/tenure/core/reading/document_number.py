"""The number of a document: what stands beside or under "Invoice no.", or in its title (R20)."""

import re
from collections.abc import Iterator

from tenure.core.reading.dates import dates_in
from tenure.core.reading.labels import Label, kind_named_by, kinds_in
from tenure.core.reading.lexicon import Term
from tenure.core.reading.lines import COLUMN
from tenure.core.reading.reading import DocumentKind, Found
from tenure.core.reading.sheet import Cell, Sheet, cells_of

_CODE = re.compile(
    r"(?<![\w])(?:(?P<series>[A-Z]{1,4}) (?=\d))?"
    r"(?P<code>[A-Za-z]{0,6}[A-Za-z0-9]*(?:[-/._][A-Za-z0-9]+|\d)[A-Za-z0-9]*(?:[-/._][A-Za-z0-9]+)*)(?![,.]\d)"
)
_SERIES_NO = {"NO", "NR", "N", "REF", "DE", "DU", "OF", "ON", "NUM", "TEL", "EUR", "USD", "GBP", "CHF"}
_AMOUNT_LIKE = re.compile(r"\d+[.,]\d{2}")
_STOPS = tuple(term for term in Term if term is not Term.NUMBER_WEAK)
_BESIDE, _UNDER, _IN_TITLE = 0.96, 0.9, 0.72
_WEAK = 0.6
_SURE_OF_WEAK = 0.85


def number_of(sheet: Sheet, kind: DocumentKind | None) -> Found | None:
    """The number of the document."""
    found = sorted(_candidates(sheet, kind), key=lambda each: -each[0])
    return found[0][1] if found else None


def _candidates(sheet: Sheet, kind: DocumentKind | None) -> Iterator[tuple[float, Found]]:
    for index, label in sheet.labelled(Term.NUMBER, Term.NUMBER_WEAK):
        strong = Term.NUMBER in label.terms
        for score, cell in _beside(sheet, index, label):
            rank = (score if strong else score * _WEAK) + _earlier(sheet, index)
            sure = score if strong else score * _SURE_OF_WEAK
            # A credit note names the invoice it undoes, too.
            if _of_another_kind(label, kind):
                rank, sure = rank - 0.3, sure * 0.88
            yield rank, cell.found(_written(cell), sure)
    yield from _in_titles(sheet, kind)


def _beside(sheet: Sheet, index: int, label: Label) -> Iterator[tuple[float, Cell]]:
    rest = sheet.rest(index, label, *_STOPS)
    beside = next(_codes(rest), None)
    # In another column it stands alone: beside a label on a page that hangs may be a line of the items.
    if beside and (COLUMN not in rest.line.text[rest.start : beside.start] or _alone(beside)):
        yield _BESIDE, beside
        return
    for cell in sheet.below(index, label):
        under = list(_codes(cell))
        if under:
            yield _UNDER, under[0]
            return


def _alone(code: Cell) -> bool:
    column = next(cell for cell in cells_of(code.line) if cell.start <= code.start < cell.end)
    return column.text.strip(" :#") == code.text.strip()


def _in_titles(sheet: Sheet, kind: DocumentKind | None) -> Iterator[tuple[float, Found]]:
    """In the title: "INVOICE 2026-0042", "Rechnung RE-1007": the name of the kind, then the number."""
    for index, line in enumerate(sheet.lines):
        for name in kinds_in(line.folded):
            about_another = any(
                label.terms == (Term.OTHER,) and label.start <= name.start < label.end
                for label in sheet.labels[index]
            )
            if about_another or (kind is not None and name.kind is not kind):
                continue
            after = Label(start=name.start, end=name.end, phrase=name.phrase, terms=())
            rest = sheet.rest(index, after, *_STOPS)
            for cell in list(_codes(rest))[:1]:
                if cell.start - name.end <= 6:
                    yield _IN_TITLE + _earlier(sheet, index), cell.found(_written(cell), _IN_TITLE + 0.1)


def _codes(cell: Cell) -> Iterator[Cell]:
    dates = [(seen.start, seen.end) for seen in dates_in(cell.text)]
    for match in _CODE.finditer(cell.text):
        code = match["code"]
        digits = sum(sign.isdigit() for sign in code)
        in_date = any(start < match.end() and match.start("code") < end for start, end in dates)
        if digits == 0 or in_date or _AMOUNT_LIKE.fullmatch(code):
            continue
        series = match["series"]
        start = match.start("code") if series is None or series in _SERIES_NO else match.start()
        yield Cell(cell.line, cell.start + start, cell.start + match.end())


def _written(cell: Cell) -> str:
    return cell.text.strip(" .:-/")


def _of_another_kind(label: Label, kind: DocumentKind | None) -> bool:
    name = kind_named_by(label)
    return kind is not None and name is not None and name.kind is not kind


def _earlier(sheet: Sheet, index: int) -> float:
    return 0.05 * (1 - index / max(len(sheet.lines), 1))
