"""Files packed for taking away: a ZIP written while it is read, with a list of everything in it and its hashes."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tenure.outlets.file_names import safe_name
from tenure.outlets.spreadsheet import BYTE_ORDER_MARK, never_run

__all__ = ["Entry", "as_csv", "as_json", "in_blocks", "packed", "safe_name"]

BLOCK = 32 * 1024
MANIFEST = "manifest.json"
# Packed already: to pack them again takes seconds and saves nothing.
DENSE = (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".heif", ".zip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of the pack; `chunks` are read once, when its turn comes."""

    name: str
    chunks: Iterable[bytes]


def packed(entries: Iterable[Entry], about: Mapping[str, object], *, at: datetime) -> Iterator[bytes]:
    """The ZIP of all entries and a manifest of their names, sizes and SHA-256. Holds one chunk at a time."""
    pipe = _Pipe()
    listed: list[dict[str, object]] = []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as pack:
        for entry in entries:
            sha, size = hashlib.sha256(), 0
            with pack.open(_named(entry.name, at), "w", force_zip64=True) as member:
                for chunk in entry.chunks:
                    sha.update(chunk)
                    size += len(chunk)
                    member.write(chunk)
                    yield from pipe.drained()
            listed.append({"name": entry.name, "bytes": size, "sha256": sha.hexdigest()})
            yield from pipe.drained()
        manifest = {**about, "files": listed}
        pack.writestr(_named(MANIFEST, at), as_json(manifest))
        yield from pipe.drained()
    yield from pipe.drained()


def in_blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces worth sending: a line of a table by itself costs more on the way than it weighs."""
    block = bytearray()
    for chunk in chunks:
        block += chunk
        if len(block) >= BLOCK:
            yield bytes(block)
            block.clear()
    if block:
        yield bytes(block)


def as_json(value: object) -> bytes:
    """Plain data as JSON that people can read."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str).encode()


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Rows as CSV that a spreadsheet opens as UTF-8 and never takes for formulas."""
    yield BYTE_ORDER_MARK.encode()
    yield _line(header)
    yield from map(_line, rows)


def _line(cells: Sequence[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow([_cell(cell) for cell in cells])
    return text.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"  # less than nothing is a number, no formula
    return "" if value is None else never_run(str(value))


def _named(name: str, at: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=(at.year, at.month, at.day, at.hour, at.minute, at.second))
    dense = name.lower().endswith(DENSE)
    info.compress_type = zipfile.ZIP_STORED if dense else zipfile.ZIP_DEFLATED
    return info


class _Pipe(io.RawIOBase):
    """Takes what the ZIP writes and gives it on; it cannot go back, so the ZIP does not try."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        """It can be written."""
        return True

    def write(self, part: "bytes | bytearray | memoryview", /) -> int:  # type: ignore[override]
        """Keeps a part until it is drained."""
        self._parts.append(bytes(part))
        return len(part)

    def drained(self) -> Iterator[bytes]:
        """What was written since the last time."""
        parts, self._parts = self._parts, []
        yield from parts
