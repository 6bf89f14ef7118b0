"""The dated link between a client and the firm that looks after it (R12, R16)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm
from tenure.records.models.transition import Transition


class Connection(models.Model):
    """A firm looked after a client from `since` to `until`; a client has one open link at most (R16)."""

    id = TypedId("con")
    client = models.ForeignKey(Client, models.PROTECT, related_name="connections")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="connections")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Transition, models.PROTECT, null=True, related_name="connections_ended")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(until__isnull=True), name="con_one_firm_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.client_id} with {self.firm_id}"
