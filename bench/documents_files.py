"""The same documents in other files: e-invoices in both languages, a PDF that carries one, TIFF, HEIC."""

import io
from contextlib import closing
from xml.sax.saxutils import escape

import pypdfium2
from PIL import Image

from bench.documents_pictures import photo, scan
from bench.documents_set import Document

_CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
LINES = 40
READ_IN_XML = {"supplier", "number", "date", "due_date", "currency", "net", "tax", "total", "iban", "kind"}


def as_xml(document: Document) -> bytes:
    """An e-invoice of forty lines: every second document in UBL, the others in CII."""
    return _ubl(document) if int(document.name[1:]) % 2 else _cii(document)


def as_factur_x(document: Document) -> bytes:
    """The PDF with its CII attached, as Factur-X and ZUGFeRD do."""
    target = io.BytesIO()
    with closing(pypdfium2.PdfDocument(document.pdf)) as pdf:
        pdf.new_attachment("factur-x.xml").set_data(_cii(document))
        pdf.save(target)
    return target.getvalue()


def as_tiff(document: Document) -> bytes:
    """The scan as a scanner saves it: black and white, packed like a fax."""
    page = pypdfium2.PdfDocument(scan(document.pdf, document.name))[0].render(scale=200 / 72).to_pil()
    return _saved(
        page.convert("L").point(lambda grey: 255 * (grey > 150)).convert("1"), "TIFF", compression="group4"
    )


def as_heic(document: Document) -> bytes:
    """The photo as an iPhone saves it. Needs pillow-heif, which the product does not: it only reads."""
    from pillow_heif import register_heif_opener  # type: ignore[import-not-found]  # noqa: PLC0415

    register_heif_opener()
    return _saved(Image.open(io.BytesIO(photo(document.pdf, document.name))), "HEIF", quality=80)


def _saved(page: Image.Image, form: str, **options: object) -> bytes:
    target = io.BytesIO()
    page.save(target, form, **options)
    return target.getvalue()


def _cii(document: Document) -> bytes:
    says = _escaped(document)
    day, due = says["date"].replace("-", ""), says.get("due_date", "").replace("-", "")
    code = {"credit_note": 381}.get(document.kind, 380)
    lines = "".join(
        f"<ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedTradeProduct><ram:Name>Line {line}</ram:Name>"
        "</ram:SpecifiedTradeProduct></ram:IncludedSupplyChainTradeLineItem>"
        for line in range(LINES)
    )
    terms = (
        f"<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString>{due}</udt:DateTimeString>"
        "</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="{_CII}" xmlns:ram="urn:ram" xmlns:udt="urn:udt">
<rsm:ExchangedDocument><ram:ID>{says["number"]}</ram:ID><ram:TypeCode>{code}</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString>{day}</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>{lines}
<ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>{says["supplier"]}</ram:Name>
</ram:SellerTradeParty></ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeSettlement>
<ram:InvoiceCurrencyCode>{says["currency"]}</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementPaymentMeans><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>{says.get("iban", "")}</ram:IBANID>
</ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>{terms if due else ""}
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>{says["net"]}</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="{says["currency"]}">{says["tax"]}</ram:TaxTotalAmount>
<ram:GrandTotalAmount>{says["total"]}</ram:GrandTotalAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>""".encode()


def _ubl(document: Document) -> bytes:
    says = _escaped(document)
    name = "CreditNote" if document.kind == "credit_note" else "Invoice"
    lines = "".join(
        f"<cac:{name}Line><cac:Item><cbc:Name>Line {line}</cbc:Name></cac:Item></cac:{name}Line>"
        for line in range(LINES)
    )
    due = says.get("due_date")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{name} xmlns="{_UBL}:{name}-2" xmlns:cac="urn:cac" xmlns:cbc="urn:cbc"><cbc:ID>{says["number"]}</cbc:ID>
<cbc:IssueDate>{says["date"]}</cbc:IssueDate>{f"<cbc:DueDate>{due}</cbc:DueDate>" if due else ""}
<cbc:DocumentCurrencyCode>{says["currency"]}</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>{says["supplier"]}</cbc:Name></cac:PartyName></cac:Party>
</cac:AccountingSupplierParty><cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>{says.get("iban", "")}</cbc:ID>
</cac:PayeeFinancialAccount></cac:PaymentMeans><cac:TaxTotal><cbc:TaxAmount>{says["tax"]}</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>{says["net"]}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount>{says["total"]}</cbc:TaxInclusiveAmount></cac:LegalMonetaryTotal>{lines}</{name}>""".encode()


def _escaped(document: Document) -> dict[str, str]:
    return {field: escape(value) for field, value in document.truth.items()}
