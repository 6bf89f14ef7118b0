"""What a client owes for a month of its own plan: how much, by when, under which reference, and whether it is paid."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.subscription import Subscription


class PlanPaymentState(StrEnum):
    """A payment is due until somebody says that the money has come, or that nobody waits for it."""

    DUE = "due"
    PAID = "paid"
    WAIVED = "waived"


class PlanPayment(models.Model):
    """One month to pay. Days are the client's; `provider` is how it is collected.

    It stays when its client is erased, without it: whoever runs the installation must keep its own books.
    """

    id = TypedId("ppy")
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, related_name="plan_payments", db_index=False
    )
    subscription = models.ForeignKey(Subscription, models.PROTECT, null=True, related_name="plan_payments")
    provider = models.CharField(max_length=20)
    reference = models.CharField(max_length=40, unique=True)
    tariff = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    begins_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(
        max_length=8, default=PlanPaymentState.DUE.value, choices=words_of(PlanPaymentState)
    )
    settled_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client", "-begins_on"], name="ppy_of_client"),
            models.Index(fields=["state", "due_on"], name="ppy_by_state"),
        ]
        constraints: ClassVar = [
            only("ppy", "state", PlanPaymentState),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ppy_amount_positive"),
            models.CheckConstraint(
                condition=Q(state=PlanPaymentState.DUE.value) | Q(settled_at__isnull=False),
                name="ppy_settled_has_a_day",
            ),
            # A month is owed once, however often the worker asks.
            models.UniqueConstraint(fields=["subscription", "begins_on"], name="ppy_once_a_month"),
        ]

    def __str__(self) -> str:
        return self.reference
