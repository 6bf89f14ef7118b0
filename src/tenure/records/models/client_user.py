"""Who uses a client account: those who joined, and those who are invited (R14, R49)."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.core.facts import UserState
from tenure.records.closed_sets import only, words_of
from tenure.records.ids import TypedId
from tenure.records.models.client import Client
from tenure.records.models.person import Person


class ClientRole(StrEnum):
    """What a user may do at the client; the owner is named on the client itself (R49)."""

    ADMINISTRATOR = "administrator"
    STANDARD = "standard"


class ClientUser(models.Model):
    """One person's place at one client."""

    id = TypedId("cus")
    client = models.ForeignKey(Client, models.PROTECT, related_name="users", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="client_places")
    role = models.CharField(max_length=16, default=ClientRole.STANDARD.value, choices=words_of(ClientRole))
    state = models.CharField(max_length=8, default=UserState.INVITED.value, choices=words_of(UserState))
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    joined_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "person"], name="cus_once_per_client"),
            only("cus", "role", ClientRole),
            only("cus", "state", UserState),
            models.CheckConstraint(
                condition=Q(state=UserState.INVITED.value) | Q(joined_at__isnull=False),
                name="cus_joined_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.client_id}"
