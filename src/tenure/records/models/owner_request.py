"""A request to become account owner that waits for an invited person (section 11 of the requirements)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.person import Person
from tenure.records.models.transition import Transition


class OwnerRequest(models.Model):
    """`person` owns the account from the day they accept; until then the request stands open and visible.

    A client has one open request at most: a later choice closes the earlier one.
    """

    id = TypedId("own")
    client = models.ForeignKey(Client, models.PROTECT, related_name="owner_requests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="owner_requests")
    administrator = models.BooleanField(default=False)
    transition = models.ForeignKey(Transition, models.PROTECT, related_name="owner_requests")
    at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(closed_at__isnull=True), name="own_one_open_per_client"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.client_id}"
