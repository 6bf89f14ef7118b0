"""Ownership of an account, offered to one of its users and not theirs before they accept (R49, section 11)."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.person import Person
from tenure.records.models.transition import Transition


class OfferOutcome(StrEnum):
    """What became of an offer. `replaced`: a later choice took its place."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


class OwnerRequest(models.Model):
    """`person` owns the account from the moment they accept; until then the request stands open and visible.

    Made by the owner (`offered_by`, until `expires_at`), or by a firm's exit (`transition`), which stands until
    it is answered. A client has one open request at most: a later choice closes the earlier one.
    """

    id = TypedId("own")
    client = models.ForeignKey(Client, models.PROTECT, related_name="owner_requests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="owner_requests")
    administrator = models.BooleanField(default=False)
    transition = models.ForeignKey(Transition, models.PROTECT, null=True, related_name="owner_requests")
    offered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="ownerships_offered")
    at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=9, default=OfferOutcome.OPEN.value, choices=words_of(OfferOutcome), editable=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(closed_at__isnull=True), name="own_one_open_per_client"
            ),
            only("own", "outcome", OfferOutcome),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome=OfferOutcome.OPEN.value)
                | Q(closed_at__isnull=False) & ~Q(outcome=OfferOutcome.OPEN.value),
                name="own_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(transition__isnull=False) | Q(expires_at__isnull=False), name="own_ends_some_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.client_id}"
