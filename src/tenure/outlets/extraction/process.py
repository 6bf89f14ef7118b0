"""The parent's side of the child process: started, spoken to against the clock, and ended."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from tenure.outlets.extraction.limits import CHUNK_BYTES, MAX_ANSWER_BYTES, START_SECONDS
from tenure.outlets.extraction.troubles import Refused, Trouble
from tenure.outlets.extraction.wire import Plain, line_of

# -I: neither the folder it is started in nor variables of the environment bring in other code.
COMMAND = (sys.executable, "-I", "-m", "tenure.outlets.extraction.child")
# Nothing of the parent's environment: it holds passwords. One thread: more would only reserve memory.
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}
_LINE_END = b"\n"
_MILLISECONDS = 1000


class Child:
    """One child process. Every method raises Refused when the child dies, is too slow or talks nonsense.

    After that it is of no use; `end` it.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_ENVIRONMENT,
                cwd="/",
                start_new_session=True,  # a Ctrl-C at the terminal is for the parent, which ends the child
            )
        except OSError as error:
            raise Refused(Trouble.NOT_STARTED) from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)
        self._heard = bytearray()
        self._deadline = 0.0
        self.jobs = 0
        self.walls, self.ocr = self._await_ready()

    def ask(
        self, request: Mapping[str, object], content: BinaryIO, *, most_bytes: int, seconds: float
    ) -> None:
        """Sends a request and, as it is read, its content; answers have to come within `seconds` from now.

        Raises Refused with `TOO_LARGE` if there is more than `most_bytes`.
        """
        self.jobs += 1
        self._deadline = time.monotonic() + seconds
        self._send(line_of(request))
        sent = 0
        while chunk := content.read(CHUNK_BYTES):
            sent += len(chunk)
            if sent > most_bytes:
                raise Refused(Trouble.TOO_LARGE)
            self._send(len(chunk).to_bytes(4) + chunk)
        self._send(bytes(4))

    def answer(self) -> tuple[Plain, bytes]:
        """The next answer, and the bytes that come with it."""
        try:
            plain = json.loads(self._line())
        except ValueError as error:
            raise Refused(Trouble.CRASHED) from error
        size = plain.get("bytes", 0) if isinstance(plain, dict) else None
        if not (isinstance(size, int) and 0 <= size <= MAX_ANSWER_BYTES):
            raise Refused(Trouble.CRASHED)
        return plain, self._exactly(size)

    @property
    def process_id(self) -> int:
        """The number of the process, as the system knows it."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs; one that ended itself after it ran out of memory does not."""
        return self._process.poll() is None

    def end(self) -> None:
        """Ends the process at once and waits for it. Doing it twice is harmless."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(BrokenPipeError):
                assert pipe is not None
                pipe.close()

    def _await_ready(self) -> tuple[tuple[str, ...], bool]:
        self._deadline = time.monotonic() + START_SECONDS
        try:
            plain, _ = self.answer()
        except Refused as refused:
            self.end()
            raise Refused(Trouble.NOT_STARTED) from refused
        walls = plain.get("ready")
        return tuple(map(str, walls)) if isinstance(walls, list) else (), plain.get("ocr") is True

    def _line(self) -> bytes:
        while _LINE_END not in self._heard:
            if len(self._heard) > MAX_ANSWER_BYTES:
                raise Refused(Trouble.CRASHED)
            self._listen()
        line, _, rest = self._heard.partition(_LINE_END)
        self._heard = rest
        return bytes(line)

    def _exactly(self, size: int) -> bytes:
        while len(self._heard) < size:
            self._listen()
        content = bytes(self._heard[:size])
        del self._heard[:size]
        return content

    def _listen(self) -> None:
        self._wait_for(self._from, select.POLLIN)
        heard = os.read(self._from, CHUNK_BYTES)
        if not heard:
            raise self._why_it_died()
        self._heard += heard

    def _send(self, content: bytes) -> None:
        rest = memoryview(content)
        while rest:
            self._wait_for(self._to, select.POLLOUT)
            try:
                rest = rest[os.write(self._to, rest) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as error:
                raise self._why_it_died() from error

    def _wait_for(self, pipe: int, event: int) -> None:
        left = self._deadline - time.monotonic()
        ready = select.poll()
        ready.register(pipe, event)
        if left <= 0 or not ready.poll(left * _MILLISECONDS):
            raise Refused(Trouble.TOO_SLOW)

    def _why_it_died(self) -> Refused:
        try:
            status = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return Refused(Trouble.CRASHED)
        return Refused(_DEATHS.get(-status, Trouble.CRASHED))


# SIGKILL is what a system does that runs out of memory.
_DEATHS: Mapping[int, Trouble] = {signal.SIGXCPU: Trouble.TOO_SLOW, signal.SIGKILL: Trouble.TOO_MUCH_MEMORY}
