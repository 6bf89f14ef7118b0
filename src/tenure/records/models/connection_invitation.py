"""A client asks a firm to look after it, by the address of one of its people (R13, R16)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenure.records.ids import BytewiseText, TypedId
from tenure.records.models.client import Client
from tenure.records.models.firm import Firm
from tenure.records.models.person import Person
from tenure.records.models.transition import Transition

UNANSWERED = Q(accepted_at__isnull=True, declined_at__isnull=True, withdrawn_at__isnull=True)


class ConnectionInvitation(models.Model):
    """One invitation. The letter carries the token, the row its hash; it is bound to `email`, whoever that is.

    It is accepted, declined, withdrawn or expires. `leaving` is the firm that was connected when it was sent;
    `firm` the one that answered, and `transition` the end of the link before, where there was one.
    """

    id = TypedId("cin")
    client = models.ForeignKey(Client, models.PROTECT, related_name="connection_invitations", db_index=False)
    leaving = models.ForeignKey(Firm, models.PROTECT, null=True, related_name="+", db_index=False)
    email = models.CharField(max_length=254)
    message = models.TextField(blank=True)
    token_hash = BytewiseText(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="connection_invitations_sent"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    decline_note = models.TextField(blank=True)
    firm = models.ForeignKey(Firm, models.PROTECT, null=True, related_name="connection_answers")
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="connection_answers")
    transition = models.ForeignKey(
        Transition, models.PROTECT, null=True, related_name="connection_invitations"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client", "-created_at"], name="cin_of_client"),
            models.Index(fields=["email"], name="cin_open_to", condition=UNANSWERED),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "email"], condition=UNANSWERED, name="cin_one_open_per_address"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, declined_at__isnull=True)
                | Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
                | Q(declined_at__isnull=True, withdrawn_at__isnull=True),
                name="cin_one_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client_id} to {self.email}"
