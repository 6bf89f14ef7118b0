"""The wait before a product may come back, owed by a firm for a client (R22)."""

from typing import ClassVar

from django.db import models

from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm
from tenure.records.models.person import Person
from tenure.records.models.transition import Transition


class Wait(models.Model):
    """A firm may not bring `product` back for this client before `until`, a day in the firm's time zone.

    It hangs on firm and client, not on their link: disconnecting and reconnecting does not shorten it. A
    second administrator may end it early; who asked, why, and who approved stay here (R22).
    """

    id = TypedId("wai")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="waits", db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="waits")
    product = models.CharField(max_length=60)
    until = models.DateField()
    cause = models.ForeignKey(Transition, models.PROTECT, null=True, related_name="waits")
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="early_returns_asked")
    asked_reason = models.TextField(blank=True)
    approved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="early_returns_approved")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["firm", "until"], name="wai_ending")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "client", "product", "cause"], name="wai_once_per_cause")
        ]

    def __str__(self) -> str:
        return f"{self.product} until {self.until}"
