"""How fast this installation has read documents lately: the one place where "about 3 minutes" comes from (R24)."""

from statistics import fmean

from tenure.core.reading_time import ASSUMED, Pace
from tenure.records.models import DocumentReading

LATEST = 200
FEWEST = 5


def reading_pace() -> Pace:
    """The mean of the latest readings, one short look into an index; what is assumed as long as there are too few.

    The mean, not the median: a pile of scans among text takes the sum of all, and the median knows nothing of it.
    """
    rows = DocumentReading.objects.filter(took_ms__isnull=False).order_by("-read_at")
    took = [ms for ms in rows.values_list("took_ms", flat=True)[:LATEST] if ms is not None]
    return Pace(ms=round(fmean(took)), measured=len(took)) if len(took) >= FEWEST else ASSUMED
