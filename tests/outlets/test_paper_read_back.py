"""What Tenure writes, Tenure reads: an electronic invoice of one firm is a document of another (R20, R46)."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from tenure.core.invoicing import InvoiceKind, LineItem, totals_of
from tenure.core.money import from_minor
from tenure.core.reading.reading import Field
from tenure.outlets.electronic_invoice import Party, as_data, with_data
from tenure.outlets.extraction.extracted import Extracted
from tenure.outlets.extraction.reader import Reader
from tenure.outlets.pdf.invoice import invoice_pdf
from tenure.outlets.pdf.papers import InvoicePaper, PaperLine, Sender


def test_a_paper_with_data_is_read_to_the_cent() -> None:
    item = LineItem(quantity=Decimal("2.5"), unit_price=Decimal("49.99"), tax_rate=Decimal(20))
    totals = totals_of([item], "EUR")
    line = PaperLine(
        description="Consulting", quantity=item.quantity, unit_price=item.unit_price, tax_rate=item.tax_rate,
        net=item.net("EUR"),
    )  # fmt: skip
    paper = InvoicePaper(
        kind=InvoiceKind.INVOICE, number="INV-000042", currency="EUR", buyer=("Mill Lane",), lines=(line,),
        rates=totals.rates, net=totals.net, tax=totals.tax, total=totals.total, paid=0,
        sender=Sender(name="Ateliers Delmas", iban="FR7630006000011234567890189"), locale="en",
        issued_on=date(2026, 3, 31), due_on=date(2026, 4, 14),
    )  # fmt: skip
    seller = Party(name="Ateliers Delmas", country="FR", vat="FR40303265045")
    data = as_data(paper, seller=seller, buyer=Party(name="Mill Lane", country="DE"))
    pdf = with_data(invoice_pdf(paper, electronic=True), data, paper, title="Invoice")
    with Reader() as reader:
        found = reader.read(BytesIO(pdf))
    assert isinstance(found, Extracted)
    read = {field: found.reading.fields[field].value for field in (Field.NUMBER, Field.DATE, Field.DUE_DATE)}
    assert read == {Field.NUMBER: "INV-000042", Field.DATE: "2026-03-31", Field.DUE_DATE: "2026-04-14"}
    sums = [Decimal(found.reading.fields[field].value) for field in (Field.NET, Field.TAX, Field.TOTAL)]
    assert sums == [from_minor(units, "EUR") for units in (totals.net, totals.tax, totals.total)]
    assert found.reading.adds_up
