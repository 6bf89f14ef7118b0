"""What is done at a location: on a schedule or on request, for a price (R36, R38)."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.location import Location


class Service(models.Model):
    """One service at one location.

    A recurring one follows `rule`, an iCalendar recurrence rule, from `start_date` on, at `time_of_day` (all day
    if empty), in the location's time zone. Its `price` is for a month, of one on request for a visit; `tax_rate` is
    in percent, NULL leaves the policy's. `end_date` is its last day; `deactivate_on_end_date` then stops it. One
    on request has none of these. `client` repeats the location's, so that clients are read in sets.
    """

    id = TypedId("srv")
    client = models.ForeignKey(Client, models.PROTECT, related_name="services")
    location = models.ForeignKey(Location, models.PROTECT, related_name="services")
    name = models.CharField(max_length=200)
    recurring = models.BooleanField()
    rule = models.CharField(max_length=500, blank=True)
    start_date = models.DateField(null=True)
    time_of_day = models.TimeField(null=True)
    end_date = models.DateField(null=True)
    deactivate_on_end_date = models.BooleanField(default=False)
    price = models.DecimalField(max_digits=16, decimal_places=4, default=Decimal(0))
    tax_rate = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    currency = models.CharField(max_length=3)
    quantity = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["end_date"], name="srv_ending", condition=Q(deactivate_on_end_date=True))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="srv_has_a_name"),
            models.CheckConstraint(
                condition=Q(recurring=True, start_date__isnull=False) & ~Q(rule="")
                | Q(recurring=False, rule="", start_date=None, time_of_day=None, end_date=None),
                name="srv_recurs_or_waits_for_a_request",
            ),
            models.CheckConstraint(
                condition=Q(deactivate_on_end_date=False) | Q(end_date__isnull=False),
                name="srv_ends_itself_on_a_day",
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="srv_price_not_negative"),
            models.CheckConstraint(
                condition=Q(tax_rate=None) | Q(tax_rate__gte=0, tax_rate__lte=100), name="srv_tax_in_percent"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="srv_quantity_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.name
