"""Words put into lines as the eye does, also on a page that was scanned askew."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from tenure.core.reading.folding import Folded, folded
from tenure.core.reading.page import PageText, Word
from tenure.core.reading.reading import Place
from tenure.core.reading.rows import level, rows_of

# Between two words stands a space; from this many heights of a letter on it is another column.
COLUMN_GAP = 1.15
COLUMN = "\t"
STEEPEST_DEGREES = 6.0
STEP_DEGREES = 0.5
SHEET = 1.414  # A4
LONGEST = 50.0  # a till roll of four metres
SMALLEST = 1e-4  # of a page


@dataclass(frozen=True)
class Line:
    """One line of a page. `text` holds its words with a space between them, and a tab between columns."""

    page: int
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The line as it is read."""
        return "".join(self._joined)

    @cached_property
    def folded(self) -> Folded:
        """The line as it is compared."""
        return folded(self.text)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where in `text` each word begins."""
        places, at = [], 0
        for index, part in enumerate(self._joined):
            if index % 2 == 0:
                places.append(at)
            at += len(part)
        return tuple(places)

    @cached_property
    def height(self) -> float:
        """The height of its letters, as a fraction of the page."""
        return median(word.bottom - word.top for word in self.words)

    @property
    def top(self) -> float:
        """Where it begins on the page, 0 at the head and 1 at the foot."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Where it ends on the page."""
        return max(word.bottom for word in self.words)

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that `text[start:end]` touches."""
        found = [
            word
            for word, at in zip(self.words, self.starts, strict=True)
            if at < end and start < at + len(word.text)
        ]
        return tuple(found) or self.words

    def place(self, start: int, end: int) -> Place:
        """The box around `text[start:end]`."""
        return box(self.page, [_part(word, at, start, end) for word, at in self._touched(start, end)])

    def confidence(self, start: int, end: int) -> float:
        """How sure the reader was of the letters of `text[start:end]`."""
        return min(word.confidence for word in self.words_in(start, end))

    def _touched(self, start: int, end: int) -> list[tuple[Word, int]]:
        words = self.words_in(start, end)
        return [(word, at) for word, at in zip(self.words, self.starts, strict=True) if word in words]

    @cached_property
    def _joined(self) -> list[str]:
        parts = [self.words[0].text]
        for before, after in pairwise(self.words):
            parts += [COLUMN if after.left - before.right > self._column_gap else " ", after.text]
        return parts

    @cached_property
    def _column_gap(self) -> float:
        return COLUMN_GAP * median(_letter_height(word) for word in self.words)


def box(page: int, boxes: Iterable[Word]) -> Place:
    """The box around all of these."""
    around = list(boxes)
    return Place(
        page=page,
        left=min(word.left for word in around),
        top=min(word.top for word in around),
        right=max(word.right for word in around),
        bottom=max(word.bottom for word in around),
    )


def lines_of(page: PageText) -> tuple[Line, ...]:
    """The lines of a page from head to foot."""
    shape = _shape(page)
    # Boxes become square units (the width of the page is 1), so that a slope means the same both ways.
    words = [word for given in page.words for word in _single(given) if _drawn(word)]
    if not words:
        return ()
    slope = _slope(words, shape)
    rows = rows_of(words, shape, slope)
    return tuple(Line(page.number, tuple(_widened(row, shape))) for row in rows)


def _widened(row: Sequence[Word], shape: float) -> Iterator[Word]:
    for word in row:
        yield ShapedWord(
            text=word.text, left=word.left, top=word.top, right=word.right, bottom=word.bottom,
            confidence=word.confidence, shape=shape,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapedWord(Word):
    """A word that knows how high its page is in widths, to compare a gap with a height."""

    shape: float = SHEET


def _letter_height(word: Word) -> float:
    shape = word.shape if isinstance(word, ShapedWord) else SHEET
    return (word.bottom - word.top) * shape


def _shape(page: PageText) -> float:
    """How high the page is in widths; a sheet of paper where that makes no sense."""
    if page.width > 0 and LONGEST > page.height / page.width > 1 / LONGEST:
        return page.height / page.width
    return SHEET


def _drawn(word: Word) -> bool:
    """Whether it says something, somewhere about the page, large enough to be seen."""
    edges = (word.left, word.top, word.right, word.bottom)
    on_page = all(math.isfinite(edge) and -1 < edge < 2 for edge in edges)
    seen = word.bottom - word.top > SMALLEST and word.right - word.left > SMALLEST
    return bool(word.text.strip()) and on_page and seen


def _single(word: Word) -> Iterator[Word]:
    """A reader of pictures gives whole lines; each word in it gets its share of the box."""
    whole = max(len(word.text), 1)
    for match in re.finditer(r"\S+", word.text):
        width = word.right - word.left
        yield Word(
            text=match.group(),
            left=word.left + width * match.start() / whole,
            top=word.top,
            right=word.left + width * match.end() / whole,
            bottom=word.bottom,
            confidence=word.confidence,
        )


def _part(word: Word, at: int, start: int, end: int) -> Word:
    """The part of a word that is meant: the amount of "EUR12.00"."""
    whole = max(len(word.text), 1)
    width = word.right - word.left
    first, last = max(start - at, 0), min(end - at, whole)
    if first >= last:
        return word
    return Word(
        text=word.text, left=word.left + width * first / whole, top=word.top,
        right=word.left + width * last / whole, bottom=word.bottom,
    )  # fmt: skip


def _slope(words: Sequence[Word], shape: float) -> float:
    """How much the page hangs: the slope along which the words fall into the fewest, fullest rows."""
    height = median(word.bottom - word.top for word in words) * shape
    steps = int(STEEPEST_DEGREES / STEP_DEGREES)
    slopes = sorted(
        (math.tan(math.radians(step * STEP_DEGREES)) for step in range(-steps, steps + 1)), key=abs
    )
    return max(slopes, key=lambda slope: round(_fullness(words, shape, slope, height / 2), 6))


def _fullness(words: Sequence[Word], shape: float, slope: float, height: float) -> float:
    rows: dict[int, float] = {}
    for word in words:
        row = round(level(word, shape, slope) / height)
        rows[row] = rows.get(row, 0) + word.right - word.left
    return sum(row * row for row in rows.values())
