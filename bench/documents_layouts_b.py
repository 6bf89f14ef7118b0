"""Five layouts drawn after the rules were done: sidebar, foot, deposit, card slip, printout."""

from decimal import Decimal

from bench.documents_layouts_a import MM, Sheet
from bench.documents_papers import Paper
from bench.documents_words import Wording
from bench.documents_words_b import SET_B


def sidebar(paper: Paper) -> tuple[bytes, set[str]]:
    """A column at the left holds the sender and, each under its label, number and dates; sums read like a sentence."""
    say, sheet = Wording(paper, SET_B), Sheet(paper, paper.land.paper)
    party = paper.supplier
    for row, text in enumerate(
        (
            party.name,
            party.street,
            party.town,
            party.phone,
            f"www.{party.domain}",
            say("tax_number"),
            party.tax_number,
        )
    ):
        sheet.put(36, 70 + row * 12, text, 8.5, bold=row == 0)
    heads = [(say(f"{paper.kind}_no"), paper.number), (say("date"), paper.day(paper.issued))]
    if paper.kind == "invoice":
        heads.append((say("due"), paper.day(paper.due)))
    for row, (label, value) in enumerate(heads):
        sheet.put(36, 190 + row * 36, label, 7.5)
        sheet.put(36, 203 + row * 36, value, 11, bold=True)
    sheet.put(230, 76, say(paper.kind), 24)
    for row, text in enumerate((say("to"), paper.customer.name, paper.customer.street, paper.customer.town)):
        sheet.put(230, 110 + row * 13, text)
    y = 200.0
    for item in paper.items:
        sheet.put(230, y, f"{item.quantity} x {item.name}")
        sheet.put(560, y, paper.money(item.net), right=True)
        y += 15
    y += 12
    for label, amount in _sums(say, paper):
        sheet.put(430, y, label, right=True)
        sheet.put(560, y, paper.money(amount), right=True)
        y += 15
    if paper.iban:
        sheet.put(230, y + 30, f"{say('bank')} {paper.iban_in_fours()}")
    return sheet.pdf(), _written(paper)


def foot(paper: Paper) -> tuple[bytes, set[str]]:
    """The customer at the head; title, number and date in one line; the sender only in the small print at the foot."""
    say, sheet = Wording(paper, SET_B), Sheet(paper, paper.land.paper)
    for row, text in enumerate(
        (say("to") + ":", paper.customer.name, paper.customer.street, paper.customer.town)
    ):
        sheet.put(60, 70 + row * 13, text, 10)
    sheet.put(sheet.width / 2, 170, say(paper.kind).upper(), 18, bold=True, centre=True)
    sheet.put(
        sheet.width / 2,
        192,
        f"{say(f'{paper.kind}_no')} {paper.number}  |  {say('date')} {paper.day(paper.issued)}",
        10,
        centre=True,
    )
    bottom = _table(sheet, say, paper, 230)
    y = bottom + 18
    for label, amount in _sums(say, paper):
        sheet.put(330, y, label)
        sheet.put(540, y, paper.money(amount), right=True)
        y += 15
    if paper.kind == "invoice":
        sheet.put(60, y + 20, f"{say('due')} {paper.day(paper.due)}.")
    party = paper.supplier
    sheet.put(
        sheet.width / 2, 790, f"{party.name} | {party.street} | {party.town} | {party.phone}", 7, centre=True
    )
    account = f"{say('account_name')}: {party.name}, IBAN {paper.iban_in_fours()} | " if paper.iban else ""
    sheet.put(
        sheet.width / 2,
        800,
        f"{account}{say('tax_number')} {party.tax_number} | {say('reg')} {paper.other_number}",
        7,
        centre=True,
    )
    return sheet.pdf(), _written(paper)


def deposit(paper: Paper) -> tuple[bytes, set[str]]:
    """Each item with its tax and gross; a deposit is taken off under the total; another date stands beside."""
    say, sheet = Wording(paper, SET_B), Sheet(paper, paper.land.paper)
    sheet.put(297, 56, paper.supplier.name, 15, bold=True, centre=True)
    sheet.put(297, 72, f"{paper.supplier.street}, {paper.supplier.town}", 8, centre=True)
    sheet.put(297, 84, f"{say('tax_number')}: {paper.supplier.tax_number}", 8, centre=True)
    sheet.put(50, 120, f"{say(paper.kind)}", 14, bold=True)
    rows = [
        (say(f"{paper.kind}_no"), paper.number),
        (say("delivered"), paper.day(paper.issued.replace(day=1))),
        (say("date"), paper.day(paper.issued)),
    ]
    rows.append(
        (say("due"), paper.day(paper.due))
        if paper.kind == "invoice"
        else (say("original"), paper.other_number)
    )
    for row, (label, value) in enumerate(rows):
        sheet.put(50, 140 + row * 13, f"{label}: {value}")
    for row, text in enumerate((say("to"), paper.customer.name, paper.customer.street, paper.customer.town)):
        sheet.put(350, 120 + row * 13, text)
    bottom = _table(sheet, say, paper, 230)
    total = paper.net + paper.tax
    lines = [*_sums(say, paper)]
    if paper.kind == "invoice":
        part = (total / 4).quantize(total)
        lines += [(say("deposit"), -part), (say("rest"), total - part)]
    y = bottom + 18
    for label, amount in lines:
        sheet.put(360, y, label)
        sheet.put(545, y, paper.money(abs(amount), minus=amount < 0), right=True)
        y += 14
    if paper.iban:
        sheet.put(50, 770, f"{say('bank')} {paper.iban} ({paper.supplier.name})", 8)
    return sheet.pdf(), _written(paper)


