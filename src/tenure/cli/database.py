"""Brings tables, cache and static files up to date; several processes that start at once do it one by one."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

LOCK = "start.lock"
# Any number will do, as long as nobody else on the server uses it.
ADVISORY_LOCK = 7_305_811


def prepare(*, static: bool = False) -> None:
    """Migrates and makes the cache's table; with `static` also gathers what pages are drawn with."""
    with _one_by_one():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if static:
            call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def _one_by_one() -> Iterator[None]:
    """On this machine by a file, between machines that share a PostgreSQL server by a lock there."""
    with ExitStack() as held:
        file = held.enter_context((Path(settings.TENURE_DATA) / LOCK).open("w"))
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor == "postgresql":
            cursor = held.enter_context(connection.cursor())
            cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
            held.callback(cursor.execute, "SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])
        yield
