"""Files that are to be erased from storage: noted with the erasure, removed after it (R27)."""

from django.db import models
from django.utils import timezone


class DoomedFile(models.Model):
    """One stored file by its path. The row goes when the file is gone, so a crash loses nothing."""

    id = models.BigAutoField(primary_key=True)
    path = models.CharField(max_length=255)
    at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.path
