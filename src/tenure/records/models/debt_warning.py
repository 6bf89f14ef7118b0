"""A customer was told that it will be suspended if it does not pay (R41)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.client import Client


class DebtWarning(models.Model):
    """One warning for one oldest debt, due on `oldest_due`; the suspension was announced for `suspends_on`."""

    id = TypedId("dwa")
    client = models.ForeignKey(Client, models.PROTECT, related_name="debt_warnings", db_index=False)
    oldest_due = models.DateField()
    suspends_on = models.DateField()
    warned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "oldest_due"], name="dwa_once_a_debt")
        ]

    def __str__(self) -> str:
        return f"{self.client_id} was warned for {self.suspends_on}"
