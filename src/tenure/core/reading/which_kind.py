"""Whether a document is an invoice, a credit note or a receipt: by what it is called, most of all in its title (R20)."""

from collections.abc import Iterator

from tenure.core.reading.folding import letters_of
from tenure.core.reading.labels import KindNamed, kind_named_by, kinds_in
from tenure.core.reading.lexicon import Term
from tenure.core.reading.lines import Line
from tenure.core.reading.reading import DocumentKind, Found
from tenure.core.reading.sheet import Cell, Sheet, cells_of

_TITLE, _BEGINS_CELL, _IN_A_NUMBER, _WITHIN = 3.0, 1.6, 1.0, 0.3
_SURE = ((_TITLE, 0.97), (_BEGINS_CELL, 0.88), (_IN_A_NUMBER, 0.8))
_SURE_OF_LITTLE = 0.6
_TILL_WORDS, _SURE_OF_TILLS = 2, 0.8
# Where two kinds are named alike: what the document undoes or proves weighs more than the word invoice in its labels.
_RANK = {DocumentKind.CREDIT_NOTE: 0.6, DocumentKind.RECEIPT: 0.25, DocumentKind.INVOICE: 0.0}
_NARROW = 0.55  # width by height of a till roll


def kind_of(sheet: Sheet) -> Found | None:
    """The kind; None where nothing names it."""
    named = [*_by_name(sheet), *_in_numbers(sheet)]
    if not named:
        return _till_roll(sheet)
    weight, line, name = max(named, key=lambda each: each[0])
    sure = next((sure for least, sure in _SURE if weight >= least), _SURE_OF_LITTLE)
    return Cell(line, name.start, name.end).found(name.kind, sure)


def _by_name(sheet: Sheet) -> Iterator[tuple[float, Line, KindNamed]]:
    for line in sheet.lines:
        for name in kinds_in(line.folded):
            yield _weight(sheet, line, name), line, name


def _in_numbers(sheet: Sheet) -> Iterator[tuple[float, Line, KindNamed]]:
    """The kind as a part of a label: "Factuurnummer", "Rechnungs-Nr."."""
    for index, label in sheet.labelled(Term.NUMBER):
        name = kind_named_by(label)
        if name is not None:
            yield _IN_A_NUMBER + _RANK[name.kind] / 2, sheet.lines[index], name


def _weight(sheet: Sheet, line: Line, name: KindNamed) -> float:
    cell = next(cell for cell in cells_of(line) if cell.start <= name.start < cell.end)
    height = max(word.bottom - word.top for word in line.words_in(name.start, name.end))
    large = min(max(height / sheet.height - 1.25, 0), 1.5)
    rank = _RANK[name.kind] + 0.02 * len(name.phrase)
    head = 0.5 * (1 - line.top) if line.page == 1 else -1.0
    if letters_of(cell.text) == name.phrase:
        return _TITLE + large + rank + head
    if not cell.text[: name.start - cell.start].strip():
        return _BEGINS_CELL + large + rank + head - (1.0 if _speaks_of_another(sheet, line, name) else 0)
    return _WITHIN + rank / 2 + head - (1.0 if _speaks_of_another(sheet, line, name) else 0)


def _speaks_of_another(sheet: Sheet, line: Line, name: KindNamed) -> bool:
    """Whether the word belongs to a longer phrase about something else: the original invoice, the receipt of goods."""
    labels = sheet.labels[sheet.lines.index(line)]
    return any(
        label.terms == (Term.OTHER,)
        and label.start <= name.start < label.end
        and len(label.phrase) > len(name.phrase)
        for label in labels
    )


def _till_roll(sheet: Sheet) -> Found | None:
    """Without a name: money given and change are words of tills, and a narrow page comes out of one."""
    words = {label.phrase for _, label in sheet.labelled(Term.TILL)}
    if len(words) >= _TILL_WORDS:
        return Found(value=DocumentKind.RECEIPT, confidence=_SURE_OF_TILLS)
    page = sheet.pages[0] if sheet.pages else None
    if page is not None and page.height > 0 and page.width / page.height < _NARROW:
        return Found(value=DocumentKind.RECEIPT, confidence=0.5)
    return None
