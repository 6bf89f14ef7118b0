"""What stands around every paper of a firm: its name above, whom it is for in the window, its numbers below."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from stdnum import iban as iban_number

from tenure.outlets.pdf.fonts import STRONG, width_of, wrapped
from tenure.outlets.pdf.papers import Mark, Sender
from tenure.outlets.pdf.sheet import HEIGHT, INK, LEFT, LINE, MM, RIGHT, SOFT, WIDTH, Sheet, write

NAME_WIDTH: Final = 105 * MM
WINDOW: Final = 80 * MM
WINDOW_TOP: Final = 50 * MM
MOST_LINES: Final = 8
BOTTOM: Final = 266 * MM
FOOT: Final = 273 * MM
COLUMN: Final = 54 * MM
PALE_MARKS: Final = {Mark.DRAFT: HexColor("#e8ebf0"), Mark.VOID: HexColor("#f7dfdf")}

type Pair = tuple[str, str]


def put_letterhead(sheet: Sheet, sender: Sender) -> None:
    """The firm at the head of the first page."""
    sheet.box(LEFT, 14 * MM, 14 * MM, 1.1 * MM, colour=INK, round_by=0)
    y = 22 * MM
    for line in wrapped(sender.name, NAME_WIDTH, 15, strong=True)[:2]:
        sheet.text(LEFT, y, line, 15, strong=True)
        y += 18
    for place, line in enumerate(filter(None, (sender.phone, sender.email))):
        sheet.text(RIGHT, 18 * MM + place * 12, line, 8.5, colour=SOFT, align="right")
    address = " · ".join(sender.address)
    for line in wrapped(address, NAME_WIDTH, 8.5)[:2]:
        sheet.text(LEFT, y - 2, line, 8.5, colour=SOFT)
        y += 11


def put_window(sheet: Sheet, sender: Sender, buyer: Sequence[str], facts: Iterable[Pair]) -> float:
    """Whom it is for, where the window of the envelope is, and the facts beside it; returns where both end."""
    window, beside = (RIGHT - WINDOW, LEFT) if sender.window_right else (LEFT, RIGHT - 72 * MM)
    sheet.text(window, WINDOW_TOP, _return_address(sender), 6.5, colour=SOFT)
    sheet.rule(WINDOW_TOP + 3, window, window + WINDOW)
    y = WINDOW_TOP + 18
    lines = [
        (line, place == 0)
        for place, part in enumerate(buyer)
        for line in wrapped(part, WINDOW, 10.5, strong=place == 0)
    ]
    for line, strong in lines[:MOST_LINES]:
        sheet.text(window, y, line, 10.5, strong=strong)
        y += 14
    return max(y, _put_facts(sheet, beside, facts))


def _return_address(sender: Sender) -> str:
    """What a carrier reads above the receiver, on one line: as much of the address as fits."""
    parts = [sender.name, *sender.address]
    while len(parts) > 1 and width_of(" · ".join(parts), 6.5) > WINDOW:
        parts.pop()
    return (wrapped(" · ".join(parts), WINDOW, 6.5) or [""])[0]


def _put_facts(sheet: Sheet, left: float, facts: Iterable[Pair]) -> float:
    y, width = WINDOW_TOP, 72 * MM
    for label, value in facts:
        sheet.text(left, y, label, 8.5, colour=SOFT)
        room = width - width_of(label, 8.5) - 8
        for line in wrapped(value, room, 9)[:3]:
            sheet.text(left + width, y, line, 9, align="right")
            y += 12
        sheet.rule(y - 8, left, left + width)
        y += 5
    return y


def put_running_head(sheet: Sheet, sender: Sender, title: str) -> None:
    """The small head of every page after the first."""
    sheet.text(LEFT, 18 * MM, sender.name, 8.5, strong=True)
    sheet.text(RIGHT, 18 * MM, title, 8.5, colour=SOFT, align="right")
    sheet.rule(21 * MM)
    sheet.y = 30 * MM


def put_mark(sheet: Sheet, mark: Mark) -> None:
    """VOID or DRAFT across the page, pale, under everything else."""
    if mark is Mark.NONE:
        return
    word = {Mark.DRAFT: _("DRAFT"), Mark.VOID: _("VOID")}[mark]
    size = min(150, 150 * 150 * MM / width_of(word, 150, strong=True))

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(WIDTH / 2, HEIGHT / 2 - 20 * MM)
        canvas.rotate(35)
        canvas.setFillColor(PALE_MARKS[mark])
        canvas.setFont(STRONG, size)
        canvas.drawCentredString(0, -size / 3, word)
        canvas.restoreState()

    sheet.put(draw)


def footing(sender: Sender, note: str = "") -> Callable[[Canvas, int, int], None]:
    """Draws the foot of a page: who the firm is, its numbers, where to pay, and which page it is."""
    bank = [f"IBAN {iban_number.format(sender.iban)}"] if sender.iban else []
    columns = (
        [sender.name, *sender.address],
        [
            *([_("Tax number: %(number)s") % {"number": sender.tax_number}] if sender.tax_number else []),
            *(
                [_("Company number: %(number)s") % {"number": sender.company_number}]
                if sender.company_number
                else []
            ),
            *([sender.email] if sender.email else []),
        ],
        [*bank, *([f"BIC {sender.bic}"] if sender.bic else [])],
    )

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, HEIGHT - FOOT, RIGHT, HEIGHT - FOOT)
        for place, column in enumerate(columns):
            lines = [line for part in column for line in wrapped(part, COLUMN, 7)]
            for row, line in enumerate(lines[:4]):
                write(canvas, LEFT + place * (COLUMN + 4 * MM), FOOT + 11 + row * 9, line, 7)
        count = _("Page %(page)d of %(pages)d") % {"page": page, "pages": pages}
        write(canvas, RIGHT, 291 * MM, count, 7, align="right")
        write(canvas, LEFT, 291 * MM, note, 7)

    return draw
