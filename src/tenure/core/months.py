"""Calendar months, clipped to the month's end (R22)."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """`day` moved by calendar months; 31 October + 4 is the last day of February."""
    years, month_index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month_index + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
