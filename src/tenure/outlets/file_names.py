"""Names for files in somebody else's folder: nothing that means something in a path, and each only once."""

import re
import unicodedata
from pathlib import PurePosixPath

# Most file systems end at 255 bytes; a number or an id comes in front or behind.
MOST_BYTES = 180
# Windows takes these for devices, whatever comes behind the dot.
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(name: str) -> str:
    """A file's name without anything that means something in a path; its end, which says what it is, stays."""
    plain = re.sub(r"[^\w.\- ()]+", _neutral, unicodedata.normalize("NFC", name)).strip(". ")
    short = plain.encode()[-MOST_BYTES:].decode(errors="ignore").strip(". ")
    return f"_{short}" if DEVICES.match(short) else short or "file"


class Folder:
    """The names given in one folder so far, for systems that do not tell large letters from small ones."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}

    def name(self, wanted: str) -> str:
        """A safe name near `wanted` that nothing here has yet: invoice.pdf, then invoice (2).pdf."""
        safe = safe_name(wanted)
        number, found = self._next.get(safe.casefold(), 1), safe
        if number > 1:
            found = _numbered(safe, number)
            while found.casefold() in self._next:
                number += 1
                found = _numbered(safe, number)
        self._next[safe.casefold()] = number + 1
        self._next.setdefault(found.casefold(), 2)
        return found


def _neutral(signs: re.Match[str]) -> str:
    """Signs that belong to a letter stay with it; everything else is one stroke."""
    return "".join(sign for sign in signs[0] if unicodedata.category(sign) in {"Mn", "Mc"}) or "_"


def _numbered(name: str, number: int) -> str:
    path = PurePosixPath(name)
    return f"{path.stem} ({number}){path.suffix}"
