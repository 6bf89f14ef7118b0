"""A PostgreSQL server for one test run: made in a temporary folder, reached by a socket, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

SECONDS_TO_START = 30
POLL_SECONDS = 0.05
ROOT = 0

# Nothing here has to survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


class NoPostgres(RuntimeError):
    """The server programs are missing, or will not run as root."""


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """The DATABASE_URL of a server that lives as long as the block.

    It listens on a socket in its own folder only, so that no port has to be free.
    """
    folder = Path(tempfile.mkdtemp(prefix="tenure-pg-"))
    try:
        with _running(_programs(), folder):
            yield f"postgresql://tenure@/tenure?host={quote(str(folder), safe='')}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[None]:
    rows = folder / "rows"
    as_owner = _as_another_than_root(folder)
    subprocess.run(
        [*as_owner, programs / "initdb", "--pgdata", rows, "--username=tenure", "--auth=trust",
         "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    options = [f"-c{option}" for option in (*FAST, "listen_addresses=", f"unix_socket_directories={folder}")]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*as_owner, programs / "postgres", "-D", rows, *options], stdout=log, stderr=log, cwd=folder
        )
    try:
        _wait_for(server, folder)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown: connections are ended.
        server.wait(timeout=SECONDS_TO_START)


def _programs() -> Path:
    """The folder of `initdb` and `postgres`: what pg_config names, else the newest of Debian's."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        folders.insert(0, Path(answer.stdout.strip()))
    for folder in folders:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise NoPostgres("PostgreSQL's server programs are missing; bin/setup --tools installs them.")


def _version(folder: Path) -> float:
    return float(folder.parent.name) if folder.parent.name.replace(".", "").isdecimal() else 0


def _as_another_than_root(folder: Path) -> list[str]:
    """The start of the command: PostgreSQL refuses to run as root, so its own user is taken then.

    With setpriv the server also ends when this process is killed.
    """
    setpriv = shutil.which("setpriv")
    together = [setpriv, "--pdeathsig=INT"] if setpriv else []
    if os.geteuid() != ROOT:
        return together
    try:
        owner = pwd.getpwnam("postgres")
    except KeyError:
        raise NoPostgres("As root the tests need the user postgres, as Debian's package makes it.") from None
    if not setpriv:
        raise NoPostgres("As root the tests need setpriv, from the package util-linux.")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return [*together, f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]


def _wait_for(server: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        try:
            psycopg.connect(host=str(folder), user="tenure", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(POLL_SECONDS)
        else:
            return
    raise NoPostgres(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
