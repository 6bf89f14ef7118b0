"""One undertaking of a client, with products of its own; it can rest alone (R32)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.client import Client


class Business(models.Model):
    """A business under a client. Whether it runs is told by the stops on it and on its client."""

    id = TypedId("biz")
    client = models.ForeignKey(Client, models.PROTECT, related_name="businesses")
    name = models.CharField(max_length=200)
    company_number = models.CharField(max_length=60, blank=True)
    tax_number = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name=""), name="biz_has_a_name")]

    def __str__(self) -> str:
        return self.name
