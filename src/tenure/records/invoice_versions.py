"""What an invoice said before, the newest first: when it was replaced, by what, and by whom (R44)."""

from collections.abc import Sequence

from tenure.records.models import Invoice, InvoiceVersion

__all__ = ["InvoiceVersion", "version_of", "versions_of"]

MOST = 50


def versions_of(invoice: Invoice) -> Sequence[InvoiceVersion]:
    """The newest versions; one query."""
    return tuple(invoice.versions.select_related("replaced_by").order_by("-position")[:MOST])


def version_of(invoice: Invoice, version: str) -> InvoiceVersion | None:
    """One of its versions."""
    return invoice.versions.select_related("replaced_by").filter(pk=version).first()
