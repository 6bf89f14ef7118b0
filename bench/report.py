"""What was measured, as a table that can be pasted into docs/performance.md."""

import os
import platform
import resource
from collections.abc import Sequence
from importlib.metadata import version

import django
from django.db import connection


def conditions(what: str) -> None:
    """One line on what was measured, and one on where."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        database = f"{connection.display_name} {cursor.fetchone()[0].split()[0]}"
    driver = f", psycopg {version('psycopg')}" if connection.vendor == "postgresql" else ""
    print(f"\n{what}.")
    print(
        f"{database}{driver}, Python {platform.python_version()}, Django {django.__version__}, "
        f"{os.cpu_count()} cores.\n"
    )


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A Markdown table with its columns under each other: words to the left, numbers to the right."""
    widths = [max(len(row[place]) for row in (headings, *rows)) for place in range(len(headings))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    for row in (headings, rule, *rows):
        words, *figures = (cell for cell in row)
        padded = [words.ljust(widths[0]), *(f.rjust(w) for f, w in zip(figures, widths[1:], strict=True))]
        print(f"| {' | '.join(padded)} |")


def seconds(value: float) -> str:
    """With two digits after the point."""
    return f"{value:,.2f} s"


def milliseconds(value: float) -> str:
    """Seconds as thousandths, with as many digits as mean something."""
    return f"{value * 1000:,.{2 if value < 0.1 else 0}f} ms"


def ratio(value: float) -> str:
    """How many times."""
    return f"{value:,.1f} x"


def peak_megabytes() -> int:
    """The most memory this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
