"""A file is what its bytes are, whatever it is called."""

import io

import pytest

from tenure.outlets.extraction.kinds import HEAD_BYTES, TAIL_BYTES, FileKind, kind_of, kind_of_file
from tenure.outlets.extraction.names import display_name
from tenure.outlets.extraction.troubles import SENTENCES, Failure, Refused, Trouble
from tests.outlets.extraction import papers

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def kind(content: bytes) -> FileKind:
    return kind_of(content[:HEAD_BYTES], content[-TAIL_BYTES:])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (papers.pdf(), FileKind.PDF),
        (b"\xef\xbb\xbf\r\n" + papers.pdf(), FileKind.PDF),
        (papers.picture(), FileKind.PNG),
        (papers.picture(form="JPEG"), FileKind.JPEG),
        (papers.picture(form="TIFF"), FileKind.TIFF),
        (papers.heic(), FileKind.HEIC),
        (papers.cii(), FileKind.XML),
        (papers.cii().decode().replace("UTF-8", "UTF-16").encode("utf-16"), FileKind.XML),
        (papers.zipped({"a.pdf": papers.pdf()}), FileKind.ZIP),
    ],
)
def test_bytes_tell_the_kind(content: bytes, expected: FileKind) -> None:
    assert kind(content) is expected
    assert kind_of_file(io.BytesIO(content)) is expected


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"Dear Olive, please find attached", Trouble.UNKNOWN_KIND),
        (b"\x00" * 5000, Trouble.UNKNOWN_KIND),
        (HTML, Trouble.WEB_PAGE),
        (b"\xef\xbb\xbf  \n" + HTML, Trouble.WEB_PAGE),
        (HTML.decode().encode("utf-16"), Trouble.WEB_PAGE),
        (SVG, Trouble.WEB_PAGE),
        (b"<svg:svg xmlns:svg='x' onload='alert(1)'/>", Trouble.WEB_PAGE),
        (b"MZ\x90\x00", Trouble.PROGRAM),
        (b"\x7fELF\x02\x01", Trouble.PROGRAM),
        (b"#!/bin/sh\nrm -rf /\n", Trouble.PROGRAM),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Trouble.OFFICE_FILE),
        (
            papers.zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
            Trouble.OFFICE_FILE,
        ),
        (b"GIF89a", Trouble.OTHER_KIND),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", Trouble.OTHER_KIND),
        (papers.zipped({}), Trouble.ARCHIVE_EMPTY),
    ],
)
def test_what_is_no_document_is_told_apart(content: bytes, trouble: Trouble) -> None:
    with pytest.raises(Refused) as refused:
        kind(content)
    assert refused.value.failure.trouble is trouble


@pytest.mark.parametrize(
    "content",
    [
        papers.pdf() + papers.zipped({"a.exe": b"MZ"}),
        papers.picture() + papers.zipped({"a.exe": b"MZ"}),
        papers.picture(form="JPEG") + papers.zipped({"a.exe": b"MZ"}),
        papers.cii() + papers.zipped({"a.exe": b"MZ"}),
        b"\xff\xd8\xff\xfe\x00\x20" + papers.pdf(),
        b"\x89PNG\r\n\x1a\n" + papers.pdf(),
        b"II*\x00" + papers.pdf(),
        b"%PDF-1.4\n<html><script>alert(1)</script>\n",
        b"\xff\xd8\xff\xfe\x00\x40<script>alert(1)</script>",
        b"<a>%PDF-1.7</a>",
    ],
    ids=lambda content: content[:12].hex(),
)
def test_two_kinds_at_once_are_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        kind(content)
    assert refused.value.failure.trouble is Trouble.TWO_KINDS


def test_a_zip_attached_inside_a_pdf_is_nobodys_business() -> None:
    content = papers.pdf() + papers.zipped({"a.txt": b"hello"}) + b"\nendstream\nendobj\n%%EOF\n"
    assert kind(content) is FileKind.PDF


def test_every_trouble_has_a_sentence_and_its_values() -> None:
    assert set(SENTENCES) == set(Trouble)
    for trouble in Trouble:
        message = Failure(trouble=trouble, values={"kind": "GIF"}).message
        assert message.text % dict(message.values)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("invoice.pdf", "invoice.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\zoe\\facture.pdf", "facture.pdf"),
        ("in\u202efdp.exe", "infdp.exe"),
        ("\u200f\u2066a\u2069.pdf", "a.pdf"),
        ("a\x00b\nc.pdf", "ab c.pdf"),
        ("Fac\u0327ade.pdf", "Façade.pdf"),
        ("", "document"),
        ("...", "document"),
        ("\u202e\u202e", "document"),
        ("請求書.pdf", "請求書.pdf"),
    ],
)
def test_a_name_is_shown_without_what_could_deceive(name: str, shown: str) -> None:
    assert display_name(name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    shown = display_name("x" * 300 + ".pdf")
    assert len(shown) == 120
    assert shown.endswith("….pdf")
