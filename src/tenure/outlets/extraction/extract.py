"""The way of a document: its e-invoice, else its text, else its picture; then the rules (R20).

Runs in the child process only. The one module that knows all the libraries that open files.
"""

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2

from tenure.core.reading.page import PageText
from tenure.core.reading.reading import SURE, Field, Found, Reading, Source
from tenure.core.reading.rules import read
from tenure.outlets.extraction import limits, ocr, pdf_file, pictures
from tenure.outlets.extraction.einvoice import read_xml
from tenure.outlets.extraction.extracted import Extracted, PageImage, PageShape
from tenure.outlets.extraction.kinds import HEAD_BYTES, TAIL_BYTES, FileKind, kind_of
from tenure.outlets.extraction.text_layer import text_of
from tenure.outlets.extraction.troubles import Refused, Trouble

_DOUBTFUL = 0.5  # where the XML says one thing and the page another


def extract(content: bytes, *, country: str = "", language: str = "") -> Extracted:
    """What the document says. Raises Refused."""
    kind = _kind_of(content)
    if kind is FileKind.ZIP:
        raise Refused(Trouble.ARCHIVE)
    if len(content) > limits.MAX_FILE_BYTES:
        raise Refused(Trouble.TOO_LARGE)
    if kind is FileKind.XML:
        return Extracted(kind=kind, reading=read_xml(content), pages=(), pages_read=0)
    if kind is FileKind.PDF:
        return _extract_pdf(content, country, language)
    return _extract_picture(content, kind, country, language)


def draw(content: bytes, *, number: int, turn: float = 0.0) -> PageImage:
    """Page `number` (the first is 1) turned by `turn` degrees, for a person to look at. Raises Refused."""
    kind = _kind_of(content)
    if kind is FileKind.PDF:
        with pdf_file.opened(content) as pdf, pdf_file.page_of(pdf, number) as page:
            picture = pdf_file.picture_of(page, side=limits.PREVIEW_SIDE)
    elif kind.picture:
        with pictures.opened(content, kind) as image:
            picture = pictures.page_of(image, number, side=limits.PREVIEW_SIDE)
    else:
        raise Refused(Trouble.NO_SUCH_PAGE)
    picture = ocr.turned(picture, turn)
    return PageImage(png=pictures.as_png(picture), width=picture.width, height=picture.height)


def _kind_of(content: bytes) -> FileKind:
    return kind_of(content[:HEAD_BYTES], content[-TAIL_BYTES:])


# --- PDF ---------------------------------------------------------------------------------------------------------


def _extract_pdf(content: bytes, country: str, language: str) -> Extracted:
    with pdf_file.opened(content) as pdf:
        shapes, texts = _text_layer(pdf)
        printed = read(texts, source=Source.TEXT, country=country, language=language) if texts else None
        e_invoice = _attached_e_invoice(pdf)
        if e_invoice is not None:
            reading = _placed(e_invoice, printed)
            return Extracted(kind=FileKind.PDF, reading=reading, pages=shapes, pages_read=len(texts))
        without = _without_text(shapes, texts)
        if printed is not None and not (printed.uncertain and without and ocr.installed()):
            return Extracted(kind=FileKind.PDF, reading=printed, pages=shapes, pages_read=len(texts))
        seen, turns = _look_at(pdf, without)
    pages = sorted([*texts, *seen], key=lambda page: page.number)
    reading = _read_pictures(pages, country, language)
    turned = tuple(_as_turned(shape, turns.get(shape.number, shape.turn)) for shape in shapes)
    return Extracted(kind=FileKind.PDF, reading=reading, pages=turned, pages_read=len(pages))


def _text_layer(pdf: pypdfium2.PdfDocument) -> tuple[tuple[PageShape, ...], list[PageText]]:
    shapes, texts = [], []
    for number in range(1, len(pdf) + 1):
        with pdf_file.page_of(pdf, number) as page:
            width, height = page.get_size()
            text, turn = text_of(page, number) or (None, 0)
        if text is None:
            shapes.append(PageShape(number=number, width=width, height=height))
        else:
            texts.append(text)
            shapes.append(PageShape(number=number, width=text.width, height=text.height, turn=turn))
    return tuple(shapes), texts


