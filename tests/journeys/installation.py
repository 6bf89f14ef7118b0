"""Tenure as an operator runs it: its own folder, set up by the command, pages and worker as processes."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

TENURE = (sys.executable, "-m", "tenure")
PASSWORD = "a river in spring"
SECONDS = 90


class NoAnswer(RuntimeError):
    """The pages did not come in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """An installation whose pages answer at `address`; Olive administers its one firm."""

    address: str
    environment: Mapping[str, str]

    @contextmanager
    def worker(self, **settings: str) -> Iterator[None]:
        """The worker at work for as long as the block, with these settings beside the installation's own."""
        with _running([*TENURE, "worker"], {**self.environment, **settings}):
            yield


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """Sets up in `folder`, on the database server of this run if there is one, and serves."""
    port = _free_port()
    environment = {
        **{
            name: value for name, value in os.environ.items() if not name.startswith(("TENURE_", "DATABASE_"))
        },
        **_database(),
        "TENURE_DATA": str(folder),
        "TENURE_DEMO": "1",
        "TENURE_URL": f"http://localhost:{port}",
        "LANG": "C.UTF-8",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    firm = ("--firm", "Northline Accounting", "--profile", "practice")
    olive = ("--email", "olive@northline.example", "--name", "Olive Reed", "--password-file", "-")
    subprocess.run([*TENURE, "setup", *firm, *olive], input=PASSWORD, text=True, env=environment, check=True)
    with _running([*TENURE, "serve", "--port", str(port), "--workers", "1"], environment):
        installation = Installation(address=f"http://localhost:{port}", environment=environment)
        _wait_for(installation.address)
        yield installation


def _database() -> dict[str, str]:
    """A database of its own beside the one of the tests; none named on SQLite, where the folder holds it."""
    url = os.environ.get("DATABASE_URL")
    if url is None or not url.startswith("postgresql"):
        return {}
    parts = urlsplit(url)
    name = f"journeys_{os.getpid()}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return {"DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))}


@contextmanager
def _running(command: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(SECONDS)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(address: str) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NoAnswer(f"{address} did not answer within {SECONDS} seconds")
