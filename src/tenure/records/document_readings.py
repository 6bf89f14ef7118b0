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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One page as its places are meant: size in points, and by how many degrees it was turned to be read."""

    number: int
    width: float
    height: float
    turn: float


def shapes_of(document: Document) -> tuple[Shape, ...]:
    """The pages of a document that was read; none for one that was not, and for an e-invoice without a picture."""
    found = DocumentReading.objects.filter(document=document).values_list("shapes", flat=True).first() or ()
    return tuple(
        Shape(number=int(number), width=width, height=height, turn=turn)
        for number, width, height, turn in found
    )


def reading_of(document: Document) -> StoredReading | None:
    """The reading of a document; None for one that nobody has read."""
    row = DocumentReading.objects.filter(document=document).first()
    if row is None:
        return None
    reading = from_plain(row.fields, row.rates, source=row.source, adds_up=row.adds_up)
    return StoredReading(reading=reading, read_at=row.read_at)
