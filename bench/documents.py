"""Reads generated documents and counts what was read right: per field, per kind, per way; and how fast.

    .venv/bin/python -m bench.documents --set A --count 60 --ways text scan photo

Set A is what the rules were tuned on; B and C have other seeds and layouts that were drawn afterwards, one after the other.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from bench.documents_files import READ_IN_XML, as_factur_x, as_heic, as_tiff, as_xml
from bench.documents_pictures import photo, scan
from bench.documents_set import SEEDS, Document, documents, wrong_fields
from bench.report import table
from tenure.core.reading.reading import Reading
from tenure.outlets.extraction.extract import extract
from tenure.outlets.extraction.troubles import Refused

WAYS: Mapping[str, Callable[[Document], bytes]] = {
    "text": lambda document: document.pdf,
    "scan": lambda document: scan(document.pdf, document.name),
    "photo": lambda document: photo(document.pdf, document.name),
    "xml": as_xml,
    "factur-x": as_factur_x,
    "tiff": as_tiff,
    "heic": as_heic,
}
E_INVOICES = {"xml", "factur-x"}
KINDS = "all fields: "


@dataclass(slots=True)
class Tally:
    """What was read in one way."""

    seconds: float = 0.0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    not_written: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    sure: int = 0
    sure_and_wrong: int = 0

    def add(self, document: Document, reading: Reading | None, seconds: float) -> list[str]:
        """Counts one document; the fields that were read wrongly."""
        wrong = wrong_fields(document, reading)
        self.seconds += seconds
        self.documents += 1
        for name in document.truth:
            for key in (name, f"{KINDS}{document.kind}"):
                self.asked[key] += 1
                self.right[key] += name not in wrong
        self.not_written.update(
            name for name in (reading.fields if reading else ()) if name not in document.truth
        )
        certain = reading is not None and not reading.uncertain
        self.sure += certain
        self.sure_and_wrong += certain and bool(wrong)
        return wrong


def main() -> None:
    """Reads the set in each way and prints the tables."""
    options = _options()
    tallies = {way: Tally() for way in options.ways}
    _read_one(options.ways)
    for document in documents(options.set, options.count):
        for way in options.ways:
            if way in E_INVOICES and document.kind == "receipt":
                continue
            content = WAYS[way](document)
            before = time.process_time()
            reading = _reading(content)
            spent = time.process_time() - before
            wrong = tallies[way].add(_as_asked(document, way), reading, spent)
            if wrong and options.show:
                _show(way, document, reading, wrong)
    _print(options.set, tallies)


def _read_one(ways: Iterable[str]) -> None:
    """The first document loads libraries and models; it is not timed."""
    for document in documents("A", 1):
        for way in ways:
            _reading(WAYS[way](document))


def _as_asked(document: Document, way: str) -> Document:
    """An e-invoice says no language."""
    if way not in E_INVOICES:
        return document
    return replace(
        document, truth={name: document.truth[name] for name in READ_IN_XML & document.truth.keys()}
    )


def _reading(content: bytes) -> Reading | None:
    try:
        return extract(content).reading
    except Refused:
        return None


def _show(way: str, document: Document, reading: Reading | None, wrong: Iterable[str]) -> None:
    read = {} if reading is None else {str(name): found.value for name, found in reading.fields.items()}
    where = f"{document.name} {document.layout} {document.country} {way}"
    for name in wrong:
        print(f"{where}: {name} is {document.truth[name]}, read {read.get(name)}")


def _print(name: str, tallies: Mapping[str, Tally]) -> None:
    keys = sorted(
        {key for tally in tallies.values() for key in tally.asked},
        key=lambda key: (key.startswith(KINDS), key),
    )
    print(f"\nSet {name}: read right\n")
    table(
        ["", *tallies],
        [[key, *(_share(tally.right[key], tally.asked[key]) for tally in tallies.values())] for key in keys],
    )
    rows = [
        ["documents", *(str(tally.documents) for tally in tallies.values())],
        ["sure of all", *(_share(tally.sure, tally.documents) for tally in tallies.values())],
        [
            "sure, but wrong somewhere",
            *(_share(tally.sure_and_wrong, tally.sure) for tally in tallies.values()),
        ],
        ["read though not written", *(str(tally.not_written.total()) for tally in tallies.values())],
        [
            "pages a second and core",
            *(f"{tally.documents / tally.seconds:.2f}" for tally in tallies.values()),
        ],
    ]
    print()
    table(["", *tallies], rows)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=tuple(SEEDS), default="A")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--ways", nargs="+", choices=tuple(WAYS), default=["text", "scan", "photo"])
    parser.add_argument("--show", action="store_true", help="print each field that was read wrongly")
    return parser.parse_args()


if __name__ == "__main__":
    main()
