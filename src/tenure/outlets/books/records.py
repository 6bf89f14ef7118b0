"""Text in, records out: strict CSV, read line by line in little memory (R57)."""

import csv
from collections.abc import Iterator
from typing import TextIO

from tenure.core.wording import say
from tenure.outlets.books.errors import BookError
from tenure.outlets.books.limits import MAX_RECORD_CHARS


def records(text: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts in, counted from 1; blank lines are empty records.

    Raises BookError for a quotation mark without its counterpart and for a record that never ends.
    """
    lines = _Lines(text, delimiter)
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    while True:
        start = lines.begin_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise lines.missing_quote() from None
        yield start, cells


class _Lines:
    """The lines of a text, counted, with those of the record at hand kept to explain an error."""

    def __init__(self, text: TextIO, delimiter: str) -> None:
        self._readline = text.readline
        self._delimiter = delimiter
        self._number = 0
        self._record: list[str] = []
        self._record_chars = 0

    def begin_record(self) -> int:
        self._record.clear()
        self._record_chars = 0
        return self._number + 1

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._readline(MAX_RECORD_CHARS + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self._record.append(line)
        self._record_chars += len(line)
        if self._record_chars > MAX_RECORD_CHARS:
            raise self._too_long()
        return line

    def missing_quote(self) -> BookError:
        first = self._number - len(self._record) + 1
        line = first + _line_of_bad_quote("".join(self._record), self._delimiter)
        return BookError(
            "missing_quote",
            say(
                "The quotation mark that opens a cell in line %(line)s is not closed where the cell ends. "
                "Correct that line, then try again.",
                line=line,
            ),
        )

    def _too_long(self) -> BookError:
        if len(self._record) > 1:
            return self.missing_quote()
        return BookError(
            "line_too_long",
            say(
                "Line %(line)s has more than %(longest)s characters; this does not look like a client book.",
                line=self._number,
                longest=MAX_RECORD_CHARS,
            ),
        )


def _line_of_bad_quote(record: str, delimiter: str) -> int:
    """In which line of a broken record, from 0, the quotation mark opens that is not closed properly."""
    ends = {delimiter, "\r", "\n"}
    record = record.replace("\r\n", "\n")
    place, line = 0, 0
    while place < len(record):
        while record[place : place + 1] == " ":
            place += 1
        if record[place : place + 1] == '"':
            opened = line
            close = _closing_quote(record, place + 1)
            line += _line_ends(record[place:close])
            if close == len(record) or record[close + 1 : close + 2] not in {*ends, ""}:
                return opened
            place = close + 1
        while place < len(record) and record[place] not in ends:
            place += 1
        line += record[place : place + 1] in {"\r", "\n"}
        place += 1
    return line


def _closing_quote(record: str, place: int) -> int:
    """Where the quoted cell ends that has its first character here; the record's length if it does not."""
    while (quote := record.find('"', place)) >= 0:
        if record[quote + 1 : quote + 2] != '"':
            return quote
        place = quote + 2
    return len(record)


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r")
