"""A bar where a person looks, nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

type Tell = Callable[[str, int, int], None]


@contextmanager
def bar(title: str) -> Iterator[Tell]:
    """What to tell phase, rows done and all rows to, while a bar is drawn on the error stream."""
    if not sys.stderr.isatty():
        yield _nobody_looks
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as drawn:
        task = drawn.add_task(title, total=None)

        def tell(_phase: str, done: int, total: int) -> None:
            drawn.update(task, completed=done, total=total or None)

        yield tell


def _nobody_looks(_phase: str, _done: int, _total: int) -> None:
    """Told, and not shown."""
