"""Two ways of doing the same work, timed in turns, so that whatever else the machine does meets both."""

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

type Way = Callable[[], object]
type Clock = Callable[[], float]


def seconds_of(way: Way, clock: Clock = perf_counter) -> float:
    """How long one call takes by a clock. Rubbish of the call before is not swept during it."""
    gc.collect()
    start = clock()
    way()
    return clock() - start


def medians[Key](
    ways: Mapping[Key, Way], *, times: int, calls: int = 1, clock: Clock = perf_counter
) -> dict[Key, float]:
    """The median seconds of each way over `times` turns; in each turn every way is called `calls` times.

    The first turn warms caches and is not counted.
    """
    taken: dict[Key, list[float]] = {name: [] for name in ways}
    for turn in range(times + 1):
        for name, way in ways.items():
            spent = seconds_of(lambda way=way: [way() for _ in range(calls)], clock) / calls  # type: ignore[misc]
            if turn:
                taken[name].append(spent)
    return {name: median(all_of_them) for name, all_of_them in taken.items()}
