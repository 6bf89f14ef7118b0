"""A place where a customer is served, with its address and its own time zone (R36, R37)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.client import Client


class Location(models.Model):
    """A location under a client. Its services keep the hours of `time_zone`, an IANA name."""

    id = TypedId("loc")
    client = models.ForeignKey(Client, models.PROTECT, related_name="locations")
    name = models.CharField(max_length=200)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    time_zone = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="loc_has_a_name"),
            models.CheckConstraint(condition=~Q(time_zone=""), name="loc_has_a_time_zone"),
        ]

    def __str__(self) -> str:
        return self.name
