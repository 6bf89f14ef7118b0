"""One document as it is taken out: a line of a table, its tax by rate, and everything as JSON (R20).

The names of columns and the words of states are the same in every language: other programs read them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from tenure.core.reading.reading import Field, Found, Reading, TaxRate
from tenure.outlets.export import as_csv
from tenure.records.document_export import Paper
from tenure.records.models import Document, Person

type Plain = dict[str, object]
type Files = Mapping[str, str | None]
"""In which file of the pack a document lies, by its id; None for one whose file is missing."""

VALUES: Final = tuple(field.value for field in Field)
COLUMNS: Final = (
    "id", "client_id", "client", "business", "name", "file", *VALUES, "tax_by_rate", "adds_up", "corrected", "state",
    "held_since", "source", "doubtful", "confirmed_by", "confirmed_at", "origin", "added_by", "added_side", "added_at",
    "pages", "bytes", "sha256",
)  # fmt: skip
RATE_COLUMNS: Final = (
    "document",
    "client_id",
    "supplier",
    "number",
    "date",
    "currency",
    "rate",
    "net",
    "tax",
)
AMOUNTS: Final = frozenset({Field.NET, Field.TAX, Field.TOTAL})
MISSING: Final = "(missing)"


def as_table(papers: Iterable[Paper], files: Files) -> Iterator[bytes]:
    """One row a document: what holds of it, what a person corrected, how far it has come."""
    return as_csv(COLUMNS, (_cells(paper, files) for paper in papers))


def as_tax_table(papers: Iterable[Paper]) -> Iterator[bytes]:
    """One row for each rate of tax on each document."""
    return as_csv(RATE_COLUMNS, (row for paper in papers for row in _rates(paper)))


def as_one_json(about: Mapping[str, object], papers: Iterable[Paper], files: Files) -> Iterator[bytes]:
    """One JSON document, a document of the client on each line; what the machine read apart from what holds."""
    yield f'{json.dumps(about, ensure_ascii=False)[:-1]}, "documents": ['.encode()
    for number, paper in enumerate(papers):
        text = json.dumps(_plain(paper, files), ensure_ascii=False, default=str)
        yield f"{',' if number else ''}\n{text}".encode()
    yield b"\n]}\n"


def _cells(paper: Paper, files: Files) -> Sequence[object]:
    row, known = paper.document, paper.known
    values, reading = known.values, known.reading
    return (
        row.id, row.client_id, row.client.name, _business(row), row.name, _file(row, files),
        *(_cell(field, values.fields.get(field, "")) for field in Field),
        "; ".join(f"{one.rate:f}%: {one.tax:f}" for one in values.rates),
        {True: "yes", False: "no"}.get(values.adds_up, "") if values.adds_up is not None else "",
        " ".join(sorted(values.corrected)), row.state, _moment(row.held_since),
        reading.source.value if reading is not None else "",
        " ".join(reading.doubtful) if reading is not None and row.confirmed_at is None else "",
        _person(row.confirmed_by), _moment(row.confirmed_at), row.origin, _person(row.added_by), row.added_side,
        _moment(row.added_at), row.pages, row.size, row.sha256,
    )  # fmt: skip


def _rates(paper: Paper) -> Iterator[Sequence[object]]:
    row, fields = paper.document, paper.known.values.fields
    whose = (row.id, row.client_id, *(fields.get(Field(name), "") for name in RATE_COLUMNS[2:6]))
    for one in paper.known.values.rates:
        yield (*whose, one.rate, one.net, one.tax)


def _plain(paper: Paper, files: Files) -> Plain:
    row, known = paper.document, paper.known
    return {
        "id": row.id,
        "client": {"id": row.client_id, "name": row.client.name},
        "business": _business(row) or None,
        "name": row.name,
        **({"file": files[row.id]} if row.id in files else {}),
        "state": row.state,
        "held_since": _moment(row.held_since),
        "trouble": row.trouble or None,
        "values": {field.value: known.values.fields.get(field) for field in Field},
        "tax_rates": [_rate(one) for one in known.values.rates],
        "adds_up": known.values.adds_up,
        "corrected": sorted(known.values.corrected),
        "confirmed": None
        if row.confirmed_at is None
        else {"by": _person(row.confirmed_by), "at": _moment(row.confirmed_at)},
        "read": None if known.reading is None else _read(known.reading, _moment(known.read_at)),
        "origin": row.origin,
        "added": {"by": _person(row.added_by), "side": row.added_side, "at": _moment(row.added_at)},
        "archive": row.archive_id,
        "came_in": row.came_in or None,
        "pages": row.pages,
        "bytes": row.size,
        "sha256": row.sha256,
    }


def _read(reading: Reading, at: str | None) -> Plain:
    """What the machine read, whatever people said since."""
    return {
        "at": at,
        "source": reading.source.value,
        "fields": {field.value: _found(found) for field, found in reading.fields.items()},
        "tax_rates": [_rate(one) for one in reading.rates],
        "adds_up": reading.adds_up,
        "doubtful": [field.value for field in reading.doubtful],
    }


def _found(found: Found) -> Plain:
    place = None if found.place is None else asdict(found.place)
    return {"value": found.value, "confidence": found.confidence, "place": place}


def _rate(one: TaxRate) -> Plain:
    return {
        "rate": f"{one.rate:f}",
        "net": None if one.net is None else f"{one.net:f}",
        "tax": f"{one.tax:f}",
    }


def _cell(field: Field, value: str) -> object:
    """An amount as a number, so that less than nothing is not taken for a formula."""
    if field not in AMOUNTS:
        return value
    try:
        return Decimal(value)
    except InvalidOperation:
        return value


def _file(row: Document, files: Files) -> str:
    return (files[row.id] or MISSING) if row.id in files else ""


def _business(row: Document) -> str:
    return row.subscription.business.name if row.subscription and row.subscription.business else ""


def _person(person: Person | None) -> str:
    return "" if person is None else str(person)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
