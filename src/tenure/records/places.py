"""A place in a list that goes by moment and id, as a link can carry it."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Right after one row of the list, or right before it (`back`). `at` is aware."""

    back: bool
    at: datetime
    id: str


def written(at: datetime, row: str, *, back: bool) -> str:
    """The text of the place right after the row of that moment and id, or right before it."""
    packed = json.dumps([int(back), at.isoformat(), row], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_place(text: str) -> Place | None:
    """The place a text names; None for an empty, foreign or damaged one, which means the beginning."""
    if not text or len(text) > LONGEST:
        return None
    try:
        back, at, row = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        moment = datetime.fromisoformat(at)
    except (ValueError, TypeError, RecursionError):
        return None
    sound = isinstance(row, str) and row.isascii() and row.isprintable() and moment.tzinfo is not None
    return Place(back=bool(back), at=moment, id=row) if sound else None
