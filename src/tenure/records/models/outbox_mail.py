"""A letter that has to leave: written with the change it tells of, sent later, never silently lost (R11)."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.core.actor import Side
from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm
from tenure.records.models.transition import Transition


class MailState(StrEnum):
    """How far a letter has come. `unknown`: handed over or not, nobody noted it; a person resends."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


# Two equations rather than `in`: SQLite uses the index only for questions it can see to imply its condition.
DUE = Q(state=MailState.WAITING.value) | Q(state=MailState.SENDING.value)


class OutboxMail(models.Model):
    """One letter to one person. `kind` names its template, `context` what it says, `side` for whom it is.

    Who sends it holds a lease until `lease_until`. A client's letters are erased by name, not by cascade.
    """

    id = TypedId("obx")
    firm = models.ForeignKey(Firm, models.PROTECT, null=True, related_name="letters", db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="letters")
    transition = models.ForeignKey(Transition, models.PROTECT, null=True, related_name="letters")
    kind = models.CharField(max_length=60)
    to_address = models.CharField(max_length=254)
    to_name = models.CharField(max_length=200, blank=True)
    locale = models.CharField(max_length=8, default="en")
    side = models.CharField(max_length=8, choices=words_of(Side))
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default=MailState.WAITING.value, choices=words_of(MailState))
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    lease_key = models.CharField(max_length=40, blank=True)
    last_error = models.TextField(blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_at", "id"], name="obx_due", condition=DUE),
            models.Index(fields=["firm", "-created_at"], name="obx_of_firm"),
        ]
        constraints: ClassVar = [only("obx", "state", MailState), only("obx", "side", Side)]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to_address}"
