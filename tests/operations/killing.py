"""Work in a process of its own that can be killed with -9: a copy of the test's, so that it begins at once."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, connections


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One that works. Nothing of it is tidied up when it is killed."""

    pid: int

    def kill(self) -> None:
        """Ends it as kill -9 does: it is not asked."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def wait(self) -> None:
        """Until it ends by itself; fails if it did not end well."""
        _pid, status = os.waitpid(self.pid, 0)
        assert os.waitstatus_to_exitcode(status) == 0

    def wait_for(self, seconds: float) -> None:
        """So long, or until it ends."""
        end = time.monotonic() + seconds
        while (
            time.monotonic() < end
            and os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        ):
            time.sleep(0.001)


def beside(work: Callable[[], object]) -> Process:
    """Begins `work` in another process with a connection of its own."""
    # Two processes must not speak over one connection.
    connections.close_all()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    pid = os.fork()
    if pid:
        return Process(pid=pid)
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)  # nothing of the test's own end happens here
