"""Customers that belong together for billing: one owner's ten shops, one street, one delivery (R45)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm


class AccountGroup(models.Model):
    """A named group of a firm's customers. Its unpaid invoices are sent again together."""

    id = TypedId("grp")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="account_groups")
    name = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "name"], name="grp_once_per_firm"),
            models.CheckConstraint(condition=~Q(name=""), name="grp_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMembership(models.Model):
    """One customer is in one group. A deactivated customer stays a member; one that leaves the firm does not."""

    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(AccountGroup, models.CASCADE, related_name="memberships", db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="group_memberships")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["group", "client"], name="gme_once")]

    def __str__(self) -> str:
        return f"{self.client_id} in {self.group_id}"
