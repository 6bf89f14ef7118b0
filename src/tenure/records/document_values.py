"""What is known of documents: what the machine read with what people corrected over it, for lists, pages and exports.

The one place outside of the review page where the two come together; ask it for many documents at once (R20).
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tenure.core.reading.corrected import Correctable, Values, overlaid
from tenure.core.reading.reading import Reading
from tenure.core.reading.storing import from_plain
from tenure.records.models import Correction, DocumentReading


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentValues:
    """One document: `values` is what holds, `reading` what the machine read (None if it read nothing)."""

    document: str
    values: Values
    reading: Reading | None = None
    read_at: datetime | None = None


def values_of(documents: Collection[str]) -> dict[str, DocumentValues]:
    """What is known of each of these documents, by id, in two queries; also of those of which nothing is."""
    read = {row.document_id: row for row in DocumentReading.objects.filter(document__in=documents)}
    said: dict[str, dict[Correctable, str]] = defaultdict(dict)
    corrections = Correction.objects.filter(document__in=documents)
    for document, field, value in corrections.values_list("document_id", "field", "value"):
        said[document][Correctable(field)] = value
    return {document: _known(document, read.get(document), said[document]) for document in documents}


def _known(document: str, row: DocumentReading | None, said: dict[Correctable, str]) -> DocumentValues:
    if row is None:
        return DocumentValues(document=document, values=overlaid(None, said))
    reading = from_plain(row.fields, row.rates, source=row.source, adds_up=row.adds_up)
    return DocumentValues(
        document=document, values=overlaid(reading, said), reading=reading, read_at=row.read_at
    )
