"""Which invoices a customer may take along as PDF: those that were issued to it (R46)."""

from tenure.records.models import Invoice


def issued_to(client_id: str, invoice_id: str) -> bool:
    """Whether this invoice was issued to this client, by the firm of today or one before."""
    if not (invoice_id.isascii() and invoice_id.isprintable()):
        return False
    return Invoice.objects.filter(pk=invoice_id, client=client_id, number__isnull=False).exists()
