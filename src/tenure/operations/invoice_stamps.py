"""The stamp of a draft: whoever saves it with an older one has not seen what somebody else wrote meanwhile (R46)."""

import hashlib

from tenure.operations.invoice_lines import LineDraft
from tenure.records.models import Invoice

LETTERS = 20


def stamp_of(invoice: Invoice) -> str:
    """What the draft says now, as a short text that changes with it."""
    lines = [LineDraft.of(line) for line in invoice.lines.prefetch_related("visits").order_by("position")]
    said = repr((invoice.currency, invoice.note, invoice.period_first, lines))
    return hashlib.sha256(said.encode()).hexdigest()[:LETTERS]
