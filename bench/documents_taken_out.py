"""Documents taken out, as table, JSON and ZIP: time, questions to the database, and memory while it is written.

Processor time, so that a busy machine changes little.

.venv/bin/python -m bench.documents_taken_out --documents 1000 10000 --database sqlite
"""

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.installation import DATABASES, installation
from bench.report import milliseconds, seconds, table

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
EVERY = 16
KIBIBYTE = 1024


def main() -> None:
    """Reads the command line, writes the documents, takes them out, prints a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000], help="how many")
    asked.add_argument("--kibibytes", type=int, default=30, help="of each file")
    asked.add_argument("--database", choices=DATABASES, default="sqlite")
    wanted = asked.parse_args()
    rows: list[tuple[str, ...]] = []
    with installation(wanted.database):
        from bench.documents_taken_out_book import World  # noqa: PLC0415 - needs the installation

        world, written = World(wanted.kibibytes * KIBIBYTE), 0
        for documents in sorted(wanted.documents):
            world.write(documents - written)
            written = documents
            rows.extend(_measured(world, documents, shape) for shape in ("csv", "json", "zip"))
    heads = (
        "documents",
        "as",
        "file",
        "CPU",
        "CPU a document",
        "queries",
        "memory before",
        "most",
        "grew by",
    )
    table(heads, rows)


def _measured(world: object, documents: int, shape: str) -> tuple[str, ...]:
    chunks, asked = world.taken(shape)  # type: ignore[attr-defined]
    before = most = _resident()
    size, began = 0, time.process_time()
    for number, chunk in enumerate(chunks):
        size += len(chunk)
        if number % EVERY == 0:
            most = max(most, _resident())
    took = time.process_time() - began
    return (
        f"{documents:,}", shape, f"{size / 1e6:,.1f} MB", seconds(took), milliseconds(took / documents), f"{asked():,}",
        f"{before:,.0f} MB", f"{most:,.0f} MB", f"{most - before:,.1f} MB",
    )  # fmt: skip


def _resident() -> float:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / KIBIBYTE


if __name__ == "__main__":
    main()
