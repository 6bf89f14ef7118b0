"""New lines on an issued invoice: what it said is kept, what was paid finds its place (R44)."""

from datetime import datetime

from tenure.operations.invoice_lines import write_lines
from tenure.operations.releasing import release
from tenure.operations.rewriting import Comparison
from tenure.operations.settling import settle
from tenure.operations.stored_lines import keep_version
from tenure.records.models import Client, Invoice, Replaced


def write_anew(
    invoice: Invoice, client: Client, comparison: Comparison, replaced: Replaced, *, by: str, at: datetime
) -> None:
    """1. keep what it says, 2. let go what it has no room for, 3. write, 4. settle. The client is locked."""
    keep_version(invoice, comparison.stored, replaced, by=by, at=at)
    if comparison.released:
        release(invoice, comparison.released)
    write_lines(invoice, comparison.new)
    settle(client, invoice.currency)
    invoice.refresh_from_db()
