"""Who works in a firm."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.firm import Firm
from tenure.records.models.person import Person
from tenure.records.models.role import Role


class Member(models.Model):
    """One person's place in one firm, with the role that gives its rights (R7)."""

    id = TypedId("mem")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="members", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.ForeignKey(Role, models.PROTECT, related_name="members")
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["firm", "person"], name="mem_once_per_firm")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.firm_id}"
