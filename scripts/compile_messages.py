"""Turns catalogues of translations (.po) into what the program reads (.mo). Used by bin/setup."""

import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "src/tenure/locale"


def compile_catalogue(catalogue: Path) -> Path:
    """Write the .mo file beside `catalogue` and return it."""
    compiled = catalogue.with_suffix(".mo")
    polib.pofile(str(catalogue)).save_as_mofile(str(compiled))
    return compiled


if __name__ == "__main__":
    for file in [Path(name) for name in sys.argv[1:]] or sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        print(compile_catalogue(file))
