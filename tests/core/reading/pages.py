"""Pages typed as text: columns stand where they are typed, 100 to a line."""

import re

from tenure.core.reading.page import PageText, Word
from tenure.core.reading.reading import Field, Reading, Source
from tenure.core.reading.rules import read

COLUMNS, LINES = 100, 70


def page_of(text: str, *, width: float = 595, height: float = 842) -> PageText:
    """A page whose words stand as in `text`."""
    words = tuple(
        Word(
            text=match.group(),
            left=match.start() / COLUMNS,
            right=match.end() / COLUMNS,
            top=row / LINES,
            bottom=row / LINES + 0.01,
        )
        for row, line in enumerate(text.strip("\n").split("\n"))
        for match in re.finditer(r"\S+", line)
    )
    return PageText(number=1, words=words, width=width, height=height)


def reading_of(text: str, *, country: str = "", language: str = "") -> Reading:
    """What the rules make of it."""
    return read([page_of(text)], source=Source.TEXT, country=country, language=language)


def values_of(text: str, *, country: str = "") -> dict[Field, str]:
    """The values alone."""
    return {field: found.value for field, found in reading_of(text, country=country).fields.items()}
