"""Money that came in from a client, and which invoices it settled (R46)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.core.invoicing import PaymentMethod
from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm
from tenure.records.models.invoice import Invoice
from tenure.records.models.person import Person


class Payment(models.Model):
    """`amount` in minor units of `currency`; what no allocation uses is the client's credit. One taken back says when."""

    id = TypedId("pay")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="payments")
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="payments")
    currency = models.CharField(max_length=3)
    amount = models.BigIntegerField()
    received_on = models.DateField()
    method = models.CharField(max_length=12, choices=words_of(PaymentMethod))
    reference = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="payments_recorded")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    reversed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["client", "currency"], name="pay_of_client")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="pay_more_than_nothing"),
            only("pay", "method", PaymentMethod),
        ]

    def __str__(self) -> str:
        return self.id


class Allocation(models.Model):
    """So many minor units of a payment settle an invoice."""

    id = models.BigAutoField(primary_key=True)
    payment = models.ForeignKey(Payment, models.CASCADE, related_name="allocations", db_index=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="allocations")
    amount = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payment", "invoice"], name="alc_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="alc_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.payment_id} for {self.invoice_id}"
