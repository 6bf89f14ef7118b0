"""One choice for a whole run: SQLite in a temporary folder, or a PostgreSQL server made for it.

`pytest --database postgresql`; without the option DATABASE_URL decides, and without that it is SQLite.
"""

import os
import tempfile
from contextlib import ExitStack

import django
import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as properties

from tests.postgres import throwaway_postgres

# How long an example takes is the machine's affair, which may be busy; what it finds is ours.
properties.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("patient")
FROM_OUTSIDE = [name for name in os.environ if name.startswith("TENURE_")]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), help="which database the tests run on")


def pytest_configure(config: pytest.Config) -> None:
    """Set the environment before Django reads it. The workers of pytest-xdist inherit it."""
    if not hasattr(config, "workerinput"):
        if settings.configured:
            raise pytest.UsageError(
                "Unset DJANGO_SETTINGS_MODULE: the tests make an installation of their own."
            )
        run = ExitStack()
        config.add_cleanup(run.close)
        _make_installation(run, config.getoption("database"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tenure.conf.settings"
    # Slow on purpose in an installation; the people of these worlds have nothing to hide.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()


def _make_installation(run: ExitStack, database: str | None) -> None:
    for name in FROM_OUTSIDE:
        os.environ.pop(name, None)
    os.environ["TENURE_DATA"] = run.enter_context(tempfile.TemporaryDirectory(prefix="tenure-test-"))
    os.environ["TENURE_DEBUG"] = "1"  # Static files under their own names; pytest-django turns DEBUG off.
    if database == "postgresql":
        os.environ["DATABASE_URL"] = run.enter_context(throwaway_postgres())
    elif database == "sqlite":
        os.environ.pop("DATABASE_URL", None)
