"""A throw-away installation to measure on: its own folder, its own database, gone afterwards."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import django
import psycopg
from django.core.management import call_command
from django.db import connection

from tests.postgres import throwaway_postgres

DATABASES = ("sqlite", "postgresql")


def arguments(what: str | None, *, clients: int, times: int) -> argparse.ArgumentParser:
    """The command line that the benchmarks share, with their own defaults."""
    parser = argparse.ArgumentParser(description=what, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=clients, help="how many (%(default)s)")
    parser.add_argument("--database", choices=DATABASES, default="sqlite", help="which one (%(default)s)")
    parser.add_argument(
        "--times", type=int, default=times, help="turns, of which the median is taken (%(default)s)"
    )
    return parser


@contextmanager
def installation(database: str) -> Iterator[None]:
    """Migrated and empty, on `sqlite` or `postgresql`. Models can be imported inside the block only."""
    with ExitStack() as run:
        for name in [name for name in os.environ if name.startswith("TENURE_")]:
            del os.environ[name]
        os.environ.pop("DATABASE_URL", None)
        os.environ["TENURE_DATA"] = run.enter_context(tempfile.TemporaryDirectory(prefix="tenure-bench-"))
        if database == "postgresql":
            os.environ["DATABASE_URL"] = _made(run.enter_context(throwaway_postgres()))
        os.environ["DJANGO_SETTINGS_MODULE"] = "tenure.conf.settings"
        django.setup()
        call_command("migrate", verbosity=0)
        run.callback(_disconnect)
        yield


def _made(url: str) -> str:
    """The database that `url` names, made on its server."""
    parts = urlsplit(url)
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {parts.path.removeprefix('/')}".encode())
    return url


def _disconnect() -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
