"""How one customer is billed: under which name, where its invoices go, and in which billing profile it is (R42, R46)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm


class BillingProfile(models.Model):
    """Customers that are billed alike: a bulk run can bill one profile. NULL `due_days` leaves the policy's."""

    id = TypedId("bpr")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="billing_profiles")
    name = models.CharField(max_length=100)
    due_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "name"], name="bpr_once_per_firm"),
            models.CheckConstraint(condition=~Q(name=""), name="bpr_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class BillingDetails(models.Model):
    """Empty `name` and `email` leave those of the client's record. A client without a row is billed as its record says."""

    id = TypedId("bde")
    client = models.OneToOneField(Client, models.PROTECT, related_name="billing_details")
    profile = models.ForeignKey(BillingProfile, models.SET_NULL, null=True, related_name="members")
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)

    def __str__(self) -> str:
        return f"billing details of {self.client_id}"
