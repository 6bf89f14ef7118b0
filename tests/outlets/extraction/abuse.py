"""Files that mean harm, each made here; what has to be answered to each."""

import io
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

from PIL import Image
from pypdfium2 import PdfDocument

from tenure.outlets.extraction.troubles import Trouble
from tests.outlets.extraction import papers

type Case = tuple[str, Callable[[], bytes], set[Trouble]]

_NOT_A_DOCUMENT = {Trouble.WEB_PAGE, Trouble.UNKNOWN_KIND, Trouble.TWO_KINDS, Trouble.PROGRAM}
_BROKEN = {Trouble.DAMAGED}
_TOO_MUCH = {
    Trouble.DAMAGED,
    Trouble.TOO_MANY_PIXELS,
    Trouble.TOO_MUCH_MEMORY,
    Trouble.TOO_SLOW,
    Trouble.CRASHED,
    Trouble.NOTHING_TO_READ,
    Trouble.NO_OCR,
}


def cases() -> Iterator[Case]:
    """A name for each, what makes it, and the answers that are right."""
    yield from _nothing_and_noise()
    yield from _wrong_kinds()
    yield from _xml()
    yield from _pictures()
    yield from _pdfs()
    yield "a zip as a document", lambda: papers.zipped({"a.pdf": papers.pdf()}), {Trouble.ARCHIVE}


def _nothing_and_noise() -> Iterator[Case]:
    yield "0 bytes", lambda: b"", {Trouble.EMPTY}
    yield "one byte", lambda: b"%", {Trouble.UNKNOWN_KIND}
    yield "zeros", lambda: bytes(100_000), {Trouble.UNKNOWN_KIND}
    yield "noise", lambda: b"\x01" + os.urandom(50_000), _NOT_A_DOCUMENT
    signs = {
        "pdf": b"%PDF-1.7\n",
        "png": b"\x89PNG\r\n\x1a\n",
        "jpeg": b"\xff\xd8\xff\xe0",
        "tiff": b"II*\x00",
    }
    for name, sign in signs.items():
        yield f"{name} sign and nothing else", partial(bytes, sign), _BROKEN
        yield f"{name} sign and noise", partial(_noise_after, sign), _BROKEN
    yield (
        "heic sign and noise",
        lambda: b"\x00\x00\x00\x18ftypheic" + os.urandom(5000),
        {*_BROKEN, Trouble.NO_HEIC},
    )


def _noise_after(sign: bytes) -> bytes:
    return sign + os.urandom(50_000)


def _wrong_kinds() -> Iterator[Case]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
    yield "svg with script", lambda: svg, {Trouble.WEB_PAGE}
    yield (
        "svg behind a long comment",
        lambda: b"<!--" + b"x" * 5000 + b"-->" + svg,
        {Trouble.NOT_AN_E_INVOICE},
    )
    yield "web page", lambda: b"<html><body onload=alert(1)>", {Trouble.WEB_PAGE}
    yield "program", lambda: b"MZ" + os.urandom(500), {Trouble.PROGRAM}
    yield (
        "pdf and zip at once",
        lambda: papers.pdf() + papers.zipped({"a.js": b"alert(1)"}),
        {Trouble.TWO_KINDS},
    )
    yield "picture and page at once", lambda: _png_saying(b"<script>alert(1)</script>"), {Trouble.TWO_KINDS}


def _xml() -> Iterator[Case]:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    yield (
        "a billion laughs",
        f"<!DOCTYPE x [{laughs}]><Invoice>&a9;</Invoice>".encode,
        {Trouble.UNSAFE_XML},
    )
    blown_up = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><Invoice>{"&a;" * 50_000}</Invoice>'
    yield "quadratic blow-up", blown_up.encode, {Trouble.UNSAFE_XML}
    thief = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Invoice>&a;</Invoice>'
    yield "an entity that reads a file", lambda: thief, {Trouble.UNSAFE_XML}
    yield (
        "a doctype from elsewhere",
        lambda: b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x"><Invoice/>',
        {Trouble.UNSAFE_XML},
    )
    yield "a tower of elements", lambda: b"<a>" * 1_000_000, {Trouble.UNSAFE_XML}
    yield "a crowd of elements", lambda: b"<a>" + b"<b/>" * 200_000 + b"</a>", {Trouble.NOT_AN_E_INVOICE}
    inclusion = (
        b'<Invoice xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></Invoice>'
    )
    yield "an inclusion", lambda: inclusion, {Trouble.NOT_AN_E_INVOICE}


