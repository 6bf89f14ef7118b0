"""Client books for the tests: the samples, books written on the spot, and short ways to judge them."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

from tenure.core.books import (
    BookRow,
    Existing,
    Field,
    Known,
    Reason,
    Verdict,
    columns_of,
    judge,
    read_row,
)
from tenure.outlets.books import BookError, mapping_of, open_book, recognise
from tenure.speech.speak import speak_in

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> Path:
    """One of the books that tools export."""
    return SAMPLES / f"{name}.csv"


def written(rows: Iterable[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """These rows as a CSV file."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def verdicts(source: Path | bytes, clients: Iterable[Known] = ()) -> list[Verdict]:
    """What importing the book would do, with the columns as they are recognised."""
    book = open_book(source)
    columns = columns_of(book.headers, mapping_of(recognise(book.headers)))
    return list(judge((read_row(row.line, row.cells, columns) for row in book.rows()), Existing.of(clients)))


def mapped(*headers: str) -> dict[str, str]:
    """The columns that are recognised, in plain words."""
    return {header: str(field) for header, field in mapping_of(recognise(headers)).items() if field}


def client(client_id: str, name: str, **values: str) -> Known:
    """A client that exists, with every stored field."""
    given = {Field(field): value for field, value in values.items()}
    stored = dict.fromkeys((Field.EMAIL, Field.COMPANY_NUMBER, Field.PHONE, Field.CITY), "")
    return Known(client_id=client_id, values={**stored, Field.NAME: name, **given})


def row(line: int, name: str, **values: str) -> BookRow:
    """A row that could be read without fault."""
    return BookRow(
        line=line, values={Field.NAME: name, **{Field(field): text for field, text in values.items()}}
    )


def said(reason: Reason | BookError) -> str:
    """The sentence as an English reader sees it."""
    return speak_in("en", reason.message)
