"""How a book is laid out: what separates its cells, and which record holds the headers (R57)."""

import csv
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

import clevercsv

from tenure.outlets.books.limits import MAX_RECORD_CHARS, SAMPLE_LINES
from tenure.outlets.books.vocabulary import field_named

DELIMITERS = (",", ";", "\t", "|")
# A list of names alone: a sign that no text contains, so that "Acme, Ltd" stays one cell.
NO_DELIMITER = "\x1f"
# Its time grows with the square of a line's length: 20,000 characters took 2.5 s, 4,000 take 0.1 s.
_DETECTION_CHARS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`header_record` counts all records from 0, blank ones too: exports may begin with a title."""

    delimiter: str
    header_record: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """The beginning of the book as one delimiter would have it."""

    delimiter: str
    header_record: int
    recognised: int
    width: int


def find_layout(text: TextIO) -> Layout:
    """The layout that the first lines speak for.

    The delimiter under which the headers mean most wins; among equals the one that clevercsv finds, else
    the one that makes most columns. `sep=;` in the first line, as Excel writes it, settles it.
    """
    lines = _beginning(text)
    declared = lines[0].strip().strip('"') if lines else ""
    if declared.lower().startswith("sep=") and len(declared) == len("sep=,"):
        delimiter = declared[-1]
        return Layout(delimiter=delimiter, header_record=_reading(lines[1:], delimiter).header_record + 1)
    readings = [_reading(lines, delimiter) for delimiter in DELIMITERS]
    best = max(reading.recognised for reading in readings)
    wide = [reading for reading in readings if reading.recognised == best and reading.width > 1]
    chosen = _chosen(wide, lines) if wide else _reading(lines, NO_DELIMITER)
    return Layout(delimiter=chosen.delimiter, header_record=chosen.header_record)


def header_record_for(text: TextIO, delimiter: str) -> int:
    """Which record holds the headers when the delimiter is given."""
    return _reading(_beginning(text), delimiter).header_record


def _beginning(text: TextIO) -> list[str]:
    return list(islice(iter(lambda: text.readline(MAX_RECORD_CHARS), ""), SAMPLE_LINES))


def _reading(lines: Sequence[str], delimiter: str) -> _Reading:
    """The first record that is not blank has the headers, unless a later one has clearly more of them."""
    rows: list[list[str]] = []
    with suppress(csv.Error):  # an unclosed quote; reading the book will say where
        rows.extend(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
    known = [sum(field_named(cell) is not None for cell in row) for row in rows]
    first = next((number for number, row in enumerate(rows) if any(map(str.strip, row))), 0)
    best = max(range(len(rows)), key=known.__getitem__, default=first)
    header = best if best > first and known[best] > max(1, known[first]) else first
    width = len(rows[header]) if rows else 0
    return _Reading(
        delimiter=delimiter, header_record=header, recognised=known[header] if rows else 0, width=width
    )


def _chosen(readings: Sequence[_Reading], lines: Sequence[str]) -> _Reading:
    if len(readings) > 1:
        detected = clevercsv.Detector().detect("".join(lines)[:_DETECTION_CHARS], delimiters=DELIMITERS)
        for reading in readings:
            if detected and reading.delimiter == detected.delimiter:
                return reading
    return max(readings, key=lambda reading: reading.width)
