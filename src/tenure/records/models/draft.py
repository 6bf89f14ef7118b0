"""What somebody typed into a wizard and has not confirmed yet, so that nothing typed is lost."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.core.actions import Verb
from tenure.records.closed_sets import only, words_of
from tenure.records.ids import ID_LENGTH, BytewiseText, TypedId
from tenure.records.models.person import Person
from tenure.records.models.transition import Transition


class Draft(models.Model):
    """A person's answers to one plan; once performed it points at the transition, for the second click."""

    id = TypedId("drf")
    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    verb = models.CharField(max_length=16, choices=words_of(Verb))
    target = BytewiseText(max_length=ID_LENGTH, db_index=True)
    answers = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    step = models.CharField(max_length=40, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)
    transition = models.ForeignKey(Transition, models.PROTECT, null=True, related_name="drafts")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "verb", "target"], condition=Q(transition__isnull=True), name="drf_one_open"
            ),
            only("drf", "verb", Verb),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"
