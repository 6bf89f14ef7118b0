"""An invoice that programs can read: its data by EN 16931 inside the PDF (Factur-X, ZUGFeRD), so PDF/A-3 (R46).

What is written repeats the paper to the cent. A rate of 0 percent is written as zero rated: for what reason nothing
is taxed, nobody tells us.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any, Final

import facturx
from PIL import ImageCms
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from tenure.core.billing import Days
from tenure.core.invoicing import InvoiceKind
from tenure.core.money import from_minor
from tenure.outlets.pdf.papers import InvoicePaper, PaperLine

# It publishes no types.
FACTUR_X: Any = facturx
PROFILE: Final = "en16931"
INVOICE: Final = "380"
CREDIT_NOTE: Final = "381"
TRANSFER: Final = "58"
PIECES: Final = "C62"
STANDARD: Final = "S"
ZERO: Final = "Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Seller or buyer as the data name them; `country` in two letters, `vat` without spaces."""

    name: str
    country: str
    lines: tuple[str, ...] = ()
    postal_code: str = ""
    city: str = ""
    vat: str = ""
    legal_id: str = ""


def as_data(paper: InvoicePaper, *, seller: Party, buyer: Party) -> bytes:
    """The invoice as XML, checked against the schema. Raises ValueError for a paper without a number."""
    if paper.issued_on is None or not paper.number:
        raise ValueError("only an issued invoice has data")
    content = {
        "BT-1": paper.number,
        "BT-2": paper.issued_on,
        "BT-3": CREDIT_NOTE if paper.kind is InvoiceKind.CREDIT_NOTE else INVOICE,
        "BT-5": paper.currency,
        **_payment(paper),
        **_period(paper.period, "BT-73", "BT-74"),
        "BT-72": _delivered(paper.period, paper.issued_on),
        **({"BT-10": _words(paper.reference)} if paper.reference else {}),
        **({"BG-1": [{"BT-22": _words(paper.note)}]} if paper.note else {}),
        **({"BG-3": [{"BT-25": paper.corrects}]} if paper.corrects else {}),
        "BG-4": _party(seller),
        "BG-7": _party(buyer),
        "BG-23": list(_taxes(paper)),
        "BG-25": [_line(place, line, paper.currency) for place, line in enumerate(paper.lines, 1)],
        "BT-106": _money(paper.net, paper.currency),
        "BT-109": _money(paper.net, paper.currency),
        "BT-110": _money(paper.tax, paper.currency),
        "BT-112": _money(paper.total, paper.currency),
        "BT-113": _money(_settled(paper), paper.currency),
        "BT-115": _money(paper.total - _settled(paper), paper.currency),
    }
    made = FACTUR_X.generate_xml(content, level=PROFILE, check_xsd=True, check_schematron=False)
    assert isinstance(made, bytes)
    return made


def with_data(pdf: bytes, data: bytes, paper: InvoicePaper, *, title: str) -> bytes:
    """The PDF with the data inside it, as PDF/A-3."""
    file = BytesIO(_with_colours(pdf))
    described = {
        "author": paper.sender.name,
        "keywords": "Factur-X, EN 16931",
        "title": title,
        "subject": f"{title}, {paper.sender.name}",
    }
    FACTUR_X.generate_from_file(
        file,
        data,
        flavor="factur-x",
        level=PROFILE,
        check_xsd=False,
        check_schematron=False,
        pdf_metadata=described,
        lang=paper.locale,
        afrelationship="alternative",
    )
    return file.getvalue()


def _payment(paper: InvoicePaper) -> dict[str, object]:
    sender = paper.sender
    due = {"BT-9": paper.due_on} if paper.due_on is not None else {}
    terms = {"BT-20": _words(sender.terms)} if sender.terms else {}
    if not sender.iban:
        return {**due, **terms}
    account = {"BT-81": TRANSFER, "BT-83": paper.number, "BT-84": sender.iban, "BT-85": _words(sender.name)}
    return {**due, **terms, **account, **({"BT-86": sender.bic} if sender.bic else {})}


def _settled(paper: InvoicePaper) -> int:
    """What was paid before; a credit note is not paid, it is used up."""
    return 0 if paper.kind is InvoiceKind.CREDIT_NOTE else paper.paid


def _party(party: Party) -> dict[str, object]:
    lines = dict(zip(("addr_l1", "addr_l2", "addr_l3"), party.lines, strict=False))
    optional = {
        "postcode": party.postal_code,
        "city": party.city,
        "vat_identifier": party.vat,
        "legal_identifier": party.legal_id,
    }
    filled = {name: _words(value) for name, value in (lines | optional).items() if value}
    return {"name": _words(party.name), "country_code": party.country, **filled}


def _taxes(paper: InvoicePaper) -> Iterator[dict[str, object]]:
    for one in paper.rates:
        yield {
            "BT-116": _money(one.net, paper.currency),
            "BT-117": _money(one.tax, paper.currency),
            "BT-118": _category(one.rate),
            "BT-119": _plain(one.rate),
        }


def _line(place: int, line: PaperLine, currency: str) -> dict[str, object]:
    # A price is never less than zero there; what is given back has a negative quantity.
    sign = -1 if line.unit_price < 0 else 1
    return {
        "BT-126": str(place),
        "BT-129": _plain(line.quantity * sign),
        "BT-130": PIECES,
        "BT-131": _money(line.net, currency),
        "BT-146": _plain(line.unit_price * sign),
        "BT-151": _category(line.tax_rate),
        "BT-152": _plain(line.tax_rate),
        "BT-153": _words(line.description) or "–",
        **_period(line.days, "BT-134", "BT-135"),
    }


def _period(days: Days | None, first: str, last: str) -> dict[str, object]:
    if days is None or days.end is None:
        return {}
    return {first: days.first, last: days.end - timedelta(days=1)}


def _delivered(period: Days | None, issued: date) -> date:
    """The day of delivery: the last of the period that is billed, or that of the invoice."""
    return issued if period is None or period.end is None else period.end - timedelta(days=1)


def _category(rate: Decimal) -> str:
    return STANDARD if rate else ZERO


def _money(units: int, currency: str) -> str:
    return f"{from_minor(units, currency):f}"


def _words(text: str) -> str:
    """The text as XML may hold it: what somebody pasted may have signs that it may not."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _with_colours(pdf: bytes) -> bytes:
    """PDF/A asks which colours are meant: those of every screen."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    profile = StreamObject()
    profile.set_data(_screen_colours())
    profile.update({NameObject("/N"): NumberObject(3)})
    intent = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/OutputIntent"),
            NameObject("/S"): NameObject("/GTS_PDFA1"),
            NameObject("/OutputConditionIdentifier"): TextStringObject("sRGB"),
            NameObject("/Info"): TextStringObject("sRGB"),
            NameObject("/DestOutputProfile"): writer._add_object(profile.flate_encode()),  # noqa: SLF001 - as factur-x itself does
        }
    )
    writer._root_object[NameObject("/OutputIntents")] = ArrayObject([intent])  # noqa: SLF001
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


@cache
def _screen_colours() -> bytes:
    profile: Any = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    return bytes(profile.tobytes())
