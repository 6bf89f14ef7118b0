"""Days and hours of the past, as an office knows them: working days, in the firm's time zone."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

OPENS, CLOSES = 8, 18
SATURDAY = 5


class Days:
    """Counts back from `now` (aware) in one time zone. Nothing is ever later than `now`."""

    def __init__(self, now: datetime, zone: str, chance: Random) -> None:
        self.now = now.astimezone(ZoneInfo(zone))
        self._chance = chance

    def back(self, days: float) -> datetime:
        """Some minute of office hours, so many days ago; a weekend is moved to the Friday before."""
        day = self.now - timedelta(days=days)
        day -= timedelta(days=max(0, day.weekday() - SATURDAY + 1))
        minutes = self._chance.randrange((CLOSES - OPENS) * 60)
        moment = day.replace(hour=OPENS, minute=0, second=self._chance.randrange(60), microsecond=0)
        return min(moment + timedelta(minutes=minutes), self.now)

    def hours_ago(self, hours: float) -> datetime:
        """So many hours ago, whatever the clock says."""
        return (self.now - timedelta(hours=hours)).replace(microsecond=0)

    def capped(self, moment: datetime) -> datetime:
        """The moment, or now if that is earlier."""
        return min(moment, self.now)
