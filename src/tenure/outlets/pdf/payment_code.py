"""The square that banking apps read: a SEPA transfer filled in, by the guideline EPC069-12 (R46)."""

from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

from tenure.core.money import from_minor
from tenure.outlets.pdf.sheet import HEIGHT, Sheet

LONGEST_NAME: Final = 70
LONGEST_TEXT: Final = 140
MOST: Final = Decimal("999999999.99")
QUIET: Final = 2


def transfer(*, name: str, iban: str, bic: str, units: int, text: str) -> str:
    """The lines of the code; empty where no transfer can be written. `units` are cents of euro."""
    amount = from_minor(units, "EUR")
    if not iban or not 0 < amount <= MOST:
        return ""
    head = ("BCD", "002", "1", "SCT")
    paid = (bic, _short(name, LONGEST_NAME), iban, f"EUR{amount}")
    return "\n".join((*head, *paid, "", "", _short(text, LONGEST_TEXT)))


def put_code(sheet: Sheet, left: float, top: float, side: float, content: str) -> None:
    """Puts the square on the page, with error correction M as the guideline asks."""
    dark = _squares(content)
    count = len(dark)
    step = side / (count + 2 * QUIET)

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(black)
        path = canvas.beginPath()
        for row, squares in enumerate(dark):
            # Dark squares side by side are one bar: half as much to draw.
            for filled, run in groupby(range(count), key=squares.__getitem__):
                bar = list(run)
                if filled:
                    below = HEIGHT - top - (row + QUIET + 1) * step
                    path.rect(left + (bar[0] + QUIET) * step, below, len(bar) * step, step)
        canvas.drawPath(path, stroke=0, fill=1)

    sheet.put(draw)


def _squares(content: str) -> list[list[bool]]:
    """The code row by row; True is a dark square."""
    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(content))
    code.make()
    places = range(code.getModuleCount())
    return [[bool(code.isDark(row, column)) for column in places] for row in places]


def _short(text: str, most: int) -> str:
    return " ".join(text.split())[:most]
