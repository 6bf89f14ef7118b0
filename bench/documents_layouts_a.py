"""Five layouts that the rules were tuned on: classic, letter, band, till roll, modern."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from bench.documents_papers import Paper
from bench.documents_words import SET_A, Wording

MM = 72 / 25.4
FONTS = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"))


class Sheet:
    """A page that is written from the top left corner."""

    def __init__(self, paper: Paper, size: tuple[float, float]) -> None:
        self.file = BytesIO()
        self.width, self.height = size
        self.canvas = Canvas(self.file, pagesize=size)
        self.plain, self.bold = FONTS[paper.choice % len(FONTS)]

    def put(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 9,
        *,
        bold: bool = False,
        right: bool = False,
        centre: bool = False,
    ) -> None:
        """Writes `text` at a place; `right` and `centre` say what of it stands there."""
        self.canvas.setFont(self.bold if bold else self.plain, size)
        draw = (
            self.canvas.drawRightString
            if right
            else self.canvas.drawCentredString
            if centre
            else self.canvas.drawString
        )
        draw(x, self.height - y, text)

    def rule(self, x: float, y: float, to: float) -> None:
        """A thin line across."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x, self.height - y, to, self.height - y)

    def pdf(self) -> bytes:
        """The page as a file."""
        self.canvas.showPage()
        self.canvas.save()
        return self.file.getvalue()


def classic(paper: Paper) -> tuple[bytes, set[str]]:
    """Sender large at the left, labels and values at the right, totals under the amounts."""
    say, sheet = Wording(paper, SET_A), Sheet(paper, paper.land.paper)
    sheet.put(50, 60, paper.supplier.name, 16, bold=True)
    for row, text in enumerate(
        (
            paper.supplier.street,
            paper.supplier.town,
            f"{say('phone')} {paper.supplier.phone}",
            f"info@{paper.supplier.domain}",
        )
    ):
        sheet.put(50, 78 + row * 12, text)
    sheet.put(545, 64, say(paper.kind), 20, bold=True, right=True)
    rows = [
        (say(f"{paper.kind}_no"), paper.number),
        (say("date"), paper.day(paper.issued)),
        (say("due"), paper.day(paper.due)),
        (say("order"), paper.other_number),
    ]
    if paper.kind == "credit_note":
        rows[2] = (say("original"), f"{paper.issued.year}-{paper.other_number}")
    for row, (label, value) in enumerate(rows):
        sheet.put(380, 95 + row * 14, label + ":")
        sheet.put(545, 95 + row * 14, value, right=True)
    _customer(sheet, say, paper, 50, 165)
    bottom = _items(sheet, say, paper, 255)
    bottom = _totals(
        sheet, say, paper, bottom + 16, minus=paper.kind == "credit_note" and paper.choice % 3 == 0
    )
    sheet.put(50, bottom + 30, say("thanks"))
    _foot(sheet, say, paper, 780)
    return sheet.pdf(), _written(paper, due=paper.kind == "invoice")


def letter(paper: Paper) -> tuple[bytes, set[str]]:
    """A business letter: the sender small above the window, the customer without a label, the number in the title."""
    say, sheet = Wording(paper, SET_A), Sheet(paper, paper.land.paper)
    sheet.put(57, 118, f"{paper.supplier.name} · {paper.supplier.street} · {paper.supplier.town}", 6.5)
    for row, text in enumerate((paper.customer.name, paper.customer.street, paper.customer.town)):
        sheet.put(57, 138 + row * 13, text, 10)
    rows = [
        (say("date"), paper.day(paper.issued)),
        (say("customer_no"), paper.other_number),
        (say("tax_number"), paper.supplier.tax_number),
    ]
    for row, (label, value) in enumerate(rows):
        sheet.put(370, 138 + row * 14, label)
        sheet.put(460, 138 + row * 14, value)
    sheet.put(
        57,
        250,
        f"{say(f'{paper.kind}_no').rstrip('.#: ') if paper.choice % 2 and paper.kind == 'invoice' else say(paper.kind)} {paper.number}",
        14,
        bold=True,
    )
    bottom = _items(sheet, say, paper, 285)
    bottom = _totals(sheet, say, paper, bottom + 16)
    if paper.kind == "invoice":
        sheet.put(57, bottom + 26, f"{say('due')}: {paper.day(paper.due)}")
    for row, text in enumerate((paper.supplier.name, paper.supplier.street, paper.supplier.town)):
        sheet.put(57, 770 + row * 10, text, 7)
    sheet.put(250, 770, f"{say('phone')} {paper.supplier.phone}", 7)
    sheet.put(250, 780, f"www.{paper.supplier.domain}", 7)
    if paper.iban:
        sheet.put(400, 770, f"{say('account')} {paper.iban_in_fours()}", 7)
    return sheet.pdf(), _written(paper, due=paper.kind == "invoice")


