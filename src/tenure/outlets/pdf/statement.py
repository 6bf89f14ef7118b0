"""A statement of account as PDF: what a customer was billed and paid, and what it owes (R46)."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from tenure.outlets.pdf.fonts import wrapped
from tenure.outlets.pdf.head_and_foot import (
    BOTTOM,
    Pair,
    footing,
    put_letterhead,
    put_running_head,
    put_window,
)
from tenure.outlets.pdf.invoice import TITLE_TOP
from tenure.outlets.pdf.papers import StatementPaper
from tenure.outlets.pdf.said import amount, day
from tenure.outlets.pdf.sheet import LEFT, MM, RIGHT, SOFT, Sheet
from tenure.outlets.pdf.table import Column, Row, put_table
from tenure.speech.amounts import money_in_words


def statement_pdf(papers: Sequence[StatementPaper]) -> bytes:
    """One file: a statement for each currency, each from a page of its own. All are of one firm and one customer."""
    first = papers[0]
    with override(first.locale):
        title = _("Statement of account")
        sheet = Sheet(bottom=BOTTOM, begin=lambda one: put_running_head(one, first.sender, title))
        for paper in papers:
            sheet.pages.append([])
            _put_statement(sheet, paper, title)
        return sheet.as_file(
            title=title, author=first.sender.name, locale=first.locale, finish=footing(first.sender)
        )


def _put_statement(sheet: Sheet, paper: StatementPaper, title: str) -> None:
    put_letterhead(sheet, paper.sender)
    sheet.y = max(put_window(sheet, paper.sender, paper.buyer, _facts(paper)) + 8 * MM, TITLE_TOP)
    sheet.text(LEFT, sheet.y, title, 20, strong=True)
    sheet.y += 26
    put_table(
        sheet, _columns(), _rows(paper), carried=lambda total: _("Carried over: %(sum)s") % {"sum": total}
    )
    _put_closing(sheet, paper)
    if paper.open_invoices:
        _put_open(sheet, paper)


def _facts(paper: StatementPaper) -> Iterator[Pair]:
    yield _("Date"), day(paper.made_on)
    yield _("From"), day(paper.first)
    yield _("Until"), day(paper.last)
    yield _("Currency"), paper.currency
    if paper.reference:
        yield _("Your reference"), paper.reference
    yield _("Balance"), money_in_words(paper.closing, paper.currency)


def _columns() -> tuple[Column, ...]:
    return (
        Column(title=_("Date"), end=LEFT, width=32 * MM, figures=False),
        Column(title=_("Entry"), end=LEFT + 35 * MM, width=58 * MM, figures=False),
        Column(title=_("Billed"), end=LEFT + 118 * MM, width=25 * MM),
        Column(title=_("Paid"), end=LEFT + 144 * MM, width=25 * MM),
        Column(title=_("Balance"), end=RIGHT, width=25 * MM),
    )


def _rows(paper: StatementPaper) -> Iterator[Row]:
    def said(units: int) -> str:
        return amount(units, paper.currency)

    opening = said(paper.opening)
    yield Row(cells=(day(paper.first), _("Balance before"), "", "", opening), sum=opening)
    for row in paper.rows:
        billed, paid = (said(row.amount), "") if row.amount >= 0 else ("", said(-row.amount))
        due = _("Due on %(day)s") % {"day": day(row.due_on)} if row.due_on is not None else ""
        cells = (day(row.day), row.words, billed, paid, said(row.balance))
        yield Row(cells=cells, below=due, sum=said(row.balance))


def _put_closing(sheet: Sheet, paper: StatementPaper) -> None:
    sheet.y += 6
    sheet.needs(30)
    label = _("You owe") if paper.closing > 0 else _("Your credit") if paper.closing < 0 else _("Balance")
    sheet.text(LEFT + 35 * MM, sheet.y + 14, label, 12, strong=True)
    owed = money_in_words(abs(paper.closing), paper.currency)
    sheet.text(RIGHT, sheet.y + 14, owed, 12, strong=True, align="right")
    sheet.y += 34


def _put_open(sheet: Sheet, paper: StatementPaper) -> None:
    """The invoices that are still to be paid."""
    sheet.needs(60)
    sheet.text(LEFT, sheet.y + 10, _("Still to be paid"), 11, strong=True)
    sheet.y += 22
    for number, due, owed in paper.open_invoices:
        sheet.needs(16)
        sheet.text(LEFT, sheet.y + 10, number, 9)
        if due is not None:
            words = _("Due on %(day)s") % {"day": day(due)}
            sheet.text(LEFT + 35 * MM, sheet.y + 10, words, 9, colour=SOFT)
        sheet.text(RIGHT, sheet.y + 10, amount(owed, paper.currency), 9, align="right")
        sheet.y += 15
        sheet.rule(sheet.y)
    sheet.y += 10
    for line in wrapped(paper.sender.terms, RIGHT - LEFT, 8):
        sheet.needs(11)
        sheet.text(LEFT, sheet.y + 8, line, 8, colour=SOFT)
        sheet.y += 11
