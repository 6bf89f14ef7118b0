"""Papers of the past that were read by then: they get their readings, from the reader that reads today's (R20)."""

from datetime import datetime, timedelta
from itertools import batched

from tenure.operations.document_outcome import fail, keep
from tenure.outlets.extraction.reader import Reader
from tenure.outlets.extraction.troubles import Failure
from tenure.records.models import Document, DocumentState, Member

READ_AFTER = timedelta(minutes=2)
CHECKED_AFTER = timedelta(hours=20)
AT_ONCE = 200
COLUMNS = ("state", "pages", "trouble", "trouble_values", "confirmed_by", "confirmed_at")


def read_past_papers(reader: Reader, *, now: datetime, checked_before: datetime) -> int:
    """Reads what lies there as read or as not readable and has no reading; returns how many.

    What the reader is not sure of and came before `checked_before` was confirmed on the next day by somebody of the firm.
    """
    states = [DocumentState.READY.value, DocumentState.REVIEW.value, DocumentState.FAILED.value]
    rows = Document.objects.filter(state__in=states, reading=None, confirmed_at=None, trouble="")
    ids = list(rows.order_by("added_at", "id").values_list("id", flat=True))
    checkers = _checkers()
    for some in batched(ids, AT_ONCE):
        read = list(Document.objects.filter(id__in=some).select_related("client"))
        for document in read:
            _read(document, reader, now)
            if document.state == DocumentState.REVIEW.value and document.added_at < checked_before:
                _confirm(document, checkers)
        Document.objects.bulk_update(read, COLUMNS)
    return len(ids)


def _read(document: Document, reader: Reader, now: datetime) -> None:
    client = document.client
    with document.file.open("rb") as content:
        found = reader.read(content.file, country=client.country, language=client.locale)
    if isinstance(found, Failure):
        fail(document, found)
    else:
        keep(document, found, min(document.added_at + READ_AFTER, now), None)


def _confirm(document: Document, checkers: dict[str, str]) -> None:
    document.state = DocumentState.READY.value
    document.confirmed_by_id = checkers.get(document.client.firm_id or "")
    document.confirmed_at = document.added_at + CHECKED_AFTER


def _checkers() -> dict[str, str]:
    """Whoever came to each firm first."""
    rows = Member.objects.order_by("-joined_at", "-id").values_list("firm_id", "person_id")
    return dict(rows)