def band(paper: Paper) -> tuple[bytes, set[str]]:
    """Labels in a band with the values under them, and the totals in another."""
    say, sheet = Wording(paper, SET_A), Sheet(paper, paper.land.paper)
    sheet.put(545, 60, paper.supplier.name, 13, bold=True, right=True)
    for row, text in enumerate(
        (paper.supplier.street, paper.supplier.town, f"{say('tax_number')} {paper.supplier.tax_number}")
    ):
        sheet.put(545, 75 + row * 12, text, right=True)
    sheet.put(50, 66, say(paper.kind), 22, bold=True)
    _customer(sheet, say, paper, 50, 110)
    heads = [
        (say(f"{paper.kind}_no"), paper.number),
        (say("date"), paper.day(paper.issued)),
        (say("customer_no"), paper.other_number),
    ]
    if paper.kind == "invoice":
        heads.insert(2, (say("due"), paper.day(paper.due)))
    sheet.rule(50, 186, 545)
    for column, (label, value) in enumerate(heads):
        sheet.put(55 + column * 122, 198, label, 8, bold=True)
        sheet.put(55 + column * 122, 213, value, 9)
    sheet.rule(50, 219, 545)
    bottom = _items(sheet, say, paper, 250)
    heads = [
        (say("net"), paper.money(paper.net)),
        (say("tax"), paper.money(paper.tax)),
        (say("total"), paper.money(paper.net + paper.tax)),
    ]
    for column, (label, value) in enumerate(heads):
        sheet.put(305 + column * 120, bottom + 20, label, 8, bold=True, right=True)
        sheet.put(305 + column * 120, bottom + 36, value, 10, right=True, bold=column == 2)
    _foot(sheet, say, paper, 790)
    return sheet.pdf(), _written(paper, due=paper.kind == "invoice")


def till_roll(paper: Paper) -> tuple[bytes, set[str]]:
    """A receipt on a narrow roll; prices hold the tax, which is summed up by rate under the total."""
    say = Wording(paper, SET_A)
    sheet = Sheet(paper, (80 * MM, (120 + 7 * len(paper.items)) * MM))
    middle, right = sheet.width / 2, sheet.width - 14
    sheet.put(middle, 30, paper.supplier.name, 11, bold=True, centre=True)
    for row, text in enumerate(
        (paper.supplier.street, paper.supplier.town, f"{say('tax_number')} {paper.supplier.tax_number}")
    ):
        sheet.put(middle, 44 + row * 11, text, 8, centre=True)
    sheet.put(middle, 88, say("receipt"), 10, bold=True, centre=True)
    sheet.put(14, 106, f"{say('receipt_no')} {paper.number}", 8)
    sheet.put(right, 106, f"{paper.day(paper.issued)} 14:0{paper.choice % 10}", 8, right=True)
    y = 124.0
    for item in paper.items:
        sheet.put(14, y, f"{item.quantity} x {item.name}", 8)
        sheet.put(right, y, paper.money(item.net, sign=False), 8, right=True)
        y += 12
    sheet.rule(14, y, right)
    sheet.put(14, y + 14, say("total"), 11, bold=True)
    sheet.put(right, y + 14, paper.money(paper.net + paper.tax), 11, bold=True, right=True)
    sheet.put(14, y + 30, say("card"), 8)
    sheet.put(right, y + 30, paper.money(paper.net + paper.tax, sign=False), 8, right=True)
    _by_rate(sheet, say, paper, (14, 100, right), y + 50)
    sheet.put(middle, y + 110, say("thanks"), 8, centre=True)
    return sheet.pdf(), _written(paper, due=False) - {"iban"}


