"""The words of a PDF that was made by a program: read as they are, with their places (R20)."""

from collections.abc import Generator, Iterable
from contextlib import closing
from ctypes import byref, c_double, c_int
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from tenure.core.reading.page import PageText, Word
from tenure.outlets.extraction.limits import MAX_WORDS
from tenure.outlets.extraction.troubles import Refused, Trouble

# A scan may carry a line of text from its machine; a page with less than this is read as a picture.
FEWEST_LETTERS = 20
MOST_UNREADABLE = 0.1
_GRID = 1_000_000  # PDFium places in whole units of what we call the page
_STRIDE = 1000
_GAP = 0.3  # of the height of the letters: more than between letters, less than between words
_STEP = 0.6  # of the height: another line


@dataclass(frozen=True, slots=True)
class _Letter:
    char: str
    left: float
    top: float
    right: float
    bottom: float


def text_of(page: pypdfium2.PdfPage, number: int) -> PageText | None:
    """The text layer of the page; None if it has none that is worth reading. Raises Refused."""
    with closing(page.get_textpage()) as text_page:
        letters = list(_letters(page, text_page))
    readable = sum(letter.char.isalnum() for letter in letters)
    unreadable = sum(_unreadable(letter.char) for letter in letters)
    if readable < FEWEST_LETTERS or unreadable > MOST_UNREADABLE * len(letters):
        return None
    width, height = page.get_size()
    words = tuple(_words(letters, width / height))
    if len(words) > MAX_WORDS:
        raise Refused(Trouble.TOO_MANY_WORDS)
    return PageText(number=number, words=words, width=width, height=height)


def _letters(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> Generator[_Letter]:
    on_page = _Frame.of(page)
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    for index in range(min(text_page.count_chars(), MAX_WORDS * 20)):
        char = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        if not pdfium.FPDFText_GetCharBox(
            text_page, index, byref(left), byref(right), byref(bottom), byref(top)
        ):
            continue
        x0, y0 = on_page.at(left.value, top.value)
        x1, y1 = on_page.at(right.value, bottom.value)
        yield _Letter(char, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@dataclass(frozen=True, slots=True)
class _Frame:
    """From points of the PDF to fractions of the page as it is seen: turned and cut as viewers do."""

    origin: tuple[float, float]
    per_x: tuple[float, float]
    per_y: tuple[float, float]

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "_Frame":
        # The way there is linear, so three points tell it; asking PDFium for each letter took twice the time.
        x0, y0 = _seen(page, 0, 0)
        x1, y1 = _seen(page, _STRIDE, 0)
        x2, y2 = _seen(page, 0, _STRIDE)
        return cls(
            (x0, y0), ((x1 - x0) / _STRIDE, (y1 - y0) / _STRIDE), ((x2 - x0) / _STRIDE, (y2 - y0) / _STRIDE)
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (
            self.origin[0] + x * self.per_x[0] + y * self.per_y[0],
            self.origin[1] + x * self.per_x[1] + y * self.per_y[1],
        )


def _seen(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, byref(across), byref(down))
    return across.value / _GRID, down.value / _GRID


def _words(letters: Iterable[_Letter], aspect: float) -> Generator[Word]:
    """Letters joined to words. `aspect` is the page's width by its height, to compare ways across with ways down."""
    word: list[_Letter] = []
    for letter in letters:
        if letter.char.isspace() or _invisible(letter.char):
            yield from _joined(word)
            word = []
            continue
        if word and _apart(word[-1], letter, aspect):
            yield from _joined(word)
            word = []
        word.append(letter)
    yield from _joined(word)


def _apart(one: _Letter, other: _Letter, aspect: float) -> bool:
    height = max(one.bottom - one.top, other.bottom - other.top)
    if abs(other.bottom - one.bottom) > _STEP * height and abs(other.top - one.top) > _STEP * height:
        return True
    return not -2 * height < (other.left - one.right) * aspect < _GAP * height


def _joined(word: list[_Letter]) -> Generator[Word]:
    inside = [
        letter
        for letter in word
        if letter.right > 0 and letter.left < 1 and letter.bottom > 0 and letter.top < 1
    ]
    if not inside:
        return
    yield Word(
        text="".join(letter.char for letter in inside),
        left=_fraction(min(letter.left for letter in inside)),
        top=_fraction(min(letter.top for letter in inside)),
        right=_fraction(max(letter.right for letter in inside)),
        bottom=_fraction(max(letter.bottom for letter in inside)),
    )


def _fraction(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 5)


def _invisible(char: str) -> bool:
    # PDFium writes U+0002 where a hyphen ends a line; zero stands where a letter has no character.
    return char < " " or char in "\ufffe\ufeff\u200b"


def _unreadable(char: str) -> bool:
    return char in "\x00\ufffd" or "\ue000" <= char <= "\uf8ff"
