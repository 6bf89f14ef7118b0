"""A firm that looks after clients, with the policy it lives by."""

from django.db import models
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.chain import Chained


class Firm(Chained):
    """One firm. `policy` is its whole policy document; the one writer keeps the counters.

    `plan` is the code of what the firm itself pays for, in `core.firm_plans`; empty for nothing.
    """

    id = TypedId("firm")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    locale = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=2, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    plan = models.CharField(max_length=40, blank=True)
    policy = models.JSONField(default=dict)
    policy_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    clients_active = models.PositiveIntegerField(default=0, editable=False)
    clients_deactivated = models.PositiveIntegerField(default=0, editable=False)
    clients_invited = models.PositiveIntegerField(default=0, editable=False)
    clients_suspended = models.PositiveIntegerField(default=0, editable=False)
    # NULL rather than empty: unique among those that have one.
    calendar_token_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001

    def __str__(self) -> str:
        return self.name
