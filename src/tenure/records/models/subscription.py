"""A product a client has, and who pays for it (R15, R17, R47)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenure.core.facts import Payer
from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.business import Business
from tenure.records.models.client import Client


class Subscription(models.Model):
    """One product of one client, or of one `business` of it. `extraction`: documents are read under it (R20)."""

    id = TypedId("sub")
    client = models.ForeignKey(Client, models.PROTECT, related_name="subscriptions")
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="subscriptions")
    product = models.CharField(max_length=60)
    product_name = models.CharField(max_length=120)
    payer = models.CharField(max_length=8, choices=words_of(Payer))
    plan = models.CharField(max_length=60, blank=True)
    trial = models.BooleanField(default=False)
    extraction = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "product", "payer"],
                condition=Q(until__isnull=True, business__isnull=True),
                name="sub_once_per_payer",
            ),
            models.UniqueConstraint(
                fields=["business", "product", "payer"],
                condition=Q(until__isnull=True, business__isnull=False),
                name="sub_once_per_business_and_payer",
            ),
            only("sub", "payer", Payer),
        ]

    def __str__(self) -> str:
        return self.product_name
