"""The key that signs sessions and links: given, read from a file, or made once and kept with the data."""

import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

NAME = "secret-key"
RANDOM_BYTES = 48


def kept_secret_key(folder: Path) -> str:
    """The key kept in `folder`, made on first use and readable by its owner only."""
    file = folder / NAME
    if not file.exists():
        _make(file)
    return file.read_text(encoding="ascii").strip()


def _make(file: Path) -> None:
    """Write a key under a name of its own, then link it into place.

    Web and worker start at the same moment; whoever links first wins and the other reads that key.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Made readable by its owner only, from the first moment on.
    with NamedTemporaryFile("w", dir=file.parent, prefix=f"{NAME}.", encoding="ascii") as draft:
        draft.write(secrets.token_urlsafe(RANDOM_BYTES))
        draft.flush()
        with suppress(FileExistsError):
            file.hardlink_to(draft.name)
