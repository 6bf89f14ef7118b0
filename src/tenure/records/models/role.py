"""What the members of a firm may do (R7, R8)."""

from typing import ClassVar

from django.db import models

from tenure.records.ids import TypedId
from tenure.records.models.firm import Firm


class Role(models.Model):
    """A named bundle of rights in one firm; `rights` lists values of `tenure.core.actor.Right`."""

    id = TypedId("rol")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="roles", db_index=False)
    key = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(max_length=120)
    rights = models.JSONField(default=list)
    builtin = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["firm", "key"], name="rol_one_per_key")]

    def __str__(self) -> str:
        return self.name
