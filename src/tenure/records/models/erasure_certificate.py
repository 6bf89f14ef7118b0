"""The proof that a client was erased: what went, by count and hash, without naming anybody (R27)."""

from django.db import models
from django.utils import timezone

from tenure.records.ids import TypedId
from tenure.records.models.firm import Firm
from tenure.records.models.transition import Transition


class ErasureCertificate(models.Model):
    """One erasure. `content` maps each table to the number of rows erased and the SHA-256 over them."""

    id = TypedId("erc")
    firm = models.ForeignKey(Firm, models.PROTECT, related_name="erasure_certificates")
    transition = models.ForeignKey(Transition, models.PROTECT, related_name="erasure_certificates")
    at = models.DateTimeField(default=timezone.now, editable=False)
    content = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"erasure of {self.at:%Y-%m-%d}"
