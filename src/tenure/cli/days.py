"""Days, as options name them and as people read them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tenure.cli.ending import wrong_usage


def in_words(day: str | date | None) -> str:
    """A day of a plan (an ISO date) in the reader's language; empty for none."""
    if day is None:
        return ""
    return date_format(date.fromisoformat(day) if isinstance(day, str) else day, "DATE_FORMAT")


def moment_in_words(moment: datetime | None) -> str:
    """A moment in the reader's language; empty for none."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment is not None else ""


def day_typed(text: str) -> date:
    """The day an option names. Ends the command for anything but YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise wrong_usage(_("%(text)s is not a day. Write it as YYYY-MM-DD.") % {"text": text}) from error
