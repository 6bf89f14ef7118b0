"""The letters of a page of a PDF, and where each stands on the page as it is seen."""

from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from ctypes import byref, c_double, c_int
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from tenure.outlets.extraction.limits import MAX_WORDS

MAX_LETTERS = MAX_WORDS * 20
_GRID = 1_000_000  # PDFium places in whole units of what we call the page
_STRIDE = 1000


@dataclass(frozen=True, slots=True)
class Letter:
    """A character and its box, in fractions of the page from the top left; as wide as it is set, as high as its ink."""

    char: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def on_page(self) -> bool:
        """Whether any of it can be seen: text may be hidden beside the paper."""
        return self.right > 0 and self.left < 1 and self.bottom > 0 and self.top < 1


def letters_on(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> Generator[Letter]:
    """The letters in the order of the file."""
    frame = _Frame.of(page)
    for index in range(min(text_page.count_chars(), MAX_LETTERS)):
        box = _box(text_page, index)
        if box is not None:
            yield Letter(chr(pdfium.FPDFText_GetUnicode(text_page, index)), *frame.of_box(box))


def turn_of(letters: Sequence[Letter], aspect: float) -> int:
    """By how many degrees against the clock the page has to be turned so that most of its text runs to the right."""
    runs = Counter(_run(one, other, aspect) for one, other in pairwise(letters))
    return runs.most_common(1)[0][0] if runs else 0


def level(letters: Iterable[Letter], turn: int) -> Iterable[Letter]:
    """The letters on the page as it is turned."""
    match turn:
        case 90:
            return (Letter(one.char, one.top, 1 - one.right, one.bottom, 1 - one.left) for one in letters)
        case 180:
            return (
                Letter(one.char, 1 - one.right, 1 - one.bottom, 1 - one.left, 1 - one.top) for one in letters
            )
        case 270:
            return (Letter(one.char, 1 - one.bottom, one.left, 1 - one.top, one.right) for one in letters)
        case _:
            return letters


def _run(one: Letter, other: Letter, aspect: float) -> int:
    right = ((other.left + other.right) - (one.left + one.right)) * aspect
    down = (other.top + other.bottom) - (one.top + one.bottom)
    if abs(right) >= abs(down):
        return 0 if right >= 0 else 180
    return 90 if down > 0 else 270


def _box(text_page: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top in the PDF's own terms: along the line the room it takes, across it its ink."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    if not pdfium.FPDFText_GetCharBox(text_page, index, byref(left), byref(right), byref(bottom), byref(top)):
        return None
    room = pdfium.FS_RECTF()
    # The ink of a 1 is so much narrower than its room that it seems to stand alone.
    if pdfium.FPDFText_GetLooseCharBox(text_page, index, byref(room)) and room.right > room.left:
        upright = abs(pdfium.FPDFText_GetCharAngle(text_page, index) % _HALF_TURN) < _LEANING
        if upright:
            return room.left, bottom.value, room.right, top.value
        return left.value, room.bottom, right.value, room.top
    return left.value, bottom.value, right.value, top.value


_HALF_TURN = 3.14159265  # PDFium tells angles in radians
_LEANING = 0.8


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
        per_x = (x1 - x0) / _STRIDE, (y1 - y0) / _STRIDE
        per_y = (x2 - x0) / _STRIDE, (y2 - y0) / _STRIDE
        return cls((x0, y0), per_x, per_y)

    def of_box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        x0, y0 = self._at(box[0], box[1])
        x1, y1 = self._at(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return (
            self.origin[0] + x * self.per_x[0] + y * self.per_y[0],
            self.origin[1] + x * self.per_x[1] + y * self.per_y[1],
        )


def _seen(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, byref(across), byref(down))
    return across.value / _GRID, down.value / _GRID
