"""No file becomes the place where everything goes to live."""

from pathlib import Path

import tenure

MOST_LINES = 300


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    package = Path(tenure.__path__[0])
    files = [file for file in package.rglob("*.py") if "migrations" not in file.parts]
    too_long = {
        file.relative_to(package).as_posix(): lines
        for file in files
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert too_long == {}
