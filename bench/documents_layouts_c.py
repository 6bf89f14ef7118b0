"""Five layouts drawn when the rules were done a second time: subject, boxes, slip, small ticket, ruled."""

from bench.documents_layouts_a import MM, Sheet
from bench.documents_papers import Paper
from bench.documents_words import Wording
from bench.documents_words_c import SET_C

type Drawn = tuple[bytes, set[str]]


def subject(paper: Paper) -> Drawn:
    """A letter whose subject says all: kind, number and date in one sentence; the terms of payment in another."""
    say, sheet = Wording(paper, SET_C), Sheet(paper, paper.land.paper)
    party = paper.supplier
    for row, text in enumerate((party.name, party.street, party.town, party.phone, f"office@{party.domain}")):
        sheet.put(400, 60 + row * 12, text, 9, bold=row == 0)
    for row, text in enumerate((paper.customer.name, paper.customer.street, paper.customer.town)):
        sheet.put(60, 140 + row * 13, text, 10)
    title = f"{say(paper.kind)} {paper.number} {say('of')} {paper.day(paper.issued)}"
    sheet.put(60, 230, title, 12, bold=True)
    bottom = _items(sheet, say, paper, 265)
    bottom = _sums(sheet, say, paper, bottom + 20, label_at=360, amount_at=545)
    if paper.kind == "invoice":
        sheet.put(60, bottom + 24, _terms(say, paper), 9)
    sheet.put(60, 800, f"{say('tax_number')}: {party.tax_number}", 7.5)
    _bank(sheet, say, paper, 300, 800)
    return sheet.pdf(), _written(paper)


def boxes(paper: Paper) -> Drawn:
    """Three boxes at the head: who sends, who gets, which document; the sums in a box of their own."""
    say, sheet = Wording(paper, SET_C), Sheet(paper, paper.land.paper)
    party = paper.supplier
    sheet.put(40, 50, say(paper.kind), 18, bold=True)
    for row, text in enumerate((party.name, party.street, party.town, party.tax_number)):
        sheet.put(45, 90 + row * 12, text, 8.5, bold=row == 0)
    for row, text in enumerate((say("to"), paper.customer.name, paper.customer.street, paper.customer.town)):
        sheet.put(225, 90 + row * 12, text, 8.5)
    rows = [(say(f"{paper.kind}_no"), paper.number), (say("date"), paper.day(paper.issued))]
    rows.append(_when(say, paper))
    for row, (label, value) in enumerate(rows):
        sheet.put(405, 90 + row * 14, f"{label}:", 8.5)
        sheet.put(485, 90 + row * 14, value, 8.5)
    for x in (40, 220, 400):
        sheet.canvas.rect(x, sheet.height - 146, 165, 72)
    bottom = _items(sheet, say, paper, 180)
    sheet.canvas.rect(340, sheet.height - bottom - 90, 220, 80)
    _sums(sheet, say, paper, bottom + 26, label_at=350, amount_at=550)
    _bank(sheet, say, paper, 40, 770)
    return sheet.pdf(), _written(paper)


def slip(paper: Paper) -> Drawn:
    """A slip at the foot to pay with, which repeats account, amount and day."""
    say, sheet = Wording(paper, SET_C), Sheet(paper, paper.land.paper)
    party = paper.supplier
    sheet.put(50, 54, party.name, 14, bold=True)
    sheet.put(50, 68, f"{party.street} - {party.town} - {say('tax_number')} {party.tax_number}", 8)
    sheet.put(50, 104, f"{say(paper.kind)}", 13, bold=True)
    sheet.put(50, 122, f"{say(f'{paper.kind}_no')}: {paper.number}", 9)
    sheet.put(220, 122, f"{say('date')}: {paper.day(paper.issued)}", 9)
    for row, text in enumerate((say("to"), paper.customer.name, paper.customer.street, paper.customer.town)):
        sheet.put(380, 104 + row * 12, text, 9)
    bottom = _items(sheet, say, paper, 190)
    _sums(sheet, say, paper, bottom + 18, label_at=390, amount_at=545)
    sheet.rule(30, 640, 565)
    total = paper.money(paper.net + paper.tax)
    rows = [(say("total"), total), _when(say, paper)]
    for row, (label, value) in enumerate(rows):
        sheet.put(50, 668 + row * 28, label, 7)
        sheet.put(50, 680 + row * 28, value, 10)
    sheet.put(300, 668, party.name, 9)
    _bank(sheet, say, paper, 300, 684)
    return sheet.pdf(), _written(paper)


