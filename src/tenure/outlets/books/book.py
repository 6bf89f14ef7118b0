"""A client book, opened: its headers, and its rows one by one, however long it is (R57)."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from tenure.core.books import is_email
from tenure.core.wording import say
from tenure.outlets.books.encoding import find_encoding
from tenure.outlets.books.errors import BookError
from tenure.outlets.books.foreign import empty_file
from tenure.outlets.books.layout import Layout, find_layout, header_record_for
from tenure.outlets.books.limits import MAX_COLUMNS, MAX_ROWS
from tenure.outlets.books.records import records
from tenure.outlets.books.source import Source, opened, opened_as_text


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it stands in the file; `line` is where it starts, counted from 1."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A client book that has headers and at least one row."""

    source: Source
    encoding: str
    layout: Layout
    headers: tuple[str, ...]

    def rows(self) -> Generator[SheetRow]:
        """The rows that are not blank, read from the file as they are taken; may be called again.

        Raises BookError, in the middle if need be, for a missing quotation mark and for too many rows.
        """
        with opened_as_text(self.source, self.encoding) as text:
            count = 0
            for record, (line, cells) in enumerate(records(text, self.layout.delimiter)):
                if record <= self.layout.header_record or not any(map(str.strip, cells)):
                    continue
                count += 1
                if count > MAX_ROWS:
                    raise _too_many_rows()
                yield SheetRow(line, cells)

    def count_rows(self) -> int:
        """How many rows there are. Reads the whole file, so it finds every error that `rows` could raise."""
        return sum(1 for _ in self.rows())


def open_book(source: Source, *, encoding: str | None = None, delimiter: str | None = None) -> Book:
    """The book in a file. What is not given is found: encoding (of ENCODINGS), delimiter (of DELIMITERS).

    Raises BookError if the file is no client book: empty, binary, too large, without headers or without rows.
    """
    with opened(source) as stream:
        found = find_encoding(stream, given=encoding)
    with opened_as_text(source, found) as text:
        if delimiter is None:
            layout = find_layout(text)
        else:
            layout = Layout(delimiter=delimiter, header_record=header_record_for(text, delimiter))
    book = Book(source=source, encoding=found, layout=layout, headers=_headers(source, found, layout))
    with closing(book.rows()) as rows:
        if next(rows, None) is None:
            raise BookError("no_rows", say("The file has a row of headers, but no client below it."))
    return book


def _headers(source: Source, encoding: str, layout: Layout) -> tuple[str, ...]:
    """The header row, each header told from the others. Nameless columns at the end do not count."""
    with opened_as_text(source, encoding) as text:
        _, cells = next(islice(records(text, layout.delimiter), layout.header_record, None), (0, []))
    headers = [" ".join(cell.replace("\ufeff", "").split()) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    if not headers:
        raise empty_file()
    if len(headers) > MAX_COLUMNS:
        raise _too_many_columns(len(headers))
    if any(map(is_email, headers)):
        raise BookError(
            "no_headers",
            say("The first row is a client already: add a row with the names of the columns above it."),
        )
    return _distinct(headers)


def _distinct(headers: Sequence[str]) -> tuple[str, ...]:
    """`Email, Email, (nothing)` become `Email, Email (2), #3`."""
    seen: set[str] = set()
    distinct = []
    for place, header in enumerate(headers, start=1):
        name, number = header or f"#{place}", 1
        while name in seen:
            number += 1
            name = f"{header or f'#{place}'} ({number})"
        seen.add(name)
        distinct.append(name)
    return tuple(distinct)


def _too_many_columns(columns: int) -> BookError:
    return BookError(
        "too_many_columns",
        say(
            "The file has %(columns)s columns; at most %(most)s are read. Remove those you do not need.",
            columns=columns,
            most=MAX_COLUMNS,
        ),
    )


def _too_many_rows() -> BookError:
    return BookError(
        "too_many_rows",
        say("The file has more than %(most)s rows. Split it, then import the parts.", most=MAX_ROWS),
    )