def modern(paper: Paper) -> tuple[bytes, set[str]]:
    """Sender and customer in two columns, amounts with the code of the currency, tax by rate in a table."""
    say, sheet = Wording(paper, SET_A), Sheet(paper, paper.land.paper)
    sheet.put(50, 70, say(paper.kind), 28, bold=True)
    sheet.put(50, 92, f"{say(f'{paper.kind}_no')} {paper.number}", 10)
    sheet.put(300, 92, f"{say('date')}: {paper.day(paper.issued)}", 10)
    for column, (label, party) in enumerate(((say("from"), paper.supplier), (say("to"), paper.customer))):
        sheet.put(50 + column * 250, 125, label, 8, bold=True)
        for row, text in enumerate((party.name, party.street, party.town, party.tax_number)):
            sheet.put(50 + column * 250, 140 + row * 12, text)
    bottom = _items(sheet, say, paper, 225)
    _by_rate(sheet, say, paper, (50, 160, 240), bottom + 20)
    for row, (label, amount) in enumerate(
        ((say("net"), paper.net), (say("tax"), paper.tax), (say("total"), paper.net + paper.tax))
    ):
        sheet.put(400, bottom + 20 + row * 15, label, 10, bold=row == 2)
        sheet.put(
            545,
            bottom + 20 + row * 15,
            f"{paper.land.currency} {paper.money(amount, sign=False)}",
            10,
            right=True,
            bold=row == 2,
        )
    if paper.kind == "invoice":
        sheet.put(50, bottom + 90, f"{say('due')}: {paper.day(paper.due)}")
    _foot(sheet, say, paper, 790)
    return sheet.pdf(), _written(paper, due=paper.kind == "invoice")


LAYOUTS = (classic, letter, band, till_roll, modern)


def _customer(sheet: Sheet, say: Wording, paper: Paper, x: float, y: float) -> None:
    sheet.put(x, y, say("to"), 8, bold=True)
    for row, text in enumerate((paper.customer.name, paper.customer.street, paper.customer.town)):
        sheet.put(x, y + 14 + row * 12, text)


def _items(sheet: Sheet, say: Wording, paper: Paper, y: float) -> float:
    columns = (50, 290, 380, 440, 545)
    for column, head in enumerate(say.all("items")):
        sheet.put(columns[column], y, head, 8, bold=True, right=column > 0)
    sheet.rule(50, y + 4, 545)
    for item in paper.items:
        y += 16
        row = (
            item.name,
            str(item.quantity),
            paper.money(item.price, sign=False),
            paper.percent(item.rate),
            paper.money(item.net, sign=False),
        )
        for column, text in enumerate(row):
            sheet.put(columns[column], y, text, right=column > 0)
    sheet.rule(50, y + 6, 545)
    return y + 6


def _totals(sheet: Sheet, say: Wording, paper: Paper, y: float, *, minus: bool = False) -> float:
    taxes = [(f"{say('tax')} {paper.percent(rate)}", tax) for rate, _, tax in paper.by_rate]
    for label, amount in [(say("net"), paper.net), *taxes]:
        sheet.put(400, y, label)
        sheet.put(545, y, paper.money(amount, minus=minus), right=True)
        y += 14
    sheet.put(400, y + 2, say("total"), 11, bold=True)
    sheet.put(545, y + 2, paper.money(paper.net + paper.tax, minus=minus), 11, bold=True, right=True)
    return y + 2


def _by_rate(sheet: Sheet, say: Wording, paper: Paper, columns: tuple[float, float, float], y: float) -> None:
    for x, head, flush in zip(columns, say.all("rate"), (False, True, True), strict=True):
        sheet.put(x, y, head, 8, bold=True, right=flush)
    for row, (rate, net, tax) in enumerate(paper.by_rate, start=1):
        values = (paper.percent(rate), paper.money(net, sign=False), paper.money(tax, sign=False))
        for x, value, flush in zip(columns, values, (False, True, True), strict=True):
            sheet.put(x, y + row * 12, value, 8, right=flush)


def _foot(sheet: Sheet, say: Wording, paper: Paper, y: float) -> None:
    bank = f"{say('account')}: {paper.iban_in_fours()}   " if paper.iban else ""
    sheet.put(
        sheet.width / 2, y - 11, f"{bank}{say('tax_number')} {paper.supplier.tax_number}", 7.5, centre=True
    )
    sheet.put(sheet.width / 2, y, say("page"), 7, centre=True)


def _written(paper: Paper, *, due: bool) -> set[str]:
    fields = {"supplier", "number", "date", "currency", "net", "tax", "total", "kind", "language"}
    return fields | ({"due_date"} if due else set()) | ({"iban"} if paper.iban else set())
