"""The policy a firm lives by, and its own day."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tenure.core.policy import Policy, read_policy
from tenure.records.models import Firm


def policy_of(firm: Firm) -> Policy:
    """The firm's policy as stored; it was checked when it was saved."""
    return read_policy(firm.policy)


def today_of(firm: Firm, at: datetime) -> date:
    """The firm's day at the moment `at` (aware)."""
    return at.astimezone(ZoneInfo(firm.time_zone)).date()


def start_of(day: date, firm: Firm) -> datetime:
    """The first moment of the firm's `day`."""
    return start_of_day(day, firm.time_zone)


def start_of_day(day: date, time_zone: str) -> datetime:
    """The first moment of a `day` somewhere."""
    return datetime.combine(day, time.min, ZoneInfo(time_zone))
