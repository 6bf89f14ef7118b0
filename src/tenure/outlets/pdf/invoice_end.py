"""The end of an invoice: what it comes to, how it is paid, the firm's terms (R46)."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from stdnum import iban as iban_number

from tenure.core.invoicing import InvoiceKind
from tenure.outlets.pdf.fonts import wrapped
from tenure.outlets.pdf.papers import InvoicePaper
from tenure.outlets.pdf.payment_code import put_code, transfer
from tenure.outlets.pdf.said import amount, day, figure
from tenure.outlets.pdf.sheet import LEFT, MM, RIGHT, SOFT, Sheet
from tenure.speech.amounts import money_in_words

SUMS: Final = 76 * MM
STEP: Final = 15.0
CODE: Final = 30 * MM
PAD: Final = 11.0


def put_end(sheet: Sheet, paper: InvoicePaper) -> None:
    """Everything below the lines; what belongs together stays on one page."""
    sheet.y += 8
    _put_sums(sheet, paper)
    _put_payment(sheet, paper)
    _put_terms(sheet, paper)


def _put_sums(sheet: Sheet, paper: InvoicePaper) -> None:
    settled = paper.kind is InvoiceKind.INVOICE and paper.paid > 0
    height = max(len(paper.rates) * 13 + 24, (len(paper.rates) + 4 + 2 * settled) * STEP + 14)
    sheet.needs(min(height, sheet.bottom - 200))
    top = sheet.y
    _put_taxes(sheet, paper)
    below_taxes, sheet.y = sheet.y, top
    left = RIGHT - SUMS
    for label, value in _sums(paper):
        sheet.text(left, sheet.y + 10, label, 9, colour=SOFT)
        sheet.text(RIGHT, sheet.y + 10, value, 9, align="right")
        sheet.y += STEP
    sheet.rule(sheet.y + 2, left, heavy=True)
    _put_strong(sheet, left, _("Total"), money_in_words(paper.total, paper.currency))
    if settled:
        sheet.text(left, sheet.y + 10, _("Paid"), 9, colour=SOFT)
        sheet.text(RIGHT, sheet.y + 10, "−" + amount(paper.paid, paper.currency), 9, align="right")
        sheet.y += STEP
        sheet.rule(sheet.y + 2, left)
        _put_strong(sheet, left, _("Still to be paid"), money_in_words(paper.owed, paper.currency))
    sheet.y = max(sheet.y, below_taxes)


def _put_strong(sheet: Sheet, left: float, label: str, value: str) -> None:
    sheet.text(left, sheet.y + 18, label, 12, strong=True)
    sheet.text(RIGHT, sheet.y + 18, value, 12, strong=True, align="right")
    sheet.y += 28


def _sums(paper: InvoicePaper) -> Iterator[tuple[str, str]]:
    yield _("Net"), amount(paper.net, paper.currency)
    yield _("Tax"), amount(paper.tax, paper.currency)


def _put_taxes(sheet: Sheet, paper: InvoicePaper) -> None:
    """What is taxed at which rate."""
    ends = (LEFT + 18 * MM, LEFT + 46 * MM, LEFT + 72 * MM)
    for end, title in zip(ends, (_("Tax rate"), _("Net"), _("Tax")), strict=True):
        sheet.text(end, sheet.y + 10, title, 8, strong=True, colour=SOFT, align="right")
    sheet.rule(sheet.y + 15, LEFT, ends[-1])
    sheet.y += 20
    for one in paper.rates:
        values = (f"{figure(one.rate)} %", amount(one.net, paper.currency), amount(one.tax, paper.currency))
        for end, value in zip(ends, values, strict=True):
            sheet.text(end, sheet.y + 8, value, 8.5, align="right")
        sheet.y += 13


def _put_payment(sheet: Sheet, paper: InvoicePaper) -> None:
    """How to pay what is owed; nothing where nothing is."""
    if paper.owed <= 0:
        _put_settled(sheet, paper)
        return
    sender = paper.sender
    code = (
        transfer(name=sender.name, iban=sender.iban, bic=sender.bic, units=paper.owed, text=paper.number)
        if paper.currency == "EUR"
        else ""
    )
    rows = list(_account(paper))
    height = max(PAD * 2 + 20 + len(rows) * 14, CODE + 2 * PAD if code else 0)
    sheet.y += 14
    sheet.needs(height)
    top = sheet.y
    sheet.box(LEFT, top, RIGHT - LEFT, height)
    sheet.text(LEFT + PAD, top + PAD + 9, _asked(paper), 10, strong=True)
    for place, (label, value) in enumerate(rows):
        y = top + PAD + 28 + place * 14
        sheet.text(LEFT + PAD, y, label, 8.5, colour=SOFT)
        sheet.text(LEFT + PAD + 32 * MM, y, value, 9)
    if code:
        put_code(sheet, RIGHT - PAD - CODE, top + (height - CODE) / 2, CODE, code)
        sheet.text(
            RIGHT - PAD - CODE - 8, top + height - PAD, _("Scan to pay"), 8, colour=SOFT, align="right"
        )
    sheet.y = top + height


def _put_settled(sheet: Sheet, paper: InvoicePaper) -> None:
    if paper.mark:
        return
    if paper.kind is InvoiceKind.CREDIT_NOTE:
        words = _("This amount is credited to your account. You need not pay anything.")
    elif paper.total:
        words = _("This invoice is paid. Thank you.")
    else:
        words = _("Nothing is to be paid.")
    sheet.y += 14
    sheet.needs(34)
    sheet.box(LEFT, sheet.y, RIGHT - LEFT, 30)
    sheet.text(LEFT + PAD, sheet.y + 19, words, 9.5, strong=True)
    sheet.y += 34


def _asked(paper: InvoicePaper) -> str:
    owed = money_in_words(paper.owed, paper.currency)
    if paper.due_on is None:
        return _("Please pay %(amount)s.") % {"amount": owed}
    return _("Please pay %(amount)s by %(day)s.") % {"amount": owed, "day": day(paper.due_on)}


def _account(paper: InvoicePaper) -> Iterator[tuple[str, str]]:
    sender = paper.sender
    if sender.iban:
        yield _("Account holder"), wrapped(sender.name, 80 * MM, 9)[0]
        yield "IBAN", iban_number.format(sender.iban)
    if sender.bic:
        yield "BIC", sender.bic
    yield _("Payment reference"), paper.number


def _put_terms(sheet: Sheet, paper: InvoicePaper) -> None:
    sheet.y += 16
    for line in wrapped(paper.sender.terms, RIGHT - LEFT, 8):
        sheet.needs(11)
        sheet.text(LEFT, sheet.y + 8, line, 8, colour=SOFT)
        sheet.y += 11
