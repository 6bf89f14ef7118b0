"""Why a relationship ended or paused, in the firm's own words (R10, R18)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm
from tenure.records.models.transition import Transition


class SurveyAnswer(models.Model):
    """A reason from the policy's list, a score from 0 to 10, free words. It outlives its client."""

    id = TypedId("svy")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="survey_answers", db_index=False)
    client = models.ForeignKey(Client, models.SET_NULL, null=True, related_name="survey_answers")
    transition = models.ForeignKey(Transition, models.PROTECT, null=True, related_name="survey_answers")
    verb = models.CharField(max_length=16)
    reason = models.CharField(max_length=60, blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["firm", "-at"], name="svy_of_firm")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=10), name="svy_score_0_to_10"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason or '-'} ({self.verb})"