def _pictures() -> Iterator[Case]:
    yield "half a png", lambda: papers.picture()[:5000], _BROKEN
    yield "half a jpeg", lambda: papers.picture(form="JPEG")[:4000], _BROKEN
    yield "half a tiff", lambda: papers.picture(form="TIFF")[:100_000], _BROKEN
    yield (
        "a png that says it is 60,000 pixels wide",
        lambda: _png(60_000, 60_000, b"x" * 100),
        {Trouble.TOO_MANY_PIXELS},
    )
    yield "a png that says it is as wide as can be", lambda: _png(2**31 - 1, 2**31 - 1, b""), _TOO_MUCH
    yield "a flood of pixels in a small tiff", _flooding_tiff, {Trouble.TOO_MANY_PIXELS}
    yield "a png that holds more than it says", lambda: _png(10, 10, bytes(50_000_000)), _TOO_MUCH
    yield "a png with a chunk that lies about its length", _lying_chunk, _BROKEN | _TOO_MUCH
    yield "a png with a bomb of text", _png_with_text_bomb, _TOO_MUCH
    yield "a tiff of pages that go round in a circle", _circular_tiff, _TOO_MUCH | {Trouble.TOO_MANY_PAGES}


def _pdfs() -> Iterator[Case]:
    yield "the first 300 bytes of a pdf", lambda: papers.pdf()[:300], _BROKEN
    yield "a pdf with a password", lambda: papers.pdf(password="secret"), {Trouble.PASSWORD}
    yield (
        "a pdf that says it has a billion pages",
        lambda: _pages(count=10**9),
        _TOO_MUCH | {Trouble.TOO_MANY_PAGES},
    )
    yield "a pdf of 300 pages", lambda: _many_pages(300), {Trouble.TOO_MANY_PAGES}
    yield (
        "a pdf whose pages hold each other",
        lambda: _pdf(_CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        _BROKEN,
    )
    flood = b"<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8"
    yield (
        "a pdf with a flood of pixels",
        lambda: _pdf_showing(flood + b"/Filter/FlateDecode", _deflated(100_000_000)),
        _TOO_MUCH,
    )
    yield "a pdf with a stream packed three times", a_slow_pdf, _TOO_MUCH


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _png(width: int, height: int, pixels: bytes, *more: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = (
        _chunk(b"IHDR", header)
        + b"".join(more)
        + _chunk(b"IDAT", zlib.compress(pixels))
        + _chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + body


def _png_saying(text: bytes) -> bytes:
    return _png(2, 2, bytes(14), _chunk(b"tEXt", b"Comment\0" + text))


def _png_with_text_bomb() -> bytes:
    return _png(2, 2, bytes(14), _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9)))


def _lying_chunk() -> bytes:
    whole = _png(100, 100, bytes(30_100))
    at = whole.index(b"IDAT") - 4
    return whole[:at] + b"\x7f\xff\xff\xff" + whole[at + 4 :]


def _flooding_tiff() -> bytes:
    return papers.picture(Image.new("1", (20_000, 20_000)), "TIFF", compression="group4")


def _circular_tiff() -> bytes:
    content = bytearray(papers.picture(Image.new("L", (10, 10)), "TIFF"))
    (first,) = struct.unpack_from("<I", content, 4)
    (count,) = struct.unpack_from("<H", content, first)
    struct.pack_into("<I", content, first + 2 + 12 * count, first)
    return bytes(content)


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>>"


def _pdf(*objects: bytes) -> bytes:
    target = io.BytesIO(b"%PDF-1.7\n")
    target.seek(0, 2)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(target.tell())
        target.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = target.tell()
    target.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    target.writelines(b"%010d 00000 n \n" % place for place in places)
    target.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return target.getvalue()


def _stream(dictionary: bytes, content: bytes) -> bytes:
    return dictionary + b"/Length %d>>\nstream\n" % len(content) + content + b"\nendstream"


def _pages(count: int) -> bytes:
    pages = b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count
    return _pdf(_CATALOG, pages, _PAGE, _stream(b"<<", b"q Q"), b"null")


def _pdf_showing(dictionary: bytes, content: bytes) -> bytes:
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return _pdf(
        _CATALOG, pages, _PAGE, _stream(b"<<", b"300 0 0 300 0 0 cm /P Do"), _stream(dictionary, content)
    )


def _pdf_saying(dictionary: bytes, content: bytes) -> bytes:
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return _pdf(_CATALOG, pages, _PAGE, _stream(dictionary, content), b"null")


def _deflated(size: int) -> bytes:
    return zlib.compress(bytes(size), 9)


def a_slow_pdf() -> bytes:
    """A page drawn with millions of strokes, packed three times: two kilobytes that keep a reader busy for seconds."""
    strokes = b" 0 0 m" * 200_000
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(strokes) for _ in range(60)) + packer.flush()
    thrice = zlib.compress(zlib.compress(once, 9), 9)
    return _pdf_saying(b"<</Filter[/FlateDecode/FlateDecode/FlateDecode]", thrice)


def _many_pages(count: int) -> bytes:
    target = io.BytesIO()
    with closing(PdfDocument.new()) as document:
        for _ in range(count):
            document.new_page(300, 300)
        document.save(target)
    return target.getvalue()
