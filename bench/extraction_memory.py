"""Memory of the reader and its child over many documents, and pages per second on each path.

.venv/bin/python -m bench.extraction_memory --documents 1000 --scans 100
"""

import argparse
import io
import itertools
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.documents_pictures import photo, scan
from bench.documents_set import documents
from bench.report import seconds, table
from tenure.outlets.extraction.extracted import Extracted
from tenure.outlets.extraction.reader import Reader

DIFFERENT = 40
LOOKS = 10
MEBIBYTE = 1024


def main() -> None:
    """Reads the command line, reads the documents, prints two tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--documents", type=int, default=1_000, help="how many, of which...")
    asked.add_argument("--scans", type=int, default=100, help="...so many are scans and photos")
    wanted = asked.parse_args()
    spent: dict[str, list[float]] = defaultdict(list)
    sizes = []
    with Reader() as reader:
        for done, (path, content) in enumerate(_papers(wanted.documents, wanted.scans), 1):
            began = _child_seconds(reader)
            extracted = reader.read(io.BytesIO(content))
            assert isinstance(extracted, Extracted), extracted
            spent[path].append(_child_seconds(reader) - began)
            reader.page_image(io.BytesIO(content), 1)
            if done % max(1, wanted.documents // LOOKS) == 0:
                sizes.append((f"{done:,}", _resident("self"), _resident(str(_child(reader)))))
    table(("documents read", "reader", "its child"), sizes)
    print()
    table(
        ("path", "pages", "CPU a page", "pages a second and core"),
        [_speed(path, cpu) for path, cpu in spent.items()],
    )


def _papers(count: int, scans: int) -> Iterator[tuple[str, bytes]]:
    """Text PDFs, and evenly among them scans and photos; the same few papers again and again."""
    texts = [document.pdf for document in documents("A", DIFFERENT)]
    pictures = [
        ("photo", photo(pdf, str(number))) if number % 2 else ("scan", scan(pdf, str(number)))
        for number, pdf in enumerate(texts[: min(scans, 10)])
    ]
    next_text, next_picture = itertools.cycle(texts), itertools.cycle(pictures)
    for number in range(count):
        if scans and (number + 1) * scans // count > number * scans // count:
            yield next(next_picture)
        else:
            yield "text", next(next_text)


def _speed(path: str, cpu: list[float]) -> tuple[str, str, str, str]:
    # A fresh child loads its libraries with its first page: the median does not count that.
    each = sorted(cpu)[len(cpu) // 2]
    return path, f"{len(cpu):,}", seconds(each), f"{1 / each:,.1f}" if each else ""


def _child(reader: Reader) -> int:
    with reader._turn:  # noqa: SLF001 - looks behind the curtain, as tests do
        return reader._ready_child().process_id  # noqa: SLF001


def _child_seconds(reader: Reader) -> float:
    """Processor time of the child so far."""
    fields = Path(f"/proc/{_child(reader)}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _resident(process: str) -> str:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    kibibytes = int(status.split("VmRSS:")[1].split()[0])
    return f"{kibibytes / MEBIBYTE:,.0f} MB"


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"\n{time.monotonic() - started:,.0f} s in all")
