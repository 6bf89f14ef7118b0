"""The two processes of an installation: pages and worker. Each brings the database up to date before it starts."""

import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.database import prepare

WORKERS, THREADS = 2, 8
GRACE_SECONDS = 20
MEMORY = Path("/dev/shm")  # noqa: S108 - where gunicorn beats its heart; nothing else is written there


def serve(host: str, port: int, workers: int, threads: int) -> NoReturn:
    """Becomes the web server: gunicorn with threads, which ends its requests before it stops."""
    prepare(static=True)
    screen.line(_("Tenure answers at %(address)s") % {"address": f"http://{_shown(host)}:{port}/"})
    _become(web_command(host, port, workers, threads))


def work() -> NoReturn:
    """Becomes the worker, which ends what it has in hand before it stops. Asked to stop earlier, it just leaves."""
    prepare()
    # A new program begins without our answer to a signal: it waits until the worker has its own.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    _become(worker_command())


def web_command(host: str, port: int, workers: int = WORKERS, threads: int = THREADS) -> list[str]:
    """The web server as a program with its arguments."""
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "tenure.conf.wsgi:application",
        f"--bind={_shown(host)}:{port}",
        "--worker-class=gthread",
        f"--workers={workers}",
        f"--threads={threads}",
        f"--graceful-timeout={GRACE_SECONDS}",
        "--log-level=warning",
        "--no-control-socket",
        *((f"--worker-tmp-dir={MEMORY}",) if os.access(MEMORY, os.W_OK) else ()),
    ]


def worker_command() -> list[str]:
    """The worker as a program with its arguments."""
    return [sys.executable, "-m", "tenure.worker"]


def _become(command: list[str]) -> NoReturn:
    # The process stays the same, so whoever started it signals the server itself.
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
