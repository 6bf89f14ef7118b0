"""Who holds a letter of the outbox. Every move asks its condition in the statement that makes it.

waiting -> (claimed by a key) -> sending -> sent | waiting again | failed | unknown. A claim alone leaves the
letter waiting, so that what a killed worker had claimed and not touched is simply claimed again; only the one
letter in its hand becomes unknown.
"""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from tenure.operations.invoice_sending import note_invoices_sent
from tenure.operations.letters import without_secrets
from tenure.records.models import MailState, OutboxMail

CLAIMED_FOR = timedelta(minutes=3)
# Longer than a server may take for every word of a conversation, each within the mailer's timeout.
IN_HAND_FOR = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)
MOST_ATTEMPTS = 32  # With these waits: four days, as mail servers do among themselves.


def claim(at: datetime, limit: int) -> tuple[str, list[OutboxMail]]:
    """Up to `limit` letters that are due, oldest first, held by the key returned with them.

    Each has its Message-ID from now on, the same at every attempt.
    """
    key = secrets.token_hex(16)
    due = due_at(at)
    ids = list(due.order_by("next_at", "id").values_list("id", flat=True)[:limit])
    if not ids:
        return key, []
    due.filter(id__in=ids).update(lease_key=key, lease_until=at + CLAIMED_FOR, message_id=_message_id())
    return key, list(_claimed(key).select_related("firm").order_by("next_at", "id"))


def take_in_hand(mail: OutboxMail, key: str, at: datetime) -> bool:
    """The letter is about to leave; False if it is gone or somebody else's by now."""
    taken = _claimed(key).filter(pk=mail.pk)
    return bool(
        taken.update(
            state=MailState.SENDING.value,
            attempts=F("attempts") + 1,
            lease_until=at + IN_HAND_FOR,
            last_error="",
        )
    )


def note_sent(mail: OutboxMail, key: str, at: datetime) -> None:
    """It has left, also if the lease ran out meanwhile; only a person's resend is stronger.

    What it brought counts as sent with it.
    """
    in_doubt = [MailState.SENDING.value, MailState.UNKNOWN.value]
    with transaction.atomic():
        sent = OutboxMail.objects.filter(pk=mail.pk, lease_key=key, state__in=in_doubt).update(
            state=MailState.SENT.value,
            sent_at=at,
            lease_key="",
            lease_until=None,
            last_error="",
            context=without_secrets(mail),
        )
        if sent:
            note_invoices_sent(mail, at)


def note_unsent(mail: OutboxMail, key: str, state: MailState, reason: str) -> None:
    """The letter in hand failed for good, or its fate is unknown."""
    _in_hand(mail, key).update(state=state.value, lease_key="", lease_until=None, last_error=reason)


def note_later(mail: OutboxMail, key: str, at: datetime, reason: str) -> MailState:
    """The letter in hand did not leave: it waits for the next attempt, or failed if that was the last."""
    attempts = mail.attempts + 1
    _in_hand(mail, key).update(**_again(attempts, at, reason))
    return _state_after(attempts)


def postpone(mails: Sequence[OutboxMail], key: str, at: datetime, reason: str) -> None:
    """None of these claimed letters could be tried, for a reason that is not theirs."""
    alike: dict[int, list[str]] = defaultdict(list)
    for mail in mails:
        alike[mail.attempts + 1].append(mail.id)
    for attempts, ids in alike.items():
        _claimed(key).filter(id__in=ids).update(attempts=attempts, **_again(attempts, at, reason))


def let_go(key: str) -> None:
    """What was claimed and not touched is free again."""
    _claimed(key).update(lease_key="", lease_until=None)


def fail_unsent(mail: OutboxMail, key: str, reason: str) -> None:
    """A claimed letter that cannot even be written."""
    _claimed(key).filter(pk=mail.pk).update(
        state=MailState.FAILED.value, lease_key="", lease_until=None, last_error=reason
    )


def note_lost(at: datetime, reason: str) -> int:
    """Letters whose worker died with them in its hand become unknown; returns how many."""
    # Asked first: on SQLite an update takes the writer's place, also if there is nothing to write.
    if not lost_at(at).exists():
        return 0
    # The key stays: should the worker be alive after all, its word that the letter left still counts.
    return lost_at(at).update(state=MailState.UNKNOWN.value, lease_until=None, last_error=reason)


def due_at(at: datetime) -> QuerySet[OutboxMail]:
    """Letters whose time has come and that nobody holds."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    return OutboxMail.objects.filter(free, state=MailState.WAITING.value, next_at__lte=at)


def lost_at(at: datetime) -> QuerySet[OutboxMail]:
    """Letters in the hand of somebody who has not been heard of for too long."""
    return OutboxMail.objects.filter(state=MailState.SENDING.value, next_at__lte=at, lease_until__lt=at)


def wait_after(attempts: int) -> timedelta:
    """How long a letter rests after so many attempts: doubling from a minute, four hours at most."""
    doublings = min(attempts - 1, 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _message_id() -> Case:
    """The one a letter has, or a new one made from its id and the name of this installation."""
    domain = urlsplit(settings.TENURE_URL).hostname
    new = Concat(Value("<"), F("id"), Value(f"@{domain}>"), output_field=CharField())
    return Case(When(message_id="", then=new), default=F("message_id"), output_field=CharField())


def _claimed(key: str) -> QuerySet[OutboxMail]:
    return OutboxMail.objects.filter(lease_key=key, state=MailState.WAITING.value)


def _in_hand(mail: OutboxMail, key: str) -> QuerySet[OutboxMail]:
    return OutboxMail.objects.filter(pk=mail.pk, lease_key=key, state=MailState.SENDING.value)


def _state_after(attempts: int) -> MailState:
    return MailState.FAILED if attempts >= MOST_ATTEMPTS else MailState.WAITING


def _again(attempts: int, at: datetime, reason: str) -> dict[str, object]:
    return {
        "state": _state_after(attempts).value,
        "next_at": at + wait_after(attempts),
        "lease_key": "",
        "lease_until": None,
        "last_error": reason,
    }
