"""Documents of a client that were really read, or really could not be."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from reportlab.pdfgen.canvas import Canvas

from tenure.demo.pdf import page
from tenure.operations.document_reading import read_due
from tenure.operations.documents import add_document
from tenure.outlets.extraction.reader import Reader
from tenure.records.models import Document
from tests.worlds import World, fresh

SURE_BILL = page(
    [
        "Paper & Ink Ltd",
        "",
        "Invoice number: 4711",
        "Invoice date: 3 November 2026",
        "Due date: 3 December 2026",
        "",
        "Net total: GBP 1,000.00",
        "VAT 20%: GBP 200.00",
        "Total: GBP 1,200.00",
        "",
        "IBAN: GB33 BUKB 2020 1555 5555 55",
    ]
)
DOUBTFUL_BILL = page(["Thank you", "", "Total: GBP 120.00"])
NO_DOCUMENT = b"not a document at all"


def long_bill(pages: int, number: str) -> bytes:
    """A bill that takes a while: about a tenth of a second a page."""
    out = BytesIO()
    canvas = Canvas(out)
    for page_number in range(pages):
        for row in range(60):
            canvas.drawString(50, 800 - row * 12, f"Position {page_number}.{row}: 3 x 12.50 37.50")
        canvas.drawString(50, 60, f"Paper & Ink Ltd. Invoice number: {number}. Total: GBP 1,200.00")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def added(world: World, content: bytes, name: str = "bill.pdf") -> Document:
    """One that waits to be read, added by the client."""
    return add_document(
        world.birch.id, ContentFile(content), name=name, actor=world.actor(world.zoe)
    ).document


def read(world: World, content: bytes, name: str = "bill.pdf") -> Document:
    """One that went through the reader, with whatever else waited."""
    document = added(world, content, name)
    with Reader() as reader:
        read_due(timezone.now(), reader)
    return fresh(document)
