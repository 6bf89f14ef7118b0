"""Any common encoding, any common separator, and the oddities of real exports (R57)."""

import codecs
import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenure.outlets.books import open_book
from tests.books.shelf import written

ROWS = [
    ("Raison sociale", "Adresse e-mail", "Ville"),
    ("Boulangerie Lefèvre, Père & fils", "contact@lefevre.example", "Orléans"),
    ("Müller; Söhne", "post@muller.example", "Nîmes"),
    ('Café "Chez Zoé"', "zoe@chezzoe.example", "Besançon\nCentre"),
]
MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"]
)
def test_every_encoding_with_every_separator(tmp_path: Path, encoding: str, delimiter: str) -> None:
    file = tmp_path / "book.csv"
    file.write_bytes(written(ROWS, delimiter=delimiter, encoding=encoding))
    book = open_book(file)
    assert [book.headers, *(tuple(row.cells) for row in book.rows())] == ROWS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_with_a_byte_order_mark(encoding: str) -> None:
    book = open_book(MARKS[encoding] + written(ROWS, delimiter="\t", encoding=encoding))
    assert (book.encoding, book.headers) == ("utf-16", ROWS[0])


def test_a_latvian_book_in_utf_16_has_zero_bytes_in_both_halves() -> None:
    rows = [("Client", "City"), ("Ārija Ādamsone", "Rīga"), *(("Bērzs SIA", "Cēsis") for _ in range(20))]
    assert open_book(written(rows, encoding="utf-16-le")).encoding == "utf-16-le"


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_any_line_end_counts_lines(line_end: str) -> None:
    content = line_end.join(["Client,City", 'Acme,"Leeds', 'North"', "", "Birch,Cork"]).encode()
    assert [row.line for row in open_book(content).rows()] == [2, 5]


def test_an_accent_that_first_comes_late_is_still_seen() -> None:
    rows = [
        ("Client", "City"),
        *((f"Client {number}", "Leeds") for number in range(60_000)),
        ("Zoë", "Nîmes"),
    ]
    book = open_book(written(rows, encoding="cp1252"))
    *_, last = book.rows()
    assert (book.encoding, list(last.cells)) == ("cp1252", ["Zoë", "Nîmes"])


def test_an_upload_is_read_as_often_as_needed() -> None:
    upload = BytesIO(written(ROWS))
    book = open_book(upload)
    assert book.count_rows() == len(list(book.rows())) == 3
    assert not upload.closed


def test_a_list_of_names_alone_keeps_its_commas() -> None:
    book = open_book(b"Client\nAcme, Ltd\nBirch; Sons\n")
    assert [list(row.cells) for row in book.rows()] == [["Acme, Ltd"], ["Birch; Sons"]]


def test_a_separator_inside_a_header_does_not_win() -> None:
    book = open_book(b"Client;E-mail;Ville, pays\nAcme, Ltd;a@b.example;Lyon, France\n")
    assert book.headers == ("Client", "E-mail", "Ville, pays")


def test_headers_that_mean_nothing_are_still_parted() -> None:
    book = open_book(b"Alpha;Beta, gamma;Delta\none;2,50;three\nfour;3,75;five\n")
    assert book.headers == ("Alpha", "Beta, gamma", "Delta")


def test_the_separator_that_excel_declares_is_taken() -> None:
    book = open_book(b"sep=;\r\nClient;City\r\nAcme;Leeds\r\n")
    assert book.headers == ("Client", "City")
    assert [(row.line, list(row.cells)) for row in book.rows()] == [(3, ["Acme", "Leeds"])]


def test_a_title_above_the_headers_is_skipped() -> None:
    book = open_book(b"Customer Contact List\nOak & Co\n\nCustomer,Email,Phone\nAcme,a@b.example,1\n")
    assert book.headers == ("Customer", "Email", "Phone")
    assert [row.line for row in book.rows()] == [5]


def test_a_blank_after_the_separator_may_precede_a_quotation_mark() -> None:
    (row,) = open_book(b'Client, City\nAcme, "Leeds, North"\n').rows()
    assert list(row.cells) == ["Acme", "Leeds, North"]


def test_headers_twice_or_missing_are_told_apart() -> None:
    book = open_book(b"Client,Email,Email,,Email,,\nAcme,,,,,,\n")
    assert book.headers == ("Client", "Email", "Email (2)", "#4", "Email (3)")


def test_a_person_may_know_better_than_we_do() -> None:
    content = "Client;City\nZoë;Nîmes\n".encode("cp1252")
    assert open_book(content, encoding="mac_roman", delimiter=",").headers == ("Client;City",)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=20)
NAMES = st.sampled_from(
    ["Zoé & Noël", "O'Rourke", 'The "Shed"', "Müller, Söhne", "Nîmes; Gard", "a\tb", "x|y", "l1\r\nl2"]
)
HEADERS = ("Client", "E-mail", "Phone, home", "Ville; pays", "Notes")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    line_end=st.sampled_from(["\r\n", "\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoded_cells=st.one_of(
        st.tuples(
            st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
            st.lists(st.lists(TEXT, min_size=5, max_size=5)),
        ),
        st.tuples(
            st.sampled_from(["cp1252", "utf-16-le", "utf-16-be"]),
            st.lists(st.lists(NAMES, min_size=5, max_size=5), min_size=1),
        ),
    ),
)
def test_what_was_written_is_read(
    delimiter: str, line_end: str, quoting: Literal[0, 1], encoded_cells: tuple[str, list[list[str]]]
) -> None:
    encoding, cells = encoded_cells
    rows = [
        ["Acme", "a@b.example", "1", "Leeds", "first"],
        *(row for row in cells if any(map(str.strip, row))),
    ]
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(
        [HEADERS, *rows]
    )
    book = open_book(text.getvalue().encode(encoding))
    assert book.headers == HEADERS
    read = [[cell.lstrip(" ") for cell in row.cells] for row in book.rows()]
    assert read == [[cell.lstrip(" ") for cell in row] for row in rows]
