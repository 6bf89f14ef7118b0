"""How a recurring service ends: the end date of its schedule, and whether that day deactivates it (R36, R38)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """`on` is the last day of the schedule, None for no end; `deactivates` stops the service once it is over."""

    on: date | None = None
    deactivates: bool = False

    def reached(self, today: date) -> bool:
        """The last day is today or over: a service that came back now would be stopped again at once."""
        return self.on is not None and self.on <= today


NO_END = Ending()
