"""Once a day the rooms are swept: drafts nobody came back to, sessions that ended; and files of erased clients go."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.core.files.storage import default_storage

from tenure.records.models import DoomedFile, Draft

DRAFTS_KEPT = timedelta(days=30)
FILES_AT_ONCE = 200


def tidy(at: datetime) -> int:
    """Forgets drafts that nobody touched for thirty days, and sessions that ended; returns how many drafts."""
    SessionStore.clear_expired()
    return Draft.objects.filter(updated_at__lt=at - DRAFTS_KEPT).delete()[0]


def remove_doomed_files(*, stopping: Callable[[], bool] = lambda: False) -> int:
    """Erases stored files whose client was erased (R27); the note goes after the file, so a crash loses nothing.

    Returns how many went. A file that is gone already is as good as removed.
    """
    removed = 0
    for doomed in DoomedFile.objects.order_by("id")[:FILES_AT_ONCE]:
        if stopping():
            break
        default_storage.delete(doomed.path)
        DoomedFile.objects.filter(pk=doomed.pk).delete()
        removed += 1
    return removed
