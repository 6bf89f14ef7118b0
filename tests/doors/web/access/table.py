"""The declared table, as docs/access.md prints it: who gets what at which address."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.doors.web.access.readers import READERS

PAPER = Path(__file__).resolve().parents[4] / "docs" / "access.md"

type Cells = dict[str, str]


def declared(heading: str) -> dict[str, Cells]:
    """The rows under a heading of the paper, by the address's name."""
    section = PAPER.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {
        name.strip().strip("`"): dict(zip(READERS, (cell.strip() for cell in cells), strict=True))
        for name, *cells in rows
    }


def rows_of(cells: Mapping[str, Cells]) -> str:
    """Rows as the paper writes them."""
    return "\n".join(_row(f"`{name}`", row.values()) for name, row in sorted(cells.items()))


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| {' | '.join((name, *cells))} |"
