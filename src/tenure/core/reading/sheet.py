"""A document laid out for reading: its lines, the labels in them, its language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tenure.core.reading.labels import Label, labels_in
from tenure.core.reading.lexicon import Term
from tenure.core.reading.lines import Line, lines_of
from tenure.core.reading.page import PageText
from tenure.core.reading.reading import Found, Place

# A value stands under its label within so many heights of a line.
BELOW = 3.2
LINES_BELOW = 6
# Two letters may be the beginning of a number: RE-2026/7.
SHORTEST_STOP = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line that stands by itself: `line.text[start:end]`."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """What it says."""
        return self.line.text[self.start : self.end]

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.line.place(self.start, self.end)

    def found(self, value: str, confidence: float) -> Found:
        """The value that was read here; as sure as the rule, and the reader of the letters."""
        seen = self.line.confidence(self.start, self.end)
        return Found(
            value=value,
            confidence=round(min(1.0, confidence * min(1.0, 0.2 + 0.85 * seen)), 3),
            place=self.place,
        )


@dataclass(frozen=True)
class Sheet:
    """All lines of a document, first page first."""

    lines: tuple[Line, ...]
    language: str
    pages: Sequence[PageText] = field(repr=False)

    @cached_property
    def labels(self) -> tuple[tuple[Label, ...], ...]:
        """The labels of each line."""
        return tuple(tuple(labels_in(line.folded, self.language)) for line in self.lines)

    @cached_property
    def height(self) -> float:
        """The usual height of a line."""
        heights = sorted(line.height for line in self.lines)
        return heights[len(heights) // 2] if heights else 0.01

    def labelled(self, *terms: Term) -> Iterator[tuple[int, Label]]:
        """The labels that may announce one of these, with the numbers of their lines."""
        for index, labels in enumerate(self.labels):
            for label in labels:
                if set(terms) & set(label.terms):
                    yield index, label

    def rest(self, index: int, label: Label, *stops: Term) -> Cell:
        """What follows a label in its line, up to the next label of these terms."""
        line = self.lines[index]
        ends = [
            other.start
            for other in self.labels[index]
            if other.start >= label.end
            and len(other.phrase) > SHORTEST_STOP
            and set(stops) & set(other.terms)
        ]
        return Cell(line, label.end, min(ends, default=len(line.text)))

    def below(self, index: int, label: Label) -> Iterator[Cell]:
        """The cells under a label, nearest first."""
        line = self.lines[index]
        head = line.place(label.start, label.end)
        reach = head.bottom + BELOW * max(line.height, self.height)
        for under in self.lines[index + 1 : index + 1 + LINES_BELOW]:
            if under.page != line.page or under.top > reach:
                return
            yield from (cell for cell in cells_of(under) if _beneath(head, cell.place))


def sheet_of(pages: Sequence[PageText], lines: tuple[Line, ...], language: str) -> Sheet:
    """The pages laid out."""
    return Sheet(lines, language, pages)


def all_lines(pages: Sequence[PageText]) -> tuple[Line, ...]:
    """The lines of all pages."""
    return tuple(line for page in pages for line in lines_of(page))


def cells_of(line: Line) -> Iterator[Cell]:
    """The columns of a line."""
    start = 0
    for part in line.text.split("\t"):
        if part.strip():
            yield Cell(line, start, start + len(part))
        start += len(part) + 1


def _beneath(head: Place, place: Place) -> bool:
    # Columns of amounts are flush right and lie under the end of their heading, columns of words under its beginning.
    overlap = min(head.right, place.right) - max(head.left, place.left)
    flush = min(abs(head.left - place.left), abs(head.right - place.right)) < 0.012
    return overlap > 0 or flush
