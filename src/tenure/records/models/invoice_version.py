"""What an invoice said before it was regenerated, kept so that it can be put back (R44)."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.utils import timezone

from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.invoice import Invoice
from tenure.records.models.person import Person


class Replaced(StrEnum):
    """By what the stored lines were replaced."""

    REGENERATED = "regenerated"
    RESTORED = "restored"


class InvoiceVersion(models.Model):
    """`lines` as they stood, in order, amounts as text and minor units; `net`, `tax`, `total` in minor units."""

    id = TypedId("ivv")
    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="versions", db_index=False)
    position = models.PositiveSmallIntegerField()
    lines = models.JSONField(default=list)
    net = models.BigIntegerField()
    tax = models.BigIntegerField()
    total = models.BigIntegerField()
    replaced = models.CharField(max_length=12, choices=words_of(Replaced))
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="invoices_replaced")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invoice", "position"], name="ivv_place_once"),
            only("ivv", "replaced", Replaced),
        ]

    def __str__(self) -> str:
        return f"version {self.position} of {self.invoice_id}"
