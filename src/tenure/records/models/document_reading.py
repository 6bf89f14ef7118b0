"""What the machine read on a document, and what a person put right: kept apart (R20)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.core.reading.corrected import Correctable
from tenure.core.reading.reading import Source
from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.document import Document
from tenure.records.models.person import Person


class DocumentReading(models.Model):
    """One reading of one document; a person never changes it.

    `fields` and `rates` as `core.reading.storing` writes them, `shapes` with [number, width, height, turn] of each page,
    as the places on it are meant. `took_ms` is how long the worker had it in hand; None for one read before that was kept.
    """

    id = TypedId("rdg")
    document = models.OneToOneField(Document, models.PROTECT, related_name="reading")
    client = models.ForeignKey(Client, models.PROTECT, related_name="readings")
    source = models.CharField(max_length=4, choices=words_of(Source))
    fields = models.JSONField(default=dict)
    rates = models.JSONField(default=list)
    shapes = models.JSONField(default=list)
    adds_up = models.BooleanField(null=True)
    read_at = models.DateTimeField(default=timezone.now)
    took_ms = models.PositiveIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [
            # How long the latest readings took.
            models.Index(fields=["-read_at"], name="rdg_lately", condition=Q(took_ms__isnull=False)),
        ]
        constraints: ClassVar = [only("rdg", "source", Source)]

    def __str__(self) -> str:
        return f"reading of {self.document_id}"


class Correction(models.Model):
    """One field of a document, or its tax by rate, as a person says it is; empty where the document does not have it."""

    id = TypedId("crr")
    document = models.ForeignKey(Document, models.PROTECT, related_name="corrections", db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=10, choices=words_of(Correctable))
    value = models.CharField(max_length=1000, blank=True)
    corrected_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="corrections")
    corrected_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "field"], name="crr_once_a_field"),
            models.CheckConstraint(condition=~Q(field=""), name="crr_names_a_field"),
            only("crr", "field", Correctable),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.document_id}"
