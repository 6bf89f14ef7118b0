"""The wiring holds together: pages answer safely, and the parts behind the settings do their work."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client


@pytest.mark.django_db
def test_the_sign_in_page_loads_nothing_from_elsewhere_and_runs_no_inline_script(client: Client) -> None:
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_rate_limits_are_shared_by_all_processes_through_the_database() -> None:
    cache.set("attempts", 3)
    assert cache.get("attempts") == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_the_tables_are_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run")


@pytest.mark.django_db
def test_sqlite_keeps_its_promises() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            asked = {
                name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "foreign_keys")
            }
        assert asked == {"journal_mode": "wal", "foreign_keys": 1}
