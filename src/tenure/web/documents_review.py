"""All documents that wait for a person, across the clients they may see, oldest first (R20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tenure.core.reading.reading import Field
from tenure.records.client_papers import Document
from tenure.records.document_values import DocumentValues, values_of
from tenure.records.documents_to_check import to_check_count, to_check_page
from tenure.web.document_reading import EVERYBODY, QUEUE
from tenure.web.here import FirmRequest, firm_member
from tenure.web.reading_words import doubts_of, value_in_words

ROWS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCheck:
    """One document of the list: what is known of it, and what is doubtful."""

    document: Document
    address: str
    supplier: str
    total: str
    doubts: Sequence[str]


@require_safe
@firm_member
def documents_review(request: FirmRequest) -> HttpResponse:
    """The list, page by page."""
    page = to_check_page(request.actor, cursor=request.GET.get("cursor", ""), limit=ROWS)
    known = values_of([document.id for document in page.rows])
    context = {
        "rows": [_row(document, known[document.id]) for document in page.rows],
        "count": to_check_count(request.actor),
        "previous": f"?cursor={page.previous}" if page.previous else "",
        "next": f"?cursor={page.next}" if page.next else "",
    }
    return render(request, "documents/review_queue.html", context)


def _row(document: Document, known: DocumentValues) -> ToCheck:
    fields = known.values.fields
    currency = fields.get(Field.CURRENCY, "")
    total = fields.get(Field.TOTAL, "")
    return ToCheck(
        document=document,
        address=f"{reverse('document_reading', args=[document.id])}?{QUEUE}={EVERYBODY}",
        supplier=fields.get(Field.SUPPLIER, ""),
        total=value_in_words(Field.TOTAL, total, currency) if total else "",
        doubts=doubts_of(known.reading, known.values) if known.reading is not None else [],
    )
