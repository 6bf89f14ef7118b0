"""Letters that ask somebody in: to a client's account, to a firm's team, or a firm to a client (R13, R25)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.ids import BytewiseText, TypedId
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm
from tenure.records.models.person import Person

OPEN = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """One invitation. The letter carries the token, the row its hash; it is spent, withdrawn or expires."""

    id = TypedId("ivt")
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="invitations")
    firm = models.ForeignKey(Firm, models.PROTECT, null=True, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=60, blank=True)
    token_hash = BytewiseText(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="invitations_sent")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(client__isnull=False) | Q(firm__isnull=False), name="ivt_leads_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="ivt_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.client_id or self.firm_id}"
