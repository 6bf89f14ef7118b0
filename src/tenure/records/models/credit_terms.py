"""What is agreed with one customer about being suspended by the rule (R41)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenure.records.ids import TypedId
from tenure.records.models.client import Client


class CreditTerms(models.Model):
    """The customer's own numbers instead of the policy's; NULL leaves the policy's, `exempt` is never suspended."""

    id = TypedId("ter")
    client = models.OneToOneField(Client, models.PROTECT, related_name="credit_terms")
    exempt = models.BooleanField(default=False)
    days_late = models.PositiveIntegerField(null=True)
    credit_limit = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(days_late=None) | Q(days_late__gte=1), name="ter_days_late"),
            models.CheckConstraint(
                condition=Q(credit_limit=None) | Q(credit_limit__gte=0), name="ter_limit_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"terms of {self.client_id}"
