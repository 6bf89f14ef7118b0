"""A row of a client book, read by the meaning of its columns (R57)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tenure.core.books.cells import clean
from tenure.core.books.fields import Field
from tenure.core.books.verdicts import Reason
from tenure.core.wording import say

_NAMING_FIELDS = frozenset({Field.NAME, Field.CONTACT_NAME, Field.CONTACT_LAST_NAME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each field stands in a row: the columns to read it from, in the order of preference."""

    width: int
    places: tuple[tuple[Field, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRow:
    """One client as a book describes it.

    `line` is where the row starts in the file, counted from 1. `values` has stored fields only, none empty.
    A row with `reasons` cannot be imported.
    """

    line: int
    values: Mapping[Field, str]
    reasons: tuple[Reason, ...] = ()


def columns_of(headers: Sequence[str], mapping: Mapping[str, Field | None]) -> Columns:
    """The places of the mapped fields; headers that the mapping leaves out, or maps to None, are ignored."""
    places: dict[Field, tuple[int, ...]] = {}
    for place, header in enumerate(headers):
        field = mapping.get(header)
        if field is not None:
            places[field] = (*places.get(field, ()), place)
    return Columns(width=len(headers), places=tuple(places.items()))


def names_a_client(mapping: Mapping[str, Field | None]) -> bool:
    """Whether rows read with this mapping can have a name at all."""
    return not _NAMING_FIELDS.isdisjoint(mapping.values())


def read_row(line: int, cells: Sequence[str], columns: Columns) -> BookRow:
    """The row's values, and every reason that speaks against it.

    A client without a name of its own is called by its contact person, as sole traders are in most exports.
    Missing cells at the end count as empty; empty cells beyond the last header are overlooked.
    """
    if len(cells) > columns.width and any(map(str.strip, cells[columns.width :])):
        return BookRow(line=line, values={}, reasons=(_too_many_cells(len(cells), columns.width),))
    values: dict[Field, str] = {}
    reasons: list[Reason] = []
    for field, places in columns.places:
        raw = _text(field, cells, places)
        if not raw:
            continue
        value, reason = clean(field, raw)
        if value:
            values[field] = value
        if reason:
            reasons.append(reason)
    _join_contact_name(values)
    if Field.NAME not in values and Field.CONTACT_NAME in values:
        values[Field.NAME] = values[Field.CONTACT_NAME]
    if not any(map(str.isalnum, values.get(Field.NAME, ""))):
        reasons.append(Reason(code="name_missing", message=say("The row has no client name.")))
    return BookRow(line=line, values=values, reasons=tuple(reasons))


def _text(field: Field, cells: Sequence[str], places: tuple[int, ...]) -> str:
    """What the row says for a field: all parts of a street, else the first cell that is filled."""
    if len(places) == 1:
        return cells[places[0]] if places[0] < len(cells) else ""
    filled = (cells[place] for place in places if place < len(cells) and cells[place].strip())
    return "\n".join(filled) if field is Field.STREET else next(filled, "")


def _join_contact_name(values: dict[Field, str]) -> None:
    names = (values.pop(Field.CONTACT_FIRST_NAME, ""), values.pop(Field.CONTACT_LAST_NAME, ""))
    joined = " ".join(filter(None, names))
    if joined and Field.CONTACT_NAME not in values:
        values[Field.CONTACT_NAME] = joined


def _too_many_cells(cells: int, width: int) -> Reason:
    return Reason(
        code="too_many_cells",
        message=say(
            "The row has %(cells)s cells, but the file has only %(width)s headers; "
            "a value that contains the separator must stand in quotation marks.",
            cells=cells,
            width=width,
        ),
    )
