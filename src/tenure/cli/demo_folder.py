"""The demo's own folder: recognised by a mark, so that nothing else is ever wiped."""

import os
import shutil
from pathlib import Path

from tenure.cli.ending import Ended, failed
from tenure.cli.words import _

DEFAULT = Path("var") / "demo"
MARK = "made-by-tenure-demo"
READY = "ready"


def folder_of(data: str | None) -> Path:
    """The folder named, or that of the environment, or the demo's own below the working folder."""
    return Path(data or os.environ.get("TENURE_DATA") or DEFAULT).expanduser().absolute()


def open_folder(folder: Path, *, fresh: bool) -> None:
    """Makes the folder ready for a demo: new, as it was left, or wiped if `fresh` or if a build was cut short.

    Ends the command where the folder holds something that no demo made.
    """
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / MARK).is_file():
            raise _foreign(folder)
        if fresh or not built(folder):
            shutil.rmtree(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / MARK).touch()


def built(folder: Path) -> bool:
    """Whether the demo's firms were built to the end."""
    return (folder / MARK).read_text(encoding="ascii").strip() == READY


def note_built(folder: Path) -> None:
    """From now on the demo starts with what is there."""
    (folder / MARK).write_text(f"{READY}\n", encoding="ascii")


def _foreign(folder: Path) -> Ended:
    return failed(
        "foreign_folder",
        _("%(folder)s holds something that no demo made. Name another folder with --data.")
        % {"folder": folder},
    )
