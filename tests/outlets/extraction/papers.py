"""Documents made for the tests: everything that is read here is written here."""

import base64
import io
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "Birch & Sons GmbH",
    "Rechnung Nr. RE-2026-0417",
    "Datum: 14.03.2026   Fällig: 13.04.2026",
    "Kunde: Acme Bäckerei, Straße der Größe 7",
    "Beratung im März, vier Stunden zu je 259,36 €",
    "Netto 1.037,45 €   USt 19% 197,12 €",
    "Gesamt 1.234,57 €",
    "IBAN DE89 3704 0044 0532 0130 00",
)
# Comes with reportlab; the one of PIL has no umlauts.
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
A4 = (595.28, 841.89)


def pdf(*pages: Sequence[str], turn: int = 0, password: str = "") -> bytes:
    """A PDF as a program writes it; each page a list of lines, seen with its text turned by `turn` with the clock."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, encrypt=password or None)
    for lines in pages or (LINES,):
        canvas.setFont("Helvetica", 11)
        for row, line in enumerate(lines):
            canvas.drawString(60, 780 - 24 * row, line)
        canvas.showPage()
    canvas.save()
    return _turned(target.getvalue(), turn) if turn else target.getvalue()


def _turned(content: bytes, turn: int) -> bytes:
    target = io.BytesIO()
    with closing(PdfDocument(content)) as document:
        for page in document:
            page.set_rotation(turn)
        document.save(target)
    return target.getvalue()


def pdf_with(xml: bytes, name: str = "factur-x.xml") -> bytes:
    """A PDF with an e-invoice attached."""
    target = io.BytesIO()
    with closing(PdfDocument(pdf())) as document:
        document.new_attachment(name).set_data(xml)
        document.save(target)
    return target.getvalue()


def scan(lines: Sequence[str] = LINES, *, size: tuple[int, int] = (850, 1200)) -> Image.Image:
    """A page as a scanner sees it."""
    page = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONT, 22)
    for row, line in enumerate(lines):
        pen.text((80, 90 + 48 * row), line, font=font, fill="black")
    return page


def picture(page: Image.Image | None = None, form: str = "PNG", **options: object) -> bytes:
    """The bytes of a picture."""
    target = io.BytesIO()
    (page or scan()).save(target, form, **options)
    return target.getvalue()


def scanned_pdf(page: Image.Image | None = None) -> bytes:
    """A PDF that is nothing but a picture."""
    return picture(page, "PDF", resolution=100.0)


def zipped(entries: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def cii(*, number: str = "RE-7", total: str = "119.00", code: str = "380") -> bytes:
    """An e-invoice in the language of Factur-X and ZUGFeRD."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
 <rsm:ExchangedDocument><ram:ID>{number}</ram:ID><ram:TypeCode>{code}</ram:TypeCode>
  <ram:IssueDateTime><udt:DateTimeString format="102">20260314</udt:DateTimeString></ram:IssueDateTime>
 </rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction>
  <ram:ApplicableHeaderTradeAgreement>
   <ram:SellerTradeParty><ram:Name>Birch &amp; Sons GmbH</ram:Name></ram:SellerTradeParty>
   <ram:BuyerTradeParty><ram:Name>Acme</ram:Name></ram:BuyerTradeParty>
  </ram:ApplicableHeaderTradeAgreement>
  <ram:ApplicableHeaderTradeSettlement>
   <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode>
    <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>DE89370400440532013000</ram:IBANID>
    </ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>
   <ram:ApplicableTradeTax><ram:CalculatedAmount>19.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>
    <ram:BasisAmount>100.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>
    <ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
   <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>
    <udt:DateTimeString format="102">20260413</udt:DateTimeString></ram:DueDateDateTime>
   </ram:SpecifiedTradePaymentTerms>
   <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    <ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>
    <ram:TaxTotalAmount currencyID="USD">20.00</ram:TaxTotalAmount>
    <ram:TaxTotalAmount currencyID="EUR">19.00</ram:TaxTotalAmount>
    <ram:GrandTotalAmount>{total}</ram:GrandTotalAmount>
   </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
  </ram:ApplicableHeaderTradeSettlement>
 </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>""".encode()


def ubl(root: str = "Invoice") -> bytes:
    """An e-invoice in the language of Peppol."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <cbc:ID>F-2026-88</cbc:ID><cbc:IssueDate>2026-03-14</cbc:IssueDate><cbc:DueDate>2026-04-13Z</cbc:DueDate>
 <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
 <cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Chez Zoé</cbc:Name></cac:PartyName>
  <cac:PartyLegalEntity><cbc:RegistrationName>Zoé SARL</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>
 </cac:AccountingSupplierParty>
 <cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>FR14 2004 1010 0505 0001 3M02 606</cbc:ID>
 </cac:PayeeFinancialAccount></cac:PaymentMeans>
 <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">25.50</cbc:TaxAmount>
  <cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">100</cbc:TaxableAmount>
   <cbc:TaxAmount currencyID="EUR">20</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>20</cbc:Percent></cac:TaxCategory>
  </cac:TaxSubtotal>
  <cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">100</cbc:TaxableAmount>
   <cbc:TaxAmount currencyID="EUR">5.50</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>5.5</cbc:Percent></cac:TaxCategory>
  </cac:TaxSubtotal></cac:TaxTotal>
 <cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">200</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount currencyID="EUR">225.50</cbc:TaxInclusiveAmount></cac:LegalMonetaryTotal>
</{root}>""".encode()


def heic() -> bytes:
    """A white field of 64 by 48 with a black one in it. Written once with pillow-heif: what reads HEIC cannot write it."""
    return base64.b64decode(_HEIC)


_HEIC = """
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA
ACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAADQAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt
AAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA
AAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5j
bHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBp
eGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAADxtZGF0AAAAMCgBrwtg+tz6VaGv/FHsHuc0u8wYT++Bj92lvlBy
b/NTX1cXCjSMYMeos/PZvoynJA==
"""
