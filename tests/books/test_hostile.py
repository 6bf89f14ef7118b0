"""Files that are no client book, or mean harm: one clear error each (R57)."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO
from time import process_time
from zipfile import ZipFile

import pytest

from tenure.outlets.books import BookError, open_book
from tenure.outlets.books.limits import MAX_FILE_BYTES, MAX_RECORD_CHARS, MAX_ROWS
from tests.books.shelf import said


def refusal(content: bytes) -> BookError:
    """The error that the file meets, at opening or while it is read to its end."""
    with pytest.raises(BookError) as caught:
        open_book(content).count_rows()
    return caught.value


def spreadsheet() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


def picture() -> bytes:
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunk = (
        struct.pack(">I", len(header)) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    )
    return b"\x89PNG\r\n\x1a\n" + chunk


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\r\n \n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"\xef\xbb\xbf\r\n", "empty_file"),
        ("\n\n".encode("utf-16"), "empty_file"),
        (b",,,\n,,,\n", "empty_file"),
        (b"Client;Email;Phone\r\n", "no_rows"),
        (b"Client,Email\n,\n\n , \n", "no_rows"),
        (b"Acme Ltd,hello@acme.example\nBirch,hello@birch.example\n", "no_headers"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "spreadsheet"),
        (spreadsheet(), "spreadsheet"),
        (b"  <!doctype html><title>Sign in</title>", "web_page"),
        (picture(), "binary"),
        (bytes(range(256)) * 40, "binary"),
        (b"Client,Email\nAcme\0,a@b.example\n", "binary"),
        (b"Client,Email\n" + b"Acme,a@b.example\n" * 9000 + b"\0\0\0", "binary"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_client_book(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_a_spreadsheet_file_says_what_to_do() -> None:
    assert said(refusal(spreadsheet())) == (
        "This is a spreadsheet file: save it as CSV first, then import the CSV file."
    )


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'Client,City\nAcme,Leeds\n"Birch,Cork\nCedar,Perth\n', 3),
        (b'Client,City\nAcme,"Leeds\nNorth"\n"Birch","Cork\nCedar,Perth\n', 4),
        (b'Client,City\n"Acme\nLtd","Leeds\n"Birch",Cork\n', 3),
        (b'Client,City\n"Acme" Ltd,Leeds\n', 2),
        (b'Client,"City\nAcme,Leeds\n', 1),
        (b'Client,City\r"Acme\r\rLtd","Leeds\rBirch,Cork', 4),
        (b'Client,City\nAcme,"Leeds\n' + b"Birch,Cork\n" * 20_000, 2),
    ],
)
def test_a_missing_quotation_mark_is_named_by_its_line(content: bytes, line: int) -> None:
    error = refusal(content)
    assert (error.code, error.message.value("line")) == ("missing_quote", line)


def test_a_quotation_mark_inside_a_cell_is_a_sign_like_any_other() -> None:
    (row,) = open_book(b'Client,Size\nThe 12" Shop,2\n').rows()
    assert list(row.cells) == ['The 12" Shop', "2"]


def test_300_columns_are_too_many() -> None:
    headers = ",".join(f"Column {number}" for number in range(300))
    error = refusal(f"{headers}\n{'x,' * 299}x\n".encode())
    assert (error.code, error.message.value("columns")) == ("too_many_columns", 300)


def test_300_columns_without_a_name_do_not_count() -> None:
    assert open_book(b"Client,City" + b"," * 300 + b"\nAcme,Leeds\n").headers == ("Client", "City")


def test_a_line_without_end() -> None:
    error = refusal(b"Client,City\nAcme," + b"x" * (MAX_RECORD_CHARS + 1))
    assert (error.code, error.message.value("line")) == ("line_too_long", 2)


def test_a_header_line_without_end() -> None:
    assert refusal(b"x" * (3 * MAX_RECORD_CHARS)).code == "line_too_long"


def test_a_file_beyond_the_limit() -> None:
    assert refusal(b"Client,City\n" + b"Acme,Leeds\n" * (MAX_FILE_BYTES // 11 + 1)).code == "file_too_large"


def test_rows_beyond_the_limit() -> None:
    assert refusal(b"Client,City\n" + b"A,B\n" * (MAX_ROWS + 1)).code == "too_many_rows"


def test_rows_at_the_limit() -> None:
    assert open_book(b"Client,City\n" + b"A,B\n" * MAX_ROWS).count_rows() == MAX_ROWS


def test_utf_8_with_one_broken_letter_names_the_line() -> None:
    good = "Hôtel de l'Évêché,Besançon\n".encode()
    error = refusal(b"Client,City\n" + good * 50 + b"Caf\xe9,Cork\n" + good * 50)
    assert (error.code, error.message.value("line")) == ("unreadable_text", 52)


def test_utf_16_cut_in_half() -> None:
    assert refusal("Client,City\nAcme,Leeds\n".encode("utf-16")[:-1]).code == "unreadable_text"


def test_bytes_that_windows_1252_does_not_have() -> None:
    with pytest.raises(BookError) as caught:
        open_book(b"Client,City\nAcme,\x81\n", encoding="cp1252")
    assert caught.value.code == "unreadable_text"


SIGNS = ['"', '",', ',"', "|;", "\t\t", "'", '\\"', "x" * 50 + ",", '"",""\n', "a,b;c|d\te\n"]


@pytest.mark.parametrize("signs", SIGNS)
@pytest.mark.parametrize("headers", ["Alpha,Beta;Gamma\n", ""])
def test_no_pattern_of_signs_takes_long_or_breaks(headers: str, signs: str) -> None:
    content = (headers + signs * (60_000 // len(signs))).encode()
    start = process_time()
    with suppress(BookError):
        open_book(content).count_rows()
    assert process_time() - start < 2
