"""Words join their rows in n log n, however many stand on a page and however they stand."""

import math
import random
from collections.abc import Callable, Iterator

import pytest

from tenure.core.reading import rows
from tenure.core.reading.page import Word
from tenure.core.reading.rows import MOST_NEAR, rows_of, together

MANY = 20_000
SHEET = 1.414


def dense() -> Iterator[Word]:
    """A hundred words in a row, two hundred rows."""
    for place in range(MANY):
        left, top = place % 100 / 100, place // 100 / 200
        yield Word(text="x", left=left, right=left + 0.008, top=top, bottom=top + 0.004)


def laid_over() -> Iterator[Word]:
    """All on one place."""
    for _ in range(MANY):
        yield Word(text="x", left=0.1, right=0.2, top=0.1, bottom=0.12)


def strewn() -> Iterator[Word]:
    """Anywhere, from hair-thin to as high as a third of the page."""
    dice = random.Random(6)  # noqa: S311 - invented pages
    for _ in range(MANY):
        left, top, height = dice.random(), dice.random(), 0.001 * 300 ** dice.random()
        yield Word(text="x", left=left, right=left + dice.uniform(0.001, 0.3), top=top, bottom=top + height)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Word]:
    """The words that were compared, one for each comparison."""
    compared: list[Word] = []

    def counting(last: Word, word: Word, shape: float, slope: float) -> bool:
        compared.append(word)
        return together(last, word, shape, slope)

    monkeypatch.setattr(rows, "together", counting)
    return compared


@pytest.mark.parametrize("page", [dense, laid_over, strewn])
def test_twenty_thousand_words_are_compared_a_bounded_number_of_times(
    page: Callable[[], Iterator[Word]], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = counted(monkeypatch)
    words = list(page())
    found = rows_of(words, SHEET, 0.01)
    sizes = {math.floor(math.log2((word.bottom - word.top) * SHEET)) for word in words}
    assert len(compared) <= MANY * 2 * MOST_NEAR * len(sizes)
    assert sum(map(len, found)) == MANY


def test_a_dense_page_costs_a_few_comparisons_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = counted(monkeypatch)
    assert len(rows_of(list(dense()), SHEET, 0)) == 200
    assert len(compared) <= 3 * MANY


@pytest.mark.parametrize("seed", range(20))
def test_nearest_is_who_would_be_found_by_asking_all(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - invented pages
    words = [
        Word(text="x", left=left, right=left + dice.uniform(0.01, 0.2), top=top, bottom=top + height)
        for left, top, height in (
            (dice.random(), dice.random(), dice.choice((0.004, 0.01, 0.05))) for _ in range(60)
        )
    ]
    assert {tuple(row) for row in rows_of(words, SHEET, 0.01)} == {tuple(row) for row in by_asking_all(words)}


def by_asking_all(words: list[Word]) -> list[list[Word]]:
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.left):
        near = [row for row in found if together(row[-1], word, SHEET, 0.01)]
        if near:
            min(near, key=lambda row: abs(level(row[-1]) - level(word))).append(word)
        else:
            found.append([word])
    return found


def level(word: Word) -> float:
    return rows.level(word, SHEET, 0.01)
