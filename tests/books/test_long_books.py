"""100,000 rows are read in little memory and judged in a few seconds (R57)."""

import tracemalloc
from collections import Counter
from pathlib import Path
from time import process_time

import pytest

from tenure.core.books import Existing, columns_of, judge, read_row
from tenure.outlets.books import mapping_of, open_book, recognise

ROWS = 100_000


@pytest.fixture(scope="module")
def long_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book as a large firm would have it, written line by line."""
    file = tmp_path_factory.mktemp("books") / "long.csv"
    with file.open("w", encoding="cp1252", newline="") as stream:
        stream.write("Raison sociale;SIREN;Adresse e-mail;Téléphone;Ville;Régime TVA\r\n")
        for number in range(ROWS):
            stream.write(
                f"Café n° {number};{100_000_000 + number};cafe{number}@mail.example;"
                f'"01 23 45 67 {number % 100:02}";Orléans;Réel normal\r\n'
            )
    return file


def test_reading_takes_the_same_memory_however_long_the_book(long_book: Path) -> None:
    tracemalloc.start()
    try:
        assert open_book(long_book).count_rows() == ROWS
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 * 1024 * 1024


def test_every_row_is_read_and_judged_in_seconds(long_book: Path) -> None:
    start = process_time()
    book = open_book(long_book)
    columns = columns_of(book.headers, mapping_of(recognise(book.headers)))
    rows = (read_row(row.line, row.cells, columns) for row in book.rows())
    counts = Counter(type(verdict).__name__ for verdict in judge(rows, Existing.of([])))
    assert counts == {"Create": ROWS}
    assert process_time() - start < 20  # takes 3 on an ordinary machine
