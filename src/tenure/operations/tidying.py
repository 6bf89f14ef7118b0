"""The rooms are swept: drafts nobody came back to, sessions that ended, files of erased clients (R27)."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.core.files.storage import default_storage
from django.utils import timezone

from tenure.records.models import DoomedFile, Draft, MailState, OutboxMail

DRAFTS_KEPT = timedelta(days=30)
PRIVATE_LETTERS_KEPT = timedelta(days=30)
FILES_AT_ONCE = 200

logger = logging.getLogger(__name__)


def tidy(at: datetime) -> int:
    """Forgets sessions that ended, and what is thirty days old: drafts left lying, letters of no firm that left.

    Returns how many drafts and letters went.
    """
    SessionStore.clear_expired()
    left_long_ago = OutboxMail.objects.filter(
        firm=None, client=None, state=MailState.SENT.value, sent_at__lt=at - PRIVATE_LETTERS_KEPT
    )
    return Draft.objects.filter(updated_at__lt=at - DRAFTS_KEPT).delete()[0] + left_long_ago.delete()[0]


def remove_doomed_files(*, stopping: Callable[[], bool] = lambda: False) -> int:
    """Removes stored files whose client was erased, or whose row was never written.

    The note goes after its file, so a crash loses nothing. Returns how many went. A file that is gone already is as
    good as removed; one that stays is logged. One whose day has not come is left: somebody is about to write its row
    (`Shelf`).
    """
    removed = 0
    for doomed in DoomedFile.objects.filter(at__lte=timezone.now()).order_by("id")[:FILES_AT_ONCE]:
        if stopping():
            break
        try:
            default_storage.delete(doomed.path)
        except OSError:
            logger.exception("a file that nobody needs cannot be removed: %s", doomed.path)
            continue
        DoomedFile.objects.filter(pk=doomed.pk).delete()
        removed += 1
    return removed
