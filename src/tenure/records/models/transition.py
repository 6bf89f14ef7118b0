"""What was done: who, when, why, and the plan exactly as it was confirmed (R50, R54)."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.utils import timezone

from tenure.records.closed_sets import only, words_of
from tenure.records.ids import ID_LENGTH, BytewiseText, TypedId
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm
from tenure.records.models.person import Person


class Source(StrEnum):
    """The door somebody came through."""

    WEB = "web"
    API = "api"
    CLI = "cli"
    WORKER = "worker"


class Transition(models.Model):
    """One performed plan. It outlives its client and its actor, and then no longer names them (R27).

    `request_key` answers a repeated request with the transition it already made.
    """

    id = TypedId("trn")
    client = models.ForeignKey(Client, models.SET_NULL, null=True, related_name="transitions", db_index=False)
    firm = models.ForeignKey(Firm, models.PROTECT, null=True, related_name="transitions", db_index=False)
    actor = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="transitions")
    actor_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=40)
    target = BytewiseText(max_length=ID_LENGTH)
    target_kind = models.CharField(max_length=20)
    target_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=8, choices=words_of(Source))
    plan = models.JSONField(default=dict)
    # NULL rather than empty: unique among those that have one.
    request_key = models.CharField(max_length=100, null=True, unique=True)  # noqa: DJ001

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client", "-at"], name="trn_of_client"),
            models.Index(fields=["firm", "-at"], name="trn_of_firm"),
        ]
        constraints: ClassVar = [only("trn", "source", Source)]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"