def small_ticket(paper: Paper) -> Drawn:
    """A receipt with its head at the foot: the shop's name last, the date in the first line."""
    say = Wording(paper, SET_C)
    sheet = Sheet(paper, (72 * MM, (112 + 6 * len(paper.items)) * MM))
    middle, right = sheet.width / 2, sheet.width - 12
    sheet.put(12, 26, f"{paper.day(paper.issued)}", 8)
    sheet.put(right, 26, f"{say('receipt_no')} {paper.number}", 8, right=True)
    sheet.put(middle, 46, say("receipt"), 10, bold=True, centre=True)
    y = 66.0
    for item in paper.items:
        gross = item.net + item.net * item.rate / 100
        sheet.put(12, y, f"{item.name}"[:24], 8)
        sheet.put(right, y, paper.money(gross, sign=False), 8, right=True)
        y += 12
    sheet.put(12, y + 12, f"{say('total')}", 11, bold=True)
    sheet.put(right, y + 12, paper.money(paper.net + paper.tax), 11, bold=True, right=True)
    for rate, net, tax in paper.by_rate:
        text = (
            f"{say('included')} {paper.percent(rate)}: {paper.money(tax)} ({say('net')} {paper.money(net)})"
        )
        sheet.put(12, y + 28, text, 6.5)
        y += 11
    sheet.put(12, y + 36, say("cash"), 8)
    sheet.put(right, y + 36, paper.money(paper.net + paper.tax, sign=False), 8, right=True)
    party = paper.supplier
    for row, text in enumerate(
        (party.name, party.street, party.town, f"{say('tax_number')} {party.tax_number}")
    ):
        sheet.put(middle, y + 60 + row * 11, text, 8, bold=row == 0, centre=True)
    return sheet.pdf(), _written(paper) - {"iban", "due_date"}


def ruled(paper: Paper) -> Drawn:
    """A form: what the document is in a ruled table under its headings, the sums as its last rows, no sign of currency."""
    say, sheet = Wording(paper, SET_C), Sheet(paper, paper.land.paper)
    party = paper.supplier
    sheet.put(545, 56, party.name, 12, bold=True, right=True)
    sheet.put(545, 70, f"{party.street}, {party.town}", 8, right=True)
    sheet.put(545, 82, f"{say('tax_number')} {party.tax_number}", 8, right=True)
    sheet.put(50, 60, say(paper.kind).upper(), 16, bold=True)
    for row, text in enumerate((say("to"), paper.customer.name, paper.customer.street, paper.customer.town)):
        sheet.put(50, 110 + row * 12, text, 9)
    heads = [
        (say(f"{paper.kind}_no"), paper.number),
        (say("date"), paper.day(paper.issued)),
        _when(say, paper),
    ]
    for column, (label, value) in enumerate(heads):
        x = 50 + column * 165
        sheet.canvas.rect(x, sheet.height - 212, 165, 34)
        sheet.put(x + 82, 190, label, 7.5, bold=True, centre=True)
        sheet.put(x + 82, 206, value, 9, centre=True)
    sheet.put(545, 236, f"{say('amount')} {paper.land.currency}", 8, bold=True, right=True)
    bottom = _items(sheet, say, paper, 250)
    _sums(sheet, say, paper, bottom + 16, label_at=50, amount_at=545, sign=False)
    _bank(sheet, say, paper, 50, 780)
    return sheet.pdf(), _written(paper)


LAYOUTS = (subject, boxes, slip, small_ticket, ruled)


def _terms(say: Wording, paper: Paper) -> str:
    return say("terms").format(days=(paper.due - paper.issued).days)


def _when(say: Wording, paper: Paper) -> tuple[str, str]:
    """When it is due, or what a credit note is about."""
    if paper.kind == "invoice":
        return say("due"), paper.day(paper.due)
    return say("original"), paper.other_number


def _items(sheet: Sheet, say: Wording, paper: Paper, y: float) -> float:
    columns = (50, 330, 430, 545)
    for column, head in enumerate(say.all("items")):
        sheet.put(columns[column], y, head, 8, bold=True, right=column > 0)
    for item in paper.items:
        y += 15
        amounts = (paper.money(item.price, sign=False), paper.money(item.net, sign=False))
        for column, text in enumerate((item.name, str(item.quantity), *amounts)):
            sheet.put(columns[column], y, text, right=column > 0)
    return y + 6


def _sums(
    sheet: Sheet,
    say: Wording,
    paper: Paper,
    y: float,
    *,
    label_at: float,
    amount_at: float,
    sign: bool = True,
) -> float:
    taxes = [(f"{say('tax')} {paper.percent(rate)}", tax) for rate, _, tax in paper.by_rate]
    for label, amount in [(say("net"), paper.net), *taxes, (say("total"), paper.net + paper.tax)]:
        sheet.put(label_at, y, label, 9.5)
        sheet.put(amount_at, y, paper.money(amount, sign=sign), 9.5, right=True)
        y += 15
    return y


def _bank(sheet: Sheet, say: Wording, paper: Paper, x: float, y: float) -> None:
    if paper.iban:
        sheet.put(x, y, f"{say('bank')} {paper.iban_in_fours()}", 8)


def _written(paper: Paper) -> set[str]:
    fields = {"supplier", "number", "date", "currency", "net", "tax", "total", "kind", "language"}
    return fields | ({"due_date"} if paper.kind == "invoice" else set()) | ({"iban"} if paper.iban else set())
