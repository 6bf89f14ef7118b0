"""Why something does not run: one dated row per stop, with its cause (R4, R6)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenure.core.stops import StopKind
from tenure.core.tree import Kind
from tenure.records.closed_sets import only, words_of
from tenure.records.ids import ID_LENGTH, BytewiseText, TypedId
from tenure.records.models.client import Client
from tenure.records.models.transition import Transition


class Stop(models.Model):
    """A stop on one node of a client's tree, open until `lifted_at`.

    `since`, `until` (the first day it no longer counts, if planned) and `locked_until` are days in the firm's time
    zone; the moment it was placed is its cause's. `planned`: its first day is still to come. A node carries one open
    stop of each kind and type at most (R4, R41). What a recurring service's schedule was before is remembered in
    `end_date_before` and `ended_itself_before`; the latter is NULL where there was none (R39).
    """

    id = TypedId("stp")
    client = models.ForeignKey(Client, models.PROTECT, related_name="stops")
    node = BytewiseText(max_length=ID_LENGTH)
    node_kind = models.CharField(max_length=12, choices=words_of(Kind))
    kind = models.CharField(max_length=14, choices=words_of(StopKind))
    since = models.DateField()
    until = models.DateField(null=True)
    locked_until = models.DateField(null=True)
    type = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    planned = models.BooleanField(default=False)
    end_date_before = models.DateField(null=True)
    ended_itself_before = models.BooleanField(null=True)
    cause = models.ForeignKey(Transition, models.PROTECT, related_name="stops_placed")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Transition, models.PROTECT, null=True, related_name="stops_lifted")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client"], name="stp_open_of_client", condition=Q(lifted_at__isnull=True)),
            # What the worker opens and closes by its date.
            models.Index(
                fields=["since"], name="stp_planned", condition=Q(lifted_at__isnull=True, planned=True)
            ),
            models.Index(
                fields=["until"],
                name="stp_ending",
                condition=Q(lifted_at__isnull=True, until__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["node", "kind", "type"],
                condition=Q(lifted_at__isnull=True),
                name="stp_one_open_per_kind_and_type",
            ),
            only("stp", "kind", StopKind),
            only("stp", "node_kind", Kind),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.node}"
