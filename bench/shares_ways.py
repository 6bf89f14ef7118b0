"""The steps of performing many, each with a clock put around it from outside."""

import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from statistics import median
from time import process_time
from types import ModuleType
from unittest.mock import patch

from bench.book import fill_shelf, filling
from bench.deactivations_ways import DOCUMENTS, Book
from bench.report import conditions, table
from tenure.operations import apply, lifecycle, recording

STEPS: tuple[tuple[ModuleType, str, str], ...] = (
    (lifecycle, "gather", "gathering the facts under the lock"),
    (lifecycle, "_judge", "deciding again, and comparing digests"),
    (lifecycle, "lines_as_stored", "the lines of the plans"),
    (recording, "_transition", "transitions: the plan as shown"),
    (recording, "_events", "log: what each entry says"),
    (recording, "note", "log: chaining and writing"),
    (lifecycle, "record", "transitions and log, all of it"),
    (apply, "_place_stops", "stops"),
    (apply, "_start_waits", "waits"),
    (apply, "hold_documents", "documents"),
    (apply, "write_letters", "letters"),
    (lifecycle, "restate", "what lists show"),
    (lifecycle, "perform_many", "all"),
)

type Spent = dict[str, list[float]]


def measure(clients: int, times: int) -> None:
    """Performs `times` rounds under the clocks, then one more to see what it keeps in memory."""
    with filling():
        book = Book(shelf=fill_shelf("northline", start=0, count=(times + 2) * clients, documents=DOCUMENTS))
    spent: Spent = defaultdict(list)
    book.preview(clients)
    book.perform()
    for _ in range(times):
        book.preview(clients)
        with _clocks(spent):
            book.perform()
    book.preview(clients)
    _print(spent, clients, times)
    print(f"\nHanded back by perform_many: {_kept_by(book) // clients // 1000} kB a client.")


@contextmanager
def _clocks(spent: Spent) -> Iterator[None]:
    taken: dict[str, float] = defaultdict(float)
    with ExitStack() as clocks:
        for module, name, step in STEPS:
            clocks.enter_context(patch.object(module, name, _clocked(getattr(module, name), step, taken)))
        yield
    for step, seconds in taken.items():
        spent[step].append(seconds)


def _clocked[**P, Answer](
    act: Callable[P, Answer], step: str, taken: dict[str, float]
) -> Callable[P, Answer]:
    @wraps(act)
    def clocked(*args: P.args, **kwargs: P.kwargs) -> Answer:
        start = process_time()
        try:
            return act(*args, **kwargs)
        finally:
            taken[step] += process_time() - start

    return clocked


def _kept_by(book: Book) -> int:
    """Bytes of what performing once more hands back."""
    tracemalloc.start()
    before, _peak = tracemalloc.get_traced_memory()
    outcomes = book.perform()
    after, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert outcomes, "kept until it was measured"
    return after - before


def _print(spent: Spent, clients: int, times: int) -> None:
    middle = {step: median(spent[step]) for _module, _name, step in STEPS}
    conditions(f"{clients:,} deactivations performed; medians of {times} rounds")
    rows = [
        (step, f"{seconds / clients * 1e6:,.0f} µs", f"{seconds / middle['all']:.0%}")
        for step, seconds in middle.items()
    ]
    table(("step", "a client", "share"), rows)
