"""Processes that live and die together: the pages and the worker of a demo."""

import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from tenure.cli.ending import failed
from tenure.cli.words import _

# A signal from the terminal reaches the children too; a second one would cut short what they are ending.
BY_THEMSELVES_SECONDS = 1.0
TO_STOP_SECONDS = 30.0
LOOK_SECONDS = 0.2


@contextmanager
def running(commands: Sequence[Sequence[str]]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Starts the commands; ends all of them, gently first, however the block is left."""
    before = signal.signal(signal.SIGTERM, _as_interrupt)
    started: list[subprocess.Popen[bytes]] = []
    try:
        started += [subprocess.Popen(command) for command in commands]  # noqa: S603 - our own programs
        yield started
    except KeyboardInterrupt:
        _wait(started, BY_THEMSELVES_SECONDS)
    finally:
        signal.signal(signal.SIGTERM, before)
        _end(started)


def watch(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Returns never, unless one of the children ends: then the command fails."""
    while all(child.poll() is None for child in children):
        time.sleep(LOOK_SECONDS)
    raise failed("stopped", _("One of the demo's processes has ended; see above why."))


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    _wait(children, TO_STOP_SECONDS)
    for child in children:
        if child.poll() is None:
            child.kill()


def _wait(children: Sequence[subprocess.Popen[bytes]], seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and any(child.poll() is None for child in children):
        time.sleep(LOOK_SECONDS)


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
