"""The end of a hash chain, kept on the row the chain belongs to (R54)."""

from django.db import models

GENESIS = "0" * 64


class Chained(models.Model):
    """A firm or a client: each has its own chain in the log, so that many can be written at once."""

    log_seq = models.BigIntegerField(default=0, editable=False)
    log_head = models.CharField(max_length=64, default=GENESIS, editable=False)

    class Meta:
        abstract = True
