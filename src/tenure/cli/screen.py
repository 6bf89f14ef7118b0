"""What reaches the terminal: tables and colours where a person looks, plain lines or JSON elsewhere."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def watched() -> bool:
    """Whether a person looks at the output, rather than a file or another program."""
    return sys.stdout.isatty()


def line(text: str = "", *, style: str = "") -> None:
    """One line; `style` (in rich's words) shows only where a person looks."""
    said = one_line(text)
    if style and watched():
        from rich.text import Text

        # Not wrapped: what is to be typed again can be copied as one line.
        _console().print(Text(said, style=style), soft_wrap=True)
    else:
        print(said)  # noqa: T201 - printing is what this door does


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table for a person; for anybody else the same columns with tabs between them."""
    if watched():
        _drawn(headers, rows)
        return
    for row in (headers, *rows):
        print("\t".join(one_line(cell) for cell in row))  # noqa: T201


def document(content: object) -> None:
    """The one JSON document of a command with --json."""
    ascii_only = (sys.stdout.encoding or "ascii").lower().replace("-", "") != "utf8"
    print(json.dumps(content, ensure_ascii=ascii_only, indent=2))  # noqa: T201


def complain(*sentences: str) -> None:
    """What went wrong, on the error stream."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)  # noqa: T201


def one_line(text: str) -> str:
    """`text` without line ends, tabs and control characters: a name must not steer a terminal."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _drawn(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    cells = [[one_line(cell) for cell in row] for row in rows]
    drawn = Table(
        box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold"
    )
    for header, column in zip(
        headers, zip(*cells, strict=True) if cells else ((),) * len(headers), strict=True
    ):
        # Ids and addresses stay whole, so that they can be copied.
        drawn.add_column(header, overflow="fold", no_wrap=not any(" " in cell for cell in column))
    for row in cells:
        drawn.add_row(*(Text(cell) for cell in row))
    _console().print(drawn)


def _console() -> "Console":
    from rich.console import Console

    return Console(highlight=False)
