"""A service on request was done on a day, and can be billed (R46)."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.invoice_line import InvoiceLine
from tenure.records.models.person import Person
from tenure.records.models.service import Service


class Visit(models.Model):
    """`on` is a day in the location's time zone. `line` bills it; one whose draft was thrown away is billed again."""

    id = TypedId("vis")
    client = models.ForeignKey(Client, models.PROTECT, related_name="visits", db_index=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="visits")
    on = models.DateField()
    quantity = models.DecimalField(max_digits=12, decimal_places=3, default=Decimal(1))
    note = models.CharField(max_length=300, blank=True)
    line = models.ForeignKey(InvoiceLine, models.SET_NULL, null=True, related_name="visits")
    recorded_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="visits_recorded")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client", "on"], name="vis_of_client"),
            models.Index(fields=["client", "on"], name="vis_to_bill", condition=Q(line=None)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="vis_more_than_nothing")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} on {self.on}"
