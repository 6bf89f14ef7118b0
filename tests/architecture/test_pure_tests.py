"""bin/check runs what asks no database once, not on each: these tests must stay such."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IGNORED = re.findall(r"--ignore=(\S+)", (ROOT / "bin" / "check").read_text())


def test_bin_check_names_some() -> None:
    assert IGNORED


@pytest.mark.parametrize("folder", IGNORED)
def test_what_runs_once_asks_no_database(folder: str) -> None:
    # pytest-django keeps a test without this mark, or Django's own TestCase, from any database.
    asks = re.compile(r"mark\.django_db|transactional_db|import.*\bTestCase\b")
    files = [file for file in (ROOT / folder).rglob("*.py") if file != Path(__file__)]
    assert files
    assert [file.name for file in files if asks.search(file.read_text())] == []
