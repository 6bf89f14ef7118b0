"""An invoice or a credit note as PDF (R46)."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from tenure.core.invoicing import InvoiceKind
from tenure.outlets.pdf.fonts import width_of, wrapped
from tenure.outlets.pdf.head_and_foot import (
    BOTTOM,
    Pair,
    footing,
    put_letterhead,
    put_mark,
    put_running_head,
    put_window,
)
from tenure.outlets.pdf.invoice_end import put_end
from tenure.outlets.pdf.papers import InvoicePaper
from tenure.outlets.pdf.said import amount, day, days, figure, price
from tenure.outlets.pdf.sheet import LEFT, MM, RIGHT, SOFT, Sheet
from tenure.outlets.pdf.table import Column, Row, put_table

TITLE_TOP: Final = 100 * MM
MOST_NOTE_LINES: Final = 30


def invoice_pdf(paper: InvoicePaper, *, electronic: bool = False) -> bytes:
    """The file, in the paper's language. `electronic` says on it that it carries its own data (Factur-X)."""
    with override(paper.locale):
        sheet = Sheet(bottom=BOTTOM, begin=lambda one: _begin(one, paper))
        sheet.turn()
        _put_title(sheet, paper)
        put_table(
            sheet, _columns(), _rows(paper), carried=lambda total: _("Carried over: %(sum)s") % {"sum": total}
        )
        put_end(sheet, paper)
        note = _("Electronic invoice by EN 16931 (Factur-X)") if electronic else ""
        return sheet.as_file(
            title=" ".join((title_of(paper), paper.number)).strip(),
            author=paper.sender.name,
            locale=paper.locale,
            finish=footing(paper.sender, note),
        )


def title_of(paper: InvoicePaper) -> str:
    """What the paper is called, in the active language."""
    return _("Credit note") if paper.kind is InvoiceKind.CREDIT_NOTE else _("Invoice")


def _begin(sheet: Sheet, paper: InvoicePaper) -> None:
    put_mark(sheet, paper.mark)
    if sheet.page > 1:
        put_running_head(sheet, paper.sender, f"{title_of(paper)} {paper.number}")
        return
    put_letterhead(sheet, paper.sender)
    sheet.y = max(put_window(sheet, paper.sender, paper.buyer, _facts(paper)) + 8 * MM, TITLE_TOP)


def _facts(paper: InvoicePaper) -> Iterator[Pair]:
    if paper.number:
        yield _("Number"), paper.number
    if paper.issued_on is not None:
        yield _("Date"), day(paper.issued_on)
    if paper.due_on is not None and paper.kind is InvoiceKind.INVOICE:
        yield _("Due on"), day(paper.due_on)
    if paper.period is not None:
        yield _("Period"), days(paper.period)
    if paper.corrects:
        yield _("For invoice"), paper.corrects
    if paper.reference:
        yield _("Your reference"), paper.reference
    if paper.buyer_tax_number:
        yield _("Your tax number"), paper.buyer_tax_number


def _put_title(sheet: Sheet, paper: InvoicePaper) -> None:
    title = title_of(paper)
    sheet.text(LEFT, sheet.y, title, 20, strong=True)
    if paper.number:
        sheet.text(LEFT + width_of(title, 20, strong=True) + 8, sheet.y, paper.number, 20, colour=SOFT)
    sheet.y += 16
    for line in wrapped(paper.note, RIGHT - LEFT, 9.5)[:MOST_NOTE_LINES]:
        sheet.text(LEFT, sheet.y + 4, line, 9.5)
        sheet.y += 13
    sheet.y += 10


def _columns() -> tuple[Column, ...]:
    return (
        Column(title=_("Description"), end=LEFT, width=78 * MM, figures=False),
        Column(title=_("Quantity"), end=LEFT + 98 * MM, width=18 * MM),
        Column(title=_("Price"), end=LEFT + 122 * MM, width=23 * MM),
        Column(title=_("Tax"), end=LEFT + 140 * MM, width=16 * MM),
        Column(title=_("Amount"), end=RIGHT, width=28 * MM),
    )


def _rows(paper: InvoicePaper) -> Iterator[Row]:
    so_far = 0
    for line in paper.lines:
        so_far += line.net
        yield Row(
            cells=(
                line.description,
                figure(line.quantity),
                price(line.unit_price, paper.currency),
                f"{figure(line.tax_rate)} %",
                amount(line.net, paper.currency),
            ),
            below=days(line.days) if line.days is not None else "",
            sum=amount(so_far, paper.currency),
        )
