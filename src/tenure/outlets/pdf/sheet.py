"""A paper in the making: A4 pages on which things are put from the top down, and the file they become.

Places are in points from the upper left corner. What is put on a page is drawn at the end, when the number of pages
is known.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final, Literal, cast

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tenure.outlets.pdf.fonts import REGULAR, in_fonts, width_of

WIDTH, HEIGHT = A4
MM: Final = 72 / 25.4
LEFT: Final = 20 * MM
RIGHT: Final = WIDTH - LEFT
INK: Final = HexColor("#16202e")
SOFT: Final = HexColor("#5b6675")
LINE: Final = HexColor("#d5dae1")
PALE: Final = HexColor("#f3f5f8")

# Streams as they are: written as letters they take a quarter more room and twice the time.
rl_config.useA85 = 0

type Align = Literal["left", "right"]
type Drawing = Callable[[Canvas], None]


@dataclass(slots=True, kw_only=True)
class Sheet:
    """`bottom` is where a page ends for what flows; `begin` puts on a new page what every page has."""

    bottom: float
    begin: Callable[["Sheet"], None]
    pages: list[list[Drawing]] = field(default_factory=list)
    y: float = 0

    @property
    def page(self) -> int:
        """The number of the page that is being filled, from 1."""
        return len(self.pages)

    def turn(self) -> None:
        """Begins a new page."""
        self.pages.append([])
        self.begin(self)

    def needs(self, height: float) -> bool:
        """Turns the page where so much does not fit any more; whether it did."""
        if self.y + height <= self.bottom:
            return False
        self.turn()
        return True

    def put(self, drawing: Drawing) -> None:
        """Puts something on this page."""
        self.pages[-1].append(drawing)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        strong: bool = False,
        colour: Color = INK,
        align: Align = "left",
    ) -> None:
        """One line; `y` is where its letters stand, `x` its left or right end."""
        left = x - width_of(text, size, strong=strong) if align == "right" else x
        self.put(lambda canvas: _write(canvas, left, y, text, size, strong=strong, colour=colour))

    def rule(self, y: float, left: float = LEFT, right: float = RIGHT, *, heavy: bool = False) -> None:
        """A line across."""

        def draw(canvas: Canvas) -> None:
            canvas.setStrokeColor(INK if heavy else LINE)
            canvas.setLineWidth(0.9 if heavy else 0.5)
            canvas.line(left, HEIGHT - y, right, HEIGHT - y)

        self.put(draw)

    def box(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        colour: Color = PALE,
        round_by: float = 4,
    ) -> None:
        """A filled area; put it before what stands on it."""

        def draw(canvas: Canvas) -> None:
            canvas.setFillColor(colour)
            canvas.roundRect(left, HEIGHT - top - height, width, height, round_by, stroke=0, fill=1)

        self.put(draw)

    def as_file(
        self, *, title: str, author: str, locale: str, finish: Callable[[Canvas, int, int], None]
    ) -> bytes:
        """The PDF; `finish` draws on each page what needs its number and how many there are."""
        file = BytesIO()
        # Without a first font of ours reportlab names one that is not in the file.
        width_of("", 1)
        first = cast("float", REGULAR)  # The stubs take the name of a font for a number.
        canvas = Canvas(file, pagesize=A4, initialFontName=first, lang=locale, pageCompression=1)
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setCreator("Tenure")
        for number, drawings in enumerate(self.pages, 1):
            for drawing in drawings:
                drawing(canvas)
            finish(canvas, number, len(self.pages))
            canvas.showPage()
        canvas.save()
        return file.getvalue()


def _write(
    canvas: Canvas, x: float, y: float, text: str, size: float, *, strong: bool, colour: Color
) -> None:
    canvas.setFillColor(colour)
    for font, piece in in_fonts(text, strong=strong):
        canvas.setFont(font, size)
        canvas.drawString(x, HEIGHT - y, piece)
        x += canvas.stringWidth(piece, font, size)


def write(
    canvas: Canvas, x: float, y: float, text: str, size: float, *, colour: Color = SOFT, align: Align = "left"
) -> None:
    """One line, at once: for what is drawn when the pages are counted."""
    left = x - width_of(text, size) if align == "right" else x
    _write(canvas, left, y, text, size, strong=False, colour=colour)
