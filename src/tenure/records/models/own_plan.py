"""What a client agreed to for the plan it pays for itself, or tries (R12, R15)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.subscription import Subscription


class OwnPlan(models.Model):
    """The terms of a subscription whose payer is the client; the subscription's `plan` is the tariff's code.

    Days are those of `time_zone`, which is fixed when the plan begins: a firm that comes or goes does not move them.
    `began_on` is the first day of the trial or of the paid months, of which `months` have begun; `ends_on` is the
    first day without the plan, or of the next month. `reminded` is how many days before the end of the trial the last
    reminder was for. `price` is a month's, as agreed; `ordered` is the tariff that
    begins on `ends_on`.
    """

    id = TypedId("own")
    client = models.ForeignKey(Client, models.PROTECT, related_name="own_plans")
    subscription = models.OneToOneField(Subscription, models.PROTECT, related_name="own_plan")
    time_zone = models.CharField(max_length=64)
    trial_began_on = models.DateField(null=True)
    began_on = models.DateField()
    months = models.PositiveIntegerField(default=0)
    ends_on = models.DateField()
    reminded = models.PositiveSmallIntegerField(null=True)
    currency = models.CharField(max_length=3)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    cancelled_at = models.DateTimeField(null=True)
    ordered = models.CharField(max_length=60, blank=True)
    ordered_currency = models.CharField(max_length=3, blank=True)
    ordered_price = models.DecimalField(max_digits=12, decimal_places=2, null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ends_on"], name="own_ending")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("began_on")), name="own_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=(Q(price=None) | Q(price__gte=0))
                & (Q(ordered_price=None) | Q(ordered_price__gte=0)),
                name="own_price_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"own plan of {self.client_id}"