def _without_text(shapes: Sequence[PageShape], texts: Sequence[PageText]) -> list[int]:
    known = {text.number for text in texts}
    return _most_telling([shape.number for shape in shapes if shape.number not in known])


def _look_at(pdf: pypdfium2.PdfDocument, numbers: Sequence[int]) -> tuple[list[PageText], dict[int, float]]:
    pages, turns = [], {}
    for number in numbers:
        with pdf_file.page_of(pdf, number) as page:
            width, height = page.get_size()
            seen = ocr.words_on(pdf_file.picture_of(page, side=limits.OCR_SIDE))
        turns[number] = seen.turn
        pages.append(_as_page(seen, number, width, height))
    return pages, turns


def _attached_e_invoice(pdf: pypdfium2.PdfDocument) -> Reading | None:
    for content in pdf_file.attached_xml(pdf):
        try:
            return read_xml(content)
        except Refused:
            continue  # something else is attached; the page still says what it says
    return None


def _placed(e_invoice: Reading, printed: Reading | None) -> Reading:
    """The e-invoice, with the places where the page says the same.

    Where the page says another total, a person should look: the XML is what programs see, the page what people see.
    """
    if printed is None:
        return e_invoice
    return replace(
        e_invoice,
        fields={
            field: _confirmed(field, found, printed.fields.get(field))
            for field, found in e_invoice.fields.items()
        },
    )


def _confirmed(field: Field, found: Found, printed: Found | None) -> Found:
    if printed is None:
        return found
    if printed.value == found.value:
        return replace(found, place=printed.place)
    if field is Field.TOTAL and printed.confidence >= SURE:
        return replace(found, confidence=_DOUBTFUL, place=printed.place)
    return found


# --- Pictures ----------------------------------------------------------------------------------------------------


def _extract_picture(content: bytes, kind: FileKind, country: str, language: str) -> Extracted:
    with pictures.opened(content, kind) as image:
        numbers = range(1, pictures.count_pages(image) + 1)
        looked_at = set(_most_telling(numbers))
        shapes, pages = [], []
        for number in numbers:
            picture = pictures.page_of(image, number, side=limits.OCR_SIDE)
            width, height = pictures.size_in_points(picture)
            turn = 0.0
            if number in looked_at:
                seen = ocr.words_on(picture)
                turn = seen.turn
                pages.append(_as_page(seen, number, width, height))
            shapes.append(_as_turned(PageShape(number=number, width=width, height=height), turn))
    reading = _read_pictures(pages, country, language)
    return Extracted(kind=kind, reading=reading, pages=tuple(shapes), pages_read=len(pages))


def _as_page(seen: ocr.Seen, number: int, width: float, height: float) -> PageText:
    shape = _as_turned(PageShape(number=number, width=width, height=height), seen.turn)
    return PageText(number=number, words=seen.words, width=shape.width, height=shape.height)


def _as_turned(shape: PageShape, turn: float) -> PageShape:
    """The shape of an upright page after it was turned."""
    if turn == shape.turn:
        return shape
    sideways = round(turn / 90) % 2
    width, height = (shape.height, shape.width) if sideways else (shape.width, shape.height)
    return replace(shape, width=width, height=height, turn=turn)


def _read_pictures(pages: Sequence[PageText], country: str, language: str) -> Reading:
    if not any(page.words for page in pages):
        raise Refused(Trouble.NOTHING_TO_READ)
    return read(pages, source=Source.OCR, country=country, language=language)


def _most_telling(numbers: Sequence[int]) -> list[int]:
    """All of a few pages; of many the first and the last."""
    if len(numbers) <= limits.OCR_FIRST_PAGES + limits.OCR_LAST_PAGES:
        return list(numbers)
    return [*numbers[: limits.OCR_FIRST_PAGES], *numbers[-limits.OCR_LAST_PAGES :]]
