"""An invoice on paper: what stands on it, however long, foreign or hostile its words are (R46)."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import facturx
import pypdfium2
import pytest
from pypdf import PdfReader

from tenure.core.billing import Days
from tenure.core.invoicing import InvoiceKind, LineItem, totals_of
from tenure.core.money import from_minor
from tenure.outlets.electronic_invoice import Party, as_data, with_data
from tenure.outlets.pdf.fonts import in_fonts, wrapped
from tenure.outlets.pdf.invoice import invoice_pdf
from tenure.outlets.pdf.papers import InvoicePaper, Mark, PaperLine, Sender, StatementPaper, StatementRow
from tenure.outlets.pdf.payment_code import transfer
from tenure.outlets.pdf.right_to_left import visual
from tenure.outlets.pdf.statement import statement_pdf

# It publishes no types.
FACTUR_X: Any = facturx
MARCH = Days(first=date(2026, 3, 1), end=date(2026, 4, 1))
SENDER = Sender(
    name="Ateliers Delmas SARL",
    address=("14 rue des Tanneurs", "31000 Toulouse", "France"),
    tax_number="FR40303265045",
    company_number="303 265 045",
    email="factures@delmas.example",
    phone="05 61 00 00 00",
    iban="FR7630006000011234567890189",
    bic="AGRIFRPP",
    terms="Payment within 14 days.",
)
SELLER = Party(name="Ateliers Delmas SARL", country="FR", vat="FR40303265045")
BUYER = Party(name="Mill Lane", country="DE", lines=("Hauptstr. 1",), city="Berlin", postal_code="10115")
HOSTILE = (
    "<b>bold</b> & <script>alert(1)</script> \x00\x07\x1b[31m %(x)s {{ x }} \\ ) ( ' \" \u202e\u200f\ufeff",
    "x" * 5_000,
    "שלום עולם (مرحبا بالعالم) 你好世界 こんにちは 안녕하세요 ไทย हिन्दी 🎉👨‍👩‍👧",
    "line\nline\r\nline\u2028line\tend",
    "\ud7ff\ue000\ufffd\U0010fffd",
    " ",
)


def paper(*items: LineItem, currency: str = "EUR", **what: Any) -> InvoicePaper:  # noqa: ANN401 - of any field
    lines = items or (LineItem(quantity=Decimal(2), unit_price=Decimal("49.50"), tax_rate=Decimal(20)),)
    totals = totals_of(lines, currency)
    made = InvoicePaper(
        kind=InvoiceKind.INVOICE,
        number="INV-000042",
        currency=currency,
        buyer=("Mill Lane Foods", "12 Mill Lane", "London"),
        lines=tuple(
            PaperLine(
                description=f"Service {place}",
                quantity=line.quantity,
                unit_price=line.unit_price,
                tax_rate=line.tax_rate,
                net=line.net(currency),
                days=MARCH,
            )
            for place, line in enumerate(lines, 1)
        ),
        rates=totals.rates,
        net=totals.net,
        tax=totals.tax,
        total=totals.total,
        paid=0,
        sender=SENDER,
        locale="en",
        issued_on=date(2026, 3, 31),
        due_on=date(2026, 4, 14),
        period=MARCH,
    )
    return replace(made, **what)


def pages_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_everything_that_an_invoice_says_stands_on_it() -> None:
    (page,) = pages_of(
        invoice_pdf(paper(reference="C-1042", buyer_tax_number="GB980780684", note="Thank you."))
    )
    for words in (
        "Ateliers Delmas SARL", "14 rue des Tanneurs", "Mill Lane Foods", "INV-000042", "31 March 2026",
        "14 April 2026", "Service 1", "49.50", "20 %", "99.00", "19.80", "118.80 EUR", "C-1042", "GB980780684",
        "Thank you.", "Please pay 118.80 EUR by 14 April 2026.", "FR76 3000 6000 0112 3456 7890 189", "AGRIFRPP",
        "Payment within 14 days.", "Tax number: FR40303265045", "Page 1 of 1",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        ({"paid": 1880}, "Still to be paid", "This invoice is paid"),
        ({"paid": 11880}, "This invoice is paid. Thank you.", "Please pay"),
        ({"mark": Mark.VOID}, "VOID", "Please pay"),
        ({"mark": Mark.DRAFT, "number": "", "issued_on": None, "due_on": None}, "DRAFT", "Please pay"),
        ({"kind": InvoiceKind.CREDIT_NOTE, "corrects": "INV-000001"}, "Credit note", "Due on"),
    ],
)
def test_what_is_to_be_paid_follows_from_what_it_is(changes: dict[str, Any], said: str, unsaid: str) -> None:
    (page,) = pages_of(invoice_pdf(paper(**changes)))
    assert said in page
    assert unsaid not in page


def test_five_hundred_lines_carry_their_sum_from_page_to_page() -> None:
    price = Decimal("3.33")
    pages = pages_of(
        invoice_pdf(paper(*[LineItem(quantity=Decimal(1), unit_price=price, tax_rate=Decimal(20))] * 500))
    )
    assert len(pages) > 10
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    for before, after in pairwise(pages):
        carried = re.findall(r"Carried over: ([\d.,]+)", before)
        if carried:
            assert re.findall(r"Carried over: ([\d.,]+)", after)[0] == carried[-1]
            assert "Description" in after
    assert sum(page.count("\nService ") + page.startswith("Service ") for page in pages) == 500
    assert "1,998.00 EUR" in pages[-1]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_the_paper(words: str) -> None:
    line = replace(paper().lines[0], description=words)
    made = paper(
        lines=(line,), buyer=(words, words), note=words, reference=words, number="INV-000042",
        sender=replace(SENDER, name=words or "x", terms=words, address=(words,), tax_number=words),
    )  # fmt: skip
    pages = pages_of(invoice_pdf(made))
    assert "118.80 EUR" in "".join(pages)
    data = as_data(made, seller=replace(SELLER, name=words), buyer=replace(BUYER, name=words, lines=(words,)))
    assert FACTUR_X.xml_check_xsd(data)


@pytest.mark.parametrize(
    ("currency", "shown"), [("JPY", "1,234 JPY"), ("KWD", "1,234.000 KWD"), ("EUR", "1,234.00 EUR")]
)
def test_a_currency_has_its_own_decimals(currency: str, shown: str) -> None:
    item = LineItem(quantity=Decimal(1), unit_price=Decimal(1234), tax_rate=Decimal(0))
    (page,) = pages_of(invoice_pdf(paper(item, currency=currency)))
    assert shown in page


def test_a_customer_reads_it_in_its_language() -> None:
    item = LineItem(quantity=Decimal("2.5"), unit_price=Decimal("1234.5"), tax_rate=Decimal("5.5"))
    page = "".join(pages_of(invoice_pdf(paper(item, locale="fr"))))
    assert "31 mars 2026" in page
    assert "3 086,25" in " ".join(re.split(r"[ \u00a0\u202f]", page))


def test_every_font_is_in_the_file() -> None:
    reader: Any = PdfReader(BytesIO(invoice_pdf(paper(note="Ω Ж שלום"))))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]


def test_the_code_to_pay_with_follows_the_guideline() -> None:
    content = transfer(name="  A\nB ", iban="FR76", bic="", units=11880, text="INV-1\nx")
    assert content.split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "A B",
        "FR76",
        "EUR118.80",
        "",
        "",
        "INV-1 x",
    ]
    assert transfer(name="A", iban="", bic="", units=1, text="") == ""
    assert transfer(name="A", iban="FR76", bic="", units=0, text="") == ""


def test_hebrew_and_arabic_run_to_the_left_and_arabic_letters_join() -> None:
    assert visual("abc") == "abc"
    assert visual("A (שלום) B") == "A (םולש) B"
    assert visual("سلام").startswith("\ufee1")
    assert [font for font, _piece in in_fonts("Ж שלום 你好 한국")] == [
        "Inter-Regular", "DejaVuSans", "Inter-Regular", "STSong-Light", "Inter-Regular", "HYGothic-Medium",
    ]  # fmt: skip
    assert wrapped("one two", 1_000, 9) == ["one two"]


def test_data_and_paper_agree_to_the_cent() -> None:
    items = [
        LineItem(quantity=Decimal("0.333"), unit_price=Decimal("9.9999"), tax_rate=Decimal(20)),
        LineItem(quantity=Decimal(3), unit_price=Decimal("-1.005"), tax_rate=Decimal("5.5")),
        LineItem(quantity=Decimal("12.5"), unit_price=Decimal("17.77"), tax_rate=Decimal(0)),
    ]
    made = paper(*items, paid=500)
    data = as_data(made, seller=SELLER, buyer=BUYER)
    tree = ET.fromstring(data)  # noqa: S314 - our own

    def sums(path: str) -> list[Decimal]:
        return [Decimal(node.text or "") for node in tree.findall(f".//{{*}}{path}")]

    def money(units: int) -> Decimal:
        return from_minor(units, "EUR")

    assert sums("SpecifiedTradeSettlementLineMonetarySummation/{*}LineTotalAmount") == [
        money(line.net) for line in made.lines
    ]
    assert sums("GrandTotalAmount") == [money(made.total)]
    assert sums("TaxTotalAmount") == [money(made.tax)]
    assert sums("DuePayableAmount") == [money(made.total - 500)]
    assert sorted(sums("CalculatedAmount")) == sorted(money(one.tax) for one in made.rates)
    assert sum(sums("BasisAmount")) == money(made.net)
    assert min(sums("ChargeAmount")) >= 0, "a price is never negative; the quantity is"


def test_the_data_are_in_a_pdf_for_archives() -> None:
    made = paper()
    pdf = with_data(
        invoice_pdf(made, electronic=True), as_data(made, seller=SELLER, buyer=BUYER), made, title="Invoice"
    )
    name, data = FACTUR_X.get_facturx_xml_from_pdf(BytesIO(pdf))
    assert (name, b"INV-000042" in data) == ("factur-x.xml", True)
    root: Any = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    described = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in described
    assert "EN 16931" in described


def test_a_statement_tells_what_was_billed_and_paid() -> None:
    rows = tuple(
        StatementRow(
            day=date(2026, 3, 1 + n % 28), words=f"Invoice INV-{n:06d}", amount=100 * (-1) ** n, balance=n % 2
        )
        for n in range(120)
    )  # fmt: skip
    made = StatementPaper(
        currency="EUR", buyer=("Mill Lane",), first=date(2026, 3, 1), last=date(2026, 3, 31), opening=0,
        closing=12345, rows=rows, sender=SENDER, locale="en", made_on=date(2026, 4, 1),
        open_invoices=(("INV-000001", date(2026, 4, 14), 12345),),
    )  # fmt: skip
    pages = pages_of(statement_pdf([made, replace(made, currency="GBP")]))
    assert len(pages) > 2
    assert "123.45 GBP" in pages[-1]
    assert "123.45 EUR" in "".join(pages)
    assert "INV-000119" in "".join(pages)
