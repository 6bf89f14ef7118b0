"""The same people race again and again: threads that stay, so that many rounds are quick."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection

from tenure.operations.errors import NotDone

# How often each race is run: enough to find a wrong lock; RACE_ROUNDS=300 for the full proof, which takes minutes.
ROUNDS = int(os.environ.get("RACE_ROUNDS", "8"))
LONGEST = 60  # seconds

type Act = Callable[[], object]
type Race = Callable[[Sequence[Act]], list[object]]


@contextmanager
def racers(count: int) -> Iterator[Race]:
    """`race(acts)` releases `count` acts together and answers with what each gave or refused with."""
    gate = threading.Barrier(count)

    def run(act: Act) -> object:
        gate.wait(LONGEST)
        try:
            return act()
        except NotDone as refused:
            return refused
        finally:
            # As after a request: there are fewer connections than racers.
            connection.close()

    with ThreadPoolExecutor(count) as pool:

        def race(acts: Sequence[Act]) -> list[object]:
            assert len(acts) == count
            return list(pool.map(run, acts, timeout=LONGEST))

        yield race