def card_slip(paper: Paper) -> tuple[bytes, set[str]]:
    """A receipt from a card terminal: capitals, the tax in one sentence, the date at the end."""
    say = Wording(paper, SET_B)
    sheet = Sheet(paper, (74 * MM, (105 + 6 * len(paper.items)) * MM))
    sheet.plain, sheet.bold = "Courier", "Courier-Bold"
    for row, text in enumerate(
        (paper.supplier.name.upper(), paper.supplier.street, paper.supplier.town, paper.supplier.phone)
    ):
        sheet.put(12, 28 + row * 11, text, 8, bold=row == 0)
    sheet.put(12, 84, f"{say('receipt')} {paper.number}", 8)
    y = 104.0
    for item in paper.items:
        gross = item.net + item.net * item.rate / 100
        sheet.put(12, y, f"{item.quantity} {item.name}"[:24], 8)
        sheet.put(198, y, paper.money(gross, sign=False), 8, right=True)
        y += 12
    sheet.put(12, y + 12, f"TOTAL {paper.land.currency}", 10, bold=True)
    sheet.put(198, y + 12, paper.money(paper.net + paper.tax, sign=False), 10, bold=True, right=True)
    for rate, _, tax in paper.by_rate:
        sheet.put(12, y + 28, f"{say('included')} {paper.percent(rate)}", 8)
        sheet.put(198, y + 28, paper.money(tax, sign=False), 8, right=True)
        y += 12
    sheet.put(12, y + 36, say("cash"), 8)
    sheet.put(198, y + 36, paper.money(paper.net + paper.tax, sign=False), 8, right=True)
    sheet.put(12, y + 52, f"{say('tax_number')} {paper.supplier.tax_number}", 7)
    sheet.put(12, y + 68, f"{paper.day(paper.issued)}  09:4{paper.choice % 10}", 8)
    return sheet.pdf(), _written(paper) - {"iban", "due_date"}


def printout(paper: Paper) -> tuple[bytes, set[str]]:
    """Out of an old program: one typeface, capitals, dots as leaders, the currency named once."""
    say, sheet = Wording(paper, SET_B), Sheet(paper, paper.land.paper)
    sheet.plain, sheet.bold = "Courier", "Courier-Bold"
    party = paper.supplier
    rows = [
        party.name.upper(),
        party.street.upper(),
        party.town.upper(),
        "",
        f"*** {say(paper.kind).upper()} ***",
        "",
    ]
    labels = [
        (say(f"{paper.kind}_no"), paper.number),
        (say("date"), paper.day(paper.issued)),
        (say("currency"), paper.land.currency),
    ]
    if paper.kind == "invoice":
        labels.insert(2, (say("due"), paper.day(paper.due)))
    rows += [f"{label.upper():.<34} {value}" for label, value in labels]
    rows += [
        "",
        say("to").upper(),
        f"  {paper.customer.name}",
        f"  {paper.customer.street}",
        f"  {paper.customer.town}",
        "",
    ]
    rows += [
        f"{item.name[:30]:30}{item.quantity:>6}{paper.money(item.price, sign=False):>14}{paper.money(item.net, sign=False):>16}"
        for item in paper.items
    ]
    rows += [""]
    rows += [
        f"{label.upper():.<48} {paper.money(amount, sign=False):>17}" for label, amount in _sums(say, paper)
    ]
    rows += [
        "",
        f"{say('tax_number').upper()} {party.tax_number}",
        f"IBAN {paper.iban}" if paper.iban else "",
    ]
    for row, text in enumerate(rows):
        sheet.put(60, 70 + row * 14, text, 9.5)
    return sheet.pdf(), _written(paper)


LAYOUTS = (sidebar, foot, deposit, card_slip, printout)


def _sums(say: Wording, paper: Paper) -> list[tuple[str, Decimal]]:
    taxes = [(f"{say('tax')} {paper.percent(rate)}", tax) for rate, _, tax in paper.by_rate]
    return [(say("net"), paper.net), *taxes, (say("total"), paper.net + paper.tax)]


def _table(sheet: Sheet, say: Wording, paper: Paper, y: float) -> float:
    columns = (50, 270, 340, 410, 475, 545)
    for column, head in enumerate(say.all("items")):
        sheet.put(columns[column], y, head, 8, bold=True, right=column > 0)
    for item in paper.items:
        y += 15
        tax = (item.net * item.rate / 100).quantize(item.net)
        row = (
            item.name,
            str(item.quantity),
            *(paper.money(amount, sign=False) for amount in (item.price, item.net, tax, item.net + tax)),
        )
        for column, text in enumerate(row):
            sheet.put(columns[column], y, text, right=column > 0)
    return y + 6


def _written(paper: Paper) -> set[str]:
    fields = {"supplier", "number", "date", "currency", "net", "tax", "total", "kind", "language"}
    return fields | ({"due_date"} if paper.kind == "invoice" else set()) | ({"iban"} if paper.iban else set())
