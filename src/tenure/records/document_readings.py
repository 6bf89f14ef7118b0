"""What the machine read on one document, as the rules of the core know it (R20)."""

from dataclasses import dataclass
from datetime import datetime

from tenure.core.reading.reading import Reading
from tenure.core.reading.storing import from_plain
from tenure.records.models import Document, DocumentReading


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReading:
    """A reading, and when it was made."""

    reading: Reading
    read_at: datetime


def reading_of(document: Document) -> StoredReading | None:
    """The reading of a document; None for one that nobody has read."""
    row = DocumentReading.objects.filter(document=document).first()
    if row is None:
        return None
    reading = from_plain(row.fields, row.rates, source=row.source, adds_up=row.adds_up)
    return StoredReading(reading=reading, read_at=row.read_at)
