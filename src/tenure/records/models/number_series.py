"""Where a firm's invoice numbers come from: one after the other, without gaps (R46)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenure.records.ids import TypedId
from tenure.records.models.firm import Firm


class NumberSeries(models.Model):
    """One series of a firm. `following` is the next number, taken under the row's lock as the invoice is issued."""

    id = TypedId("nse")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="number_series")
    code = models.CharField(max_length=20)
    following = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "code"], name="nse_once_per_firm"),
            models.CheckConstraint(condition=~Q(code=""), name="nse_has_a_code"),
            models.CheckConstraint(condition=Q(following__gte=1), name="nse_counts_from_one"),
        ]

    def __str__(self) -> str:
        return self.code
