"""The time of day for work that takes a while: it runs on from the moment the work began."""

import time
from datetime import datetime, timedelta


class Clock:
    """Starts at a given moment, aware, and goes on by itself."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._started = time.monotonic()

    def now(self) -> datetime:
        """The moment it is now."""
        return self._at + timedelta(seconds=time.monotonic() - self._started)
