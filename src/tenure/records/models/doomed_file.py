"""Files that are to be erased from storage: noted with the erasure, or before they are written (R20, R27)."""

from django.db import models
from django.utils import timezone


class DoomedFile(models.Model):
    """One stored file by its path. The row goes when the file is gone, so a crash loses nothing.

    With `at` in the future it is on its way to a row of its own: whoever writes that takes this one away.
    """

    id = models.BigAutoField(primary_key=True)
    path = models.CharField(max_length=255)
    at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.path
