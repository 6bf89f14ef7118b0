"""What an OCR sees, put in order: level lines, from top to bottom, word by word."""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tenure.core.reading.page import Word

_LONG = 3.0  # times as long as high: such a line tells how the page lies
_MOSTLY = 0.6
_LARGEST_LEAN = 30.0  # degrees; beyond it the corners are not where we think
_SAME_ROW = 0.5  # of the height of the letters

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as the OCR read it. `corners`: from the top left with the clock; `parts`: its words with their own."""

    text: str
    score: float
    corners: tuple[Point, ...]
    parts: tuple[tuple[str, float, tuple[Point, ...]], ...]

    @property
    def along(self) -> float:
        """Its length."""
        return math.dist(self.corners[0], self.corners[1])

    @property
    def across(self) -> float:
        """Its height."""
        return math.dist(self.corners[0], self.corners[3])


def lines_of(
    boxes: Iterable[Sequence[Sequence[float]]],
    texts: Sequence[str],
    scores: Sequence[float],
    word_results: Sequence[object],
) -> list[Line]:
    """The lines of an OCR's answer."""
    words = word_results if len(word_results) == len(texts) else [()] * len(texts)
    lines = []
    for box, text, score, parts in zip(boxes, texts, scores, words, strict=True):
        corners = _points(box)
        lines.append(
            Line(
                text=text,
                score=float(score),
                corners=corners,
                parts=_parts(text, float(score), corners, parts),
            )
        )
    return lines


def lies_on_its_side(lines: Sequence[Line]) -> bool:
    """Whether most text runs upwards or downwards."""
    standing = sum(len(line.text) for line in lines if line.across > 1.5 * line.along)
    return standing > _MOSTLY * sum(len(line.text) for line in lines)


def lean_of(lines: Sequence[Line]) -> float:
    """By how many degrees against the clock the page has to be turned so that its lines are level."""
    leans = [
        math.degrees(
            math.atan2(line.corners[1][1] - line.corners[0][1], line.corners[1][0] - line.corners[0][0])
        )
        for line in lines
        if line.along > _LONG * line.across
    ]
    lean = statistics.median(leans) if leans else 0.0
    return round(lean, 2) if abs(lean) <= _LARGEST_LEAN else 0.0


def words_in_order(lines: Sequence[Line], *, lean: float, size: tuple[int, int]) -> tuple[Word, ...]:
    """The words on the page of `size` pixels after it was turned by `lean`, row by row."""
    return in_rows(_word(part, lean, size) for line in lines for part in line.parts)


def in_rows(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words from the top to the bottom, and in each row from the left to the right."""
    return tuple(word for row in _rows(words) for word in sorted(row, key=lambda word: word.left))


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=_middle):
        row = rows[-1] if rows else []
        height = statistics.median(other.bottom - other.top for other in row) if row else 0.0
        if row and _middle(word) - statistics.fmean(map(_middle, row)) < _SAME_ROW * height:
            row.append(word)
        else:
            rows.append([word])
    return rows


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _word(part: tuple[str, float, tuple[Point, ...]], lean: float, size: tuple[int, int]) -> Word:
    text, score, corners = part
    points = [_levelled(point, lean, size) for point in corners]
    return Word(
        text=text,
        left=_fraction(min(x for x, _ in points) / size[0]),
        top=_fraction(min(y for _, y in points) / size[1]),
        right=_fraction(max(x for x, _ in points) / size[0]),
        bottom=_fraction(max(y for _, y in points) / size[1]),
        confidence=round(score, 3),
    )


def _levelled(point: Point, lean: float, size: tuple[int, int]) -> Point:
    """Where the point is after the page was turned about its middle; the same turn as PIL's `rotate`."""
    if not lean:
        return point
    angle = math.radians(lean)
    x, y = point[0] - size[0] / 2, point[1] - size[1] / 2
    return (
        x * math.cos(angle) + y * math.sin(angle) + size[0] / 2,
        -x * math.sin(angle) + y * math.cos(angle) + size[1] / 2,
    )


def _parts(
    text: str, score: float, corners: tuple[Point, ...], found: object
) -> tuple[tuple[str, float, tuple[Point, ...]], ...]:
    """The words of a line. Where the OCR's own do not make up the line, it is divided by letters."""
    if isinstance(found, (tuple, list)) and all(isinstance(part, (tuple, list)) for part in found):
        parts = tuple((str(word), float(sure), _points(box)) for word, sure, box in found)
        if "".join(word for word, _, _ in parts).replace(" ", "") == text.replace(" ", ""):
            return parts
    return tuple(_divided(text, score, corners))


def _divided(
    text: str, score: float, corners: tuple[Point, ...]
) -> Iterable[tuple[str, float, tuple[Point, ...]]]:
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        yield word, score, _stretch(corners, start / len(text), at / len(text))


def _stretch(corners: tuple[Point, ...], start: float, end: float) -> tuple[Point, ...]:
    top_left, top_right, bottom_right, bottom_left = corners
    return (
        _between(top_left, top_right, start),
        _between(top_left, top_right, end),
        _between(bottom_left, bottom_right, end),
        _between(bottom_left, bottom_right, start),
    )


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _points(box: Sequence[Sequence[float]]) -> tuple[Point, ...]:
    return tuple((float(point[0]), float(point[1])) for point in box)


def _fraction(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 5)
