"""The log nobody can rewrite unseen: each entry carries the hash of the one before (R54)."""

from typing import ClassVar

from django.db import models

from tenure.records.ids import ID_LENGTH, BytewiseText


class LogEntry(models.Model):
    """One event in the chain of one client or firm; persons appear in it only through keyed commitments."""

    id = models.BigAutoField(primary_key=True)
    chain = BytewiseText(max_length=ID_LENGTH)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    content = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "seq"], name="log_no_gap_twice")]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.event}"
