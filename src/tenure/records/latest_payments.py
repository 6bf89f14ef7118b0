"""What came in from a client lately (R46)."""

from tenure.records.models import Client, Payment

__all__ = ["Payment", "latest_payments"]


def latest_payments(client: Client, most: int) -> tuple[Payment, ...]:
    """The newest payments to the firm that looks after the client today, those taken back too."""
    rows = Payment.objects.filter(client=client, firm_id=client.firm_id)
    return tuple(rows.order_by("-received_on", "-created_at", "-id")[:most])
