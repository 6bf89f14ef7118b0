"""Which words of a page stand in one row, however many there are: each looks only at the rows about its level."""

import math
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from tenure.core.reading.page import Word

# More rows than this within half a line of each other are no writing: what stands there was laid over itself.
MOST_NEAR = 16


def level(word: Word, shape: float, slope: float) -> float:
    """How far down a word stands on a page that hangs by `slope` and is `shape` times as high as wide."""
    return (word.top + word.bottom) / 2 * shape - slope * (word.left + word.right) / 2


def rows_of(words: Sequence[Word], shape: float, slope: float) -> list[list[Word]]:
    """From left to right each word joins the row whose last word stands at its level, or opens one.

    Takes n log n: the ends of the rows are kept in order of their level, apart by height, because how near is near
    depends on the height of the letters.
    """
    rows: list[list[Word]] = []
    ends = _Ends(shape, slope)
    for word in sorted(words, key=lambda word: word.left):
        nearest = ends.take_nearest(word)
        if nearest is None:
            nearest = len(rows)
            rows.append([])
        rows[nearest].append(word)
        ends.add(nearest, word)
    return sorted(rows, key=lambda row: median(level(word, shape, slope) for word in row))


def together(last: Word, word: Word, shape: float, slope: float) -> bool:
    """Whether `word` goes on where `last` ends: at its level, and not upon it."""
    apart = abs(level(last, shape, slope) - level(word, shape, slope))
    heights = (_height(last, shape), _height(word, shape))
    overlap = min(last.right, word.right) - max(last.left, word.left)
    return apart < 0.5 * max(min(heights), 0.6 * max(heights)) and overlap < 0.5 * (word.right - word.left)


type _End = tuple[float, int]  # its level, and the number of its row


class _Ends:
    """The last word of each row. Those of one key are at most twice as high as each other."""

    def __init__(self, shape: float, slope: float) -> None:
        self._shape, self._slope = shape, slope
        self._by_height: defaultdict[int, list[_End]] = defaultdict(list)
        self._last: dict[int, Word] = {}

    def add(self, row: int, word: Word) -> None:
        """`word` is now the last of `row`."""
        self._last[row] = word
        insort(self._by_height[_size(word, self._shape)], (self._level(word), row))

    def take_nearest(self, word: Word) -> int | None:
        """The row whose end is nearest to `word` and goes together with it, taken out; None if there is none."""
        here = self._level(word)
        near = [
            (abs(end[0] - here), end[1], size) for size in self._by_height for end in self._near(word, size)
        ]
        if not near:
            return None
        _, row, size = min(near)
        ends = self._by_height[size]
        del ends[bisect_left(ends, (self._level(self._last[row]), row))]
        return row

    def _near(self, word: Word, size: int) -> Iterator[_End]:
        """Of the ends of one size the nearest above that goes together with the word, and the nearest below."""
        ends, here = self._by_height[size], self._level(word)
        reach = 0.5 * max(_height(word, self._shape), 2.0 ** (size + 1))
        middle = bisect_left(ends, (here, -1))
        for way in (
            range(middle, min(middle + MOST_NEAR, len(ends))),
            range(middle - 1, max(middle - 1 - MOST_NEAR, -1), -1),
        ):
            for index in way:
                end = ends[index]
                if abs(end[0] - here) > reach:
                    break
                if together(self._last[end[1]], word, self._shape, self._slope):
                    yield end
                    break

    def _level(self, word: Word) -> float:
        return level(word, self._shape, self._slope)


def _height(word: Word, shape: float) -> float:
    return (word.bottom - word.top) * shape


def _size(word: Word, shape: float) -> int:
    return math.floor(math.log2(_height(word, shape)))
