"""The smallest page that is a real PDF: a bill with a head, some lines and a sum."""

from collections.abc import Sequence

WIDTH, HEIGHT, MARGIN = 595, 842, 60
LARGE, SMALL = 20, 11


def page(lines: Sequence[str]) -> bytes:
    """One A4 page in Helvetica: the first line large, the others below each other; an empty one is a gap."""
    text = "\n".join(
        [_shown(0, LARGE, lines[0]), *(_shown(n, SMALL, one) for n, one in enumerate(lines[1:], 2))]
    )
    content = text.encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R "
        "/Resources << /Font << /F 5 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return _file(objects)


def _shown(row: int, size: int, line: str) -> str:
    escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf {MARGIN} {HEIGHT - MARGIN - row * 18} Td ({escaped}) Tj ET"


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
