"""What comes of reading a document: the row says how far it has come, the reading lies beside it (R20)."""

from datetime import datetime

from tenure.core.reading.storing import fields_to_plain, rates_to_plain
from tenure.outlets.extraction.extracted import Extracted
from tenure.outlets.extraction.troubles import Failure
from tenure.records.models import Document, DocumentReading, DocumentState


def fail(row: Document, failure: Failure) -> None:
    """It could not be read, and says why. The caller saves the row."""
    row.state = DocumentState.FAILED.value
    row.trouble, row.trouble_values = failure.trouble.value, dict(failure.values)


def keep(row: Document, extracted: Extracted, at: datetime, took_ms: int | None) -> None:
    """Stores the reading; what it is not sure of goes to review. The caller saves the row."""
    found = extracted.reading
    row.state = (DocumentState.REVIEW if found.uncertain else DocumentState.READY).value
    row.pages, row.trouble, row.trouble_values = extracted.page_count or None, "", {}
    values = {
        "client_id": row.client_id,
        "source": found.source.value,
        "fields": fields_to_plain(found),
        "rates": rates_to_plain(found),
        "adds_up": found.adds_up,
        "shapes": [[page.number, page.width, page.height, page.turn] for page in extracted.pages],
        "read_at": at,
        "took_ms": took_ms,
    }
    DocumentReading.objects.update_or_create(document=row, defaults=values)
