"""A PDF, opened: its pages as pictures, and what is attached to it."""

from collections.abc import Generator
from contextlib import closing, contextmanager

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from tenure.outlets.extraction.limits import MAX_ATTACHMENTS, MAX_PAGES, MAX_XML_BYTES
from tenure.outlets.extraction.troubles import Refused, Trouble


@contextmanager
def opened(content: bytes) -> Generator[pypdfium2.PdfDocument]:
    """The PDF, with the fields of its forms filled as they are. Raises Refused."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        password = error.err_code == pdfium.FPDF_ERR_PASSWORD
        raise Refused(Trouble.PASSWORD if password else Trouble.DAMAGED) from error
    with closing(pdf):
        if len(pdf) > MAX_PAGES:
            raise Refused(Trouble.TOO_MANY_PAGES)
        pdf.init_forms()
        yield pdf


@contextmanager
def page_of(pdf: pypdfium2.PdfDocument, number: int) -> Generator[pypdfium2.PdfPage]:
    """Page `number` (the first is 1). Raises Refused."""
    if not 1 <= number <= len(pdf):
        raise Refused(Trouble.NO_SUCH_PAGE)
    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError as error:
        raise Refused(Trouble.DAMAGED) from error
    with closing(page):
        if not (page.get_width() > 0 and page.get_height() > 0):
            raise Refused(Trouble.DAMAGED)
        yield page


def picture_of(page: pypdfium2.PdfPage, *, side: int) -> Image.Image:
    """The page in RGB, its longer side `side` pixels whatever its size on paper. Raises Refused."""
    scale = side / max(page.get_size())
    try:
        bitmap = page.render(scale=scale, rev_byteorder=True, limit_image_cache=True)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise Refused(Trouble.DAMAGED) from error
    with closing(bitmap):
        picture: Image.Image = bitmap.to_pil()
        return picture.convert("RGB").copy()


def attached_xml(pdf: pypdfium2.PdfDocument) -> Generator[bytes]:
    """The XML files attached to the PDF; one of them may be its e-invoice."""
    for index in range(min(pdf.count_attachments(), MAX_ATTACHMENTS)):
        try:
            attachment = pdf.get_attachment(index)
            if attachment.get_name().lower().endswith(".xml"):
                content = bytes(attachment.get_data())
                if len(content) <= MAX_XML_BYTES:
                    yield content
        except (pypdfium2.PdfiumError, UnicodeDecodeError):
            continue
