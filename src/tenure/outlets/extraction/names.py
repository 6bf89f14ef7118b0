"""The name of a file as it may be shown: no path, no marks that turn it round, not longer than a line."""

import unicodedata
from pathlib import PurePosixPath

from tenure.outlets.extraction.limits import MAX_NAME_CHARS

_LONGEST_ENDING = 10


def display_name(name: str) -> str:
    """A name for people, never for a file system: "invoice.pdf" for "../../in\u202evoice.pdf".

    Direction marks are taken out because they can make "gpj.exe" look like "exe.jpg". A name that is nothing else
    is "document". A long one is cut in the middle, so that its ending stays.
    """
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    shown = "".join(_shown(char) for char in unicodedata.normalize("NFC", last))
    shown = " ".join(shown.split()).strip(". ") or "document"
    return shown if len(shown) <= MAX_NAME_CHARS else _cut(shown)


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Zs", "Zl", "Zp"} or char in "\t\r\n":
        return " "
    return "" if category[0] == "C" else char


def _cut(name: str) -> str:
    ending = PurePosixPath(name).suffix
    ending = ending if len(ending) <= _LONGEST_ENDING else ""
    return name[: MAX_NAME_CHARS - len(ending) - 1].rstrip() + "…" + ending
