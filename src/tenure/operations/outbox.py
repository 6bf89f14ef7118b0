"""The letters that wait leave, each once; what nobody knows is shown to a person who decides (R11, R19, R23).

Nothing here runs inside a transaction while it talks to the mail server. The row is the truth.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from tenure.core.actor import Actor, Right
from tenure.core.wording import say
from tenure.operations import leases
from tenure.operations.clock import Clock
from tenure.operations.errors import Invalid, Missing
from tenure.operations.letters import NothingToSay, posted, without_secrets
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.outlets.mail import Later, Letter, Outcome, Post, Refused, Sent, Unknown, Unreachable
from tenure.records.models import MailState, OutboxMail

BATCH = 20
ASK_AGAIN = 1.0  # seconds
# Sentences that are stored with a letter and translated where it is shown.
LOST = gettext_noop("The worker stopped while it was sending this letter. It may have arrived or not.")
GIVEN_UP = gettext_noop("Given up by a person.")
UNWRITABLE = gettext_noop("This letter cannot be written; the worker's log says why.")
NOT_TO_SEND_AGAIN = (MailState.WAITING, MailState.SENDING, MailState.SENT)

logger = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Delivery:
    """What became of the letters of one round."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    unknown: int = 0

    @property
    def touched(self) -> int:
        """How many letters something happened to."""
        return self.sent + self.later + self.failed + self.unknown


def deliver_due(
    at: datetime | None = None, limit: int = BATCH, *, stopping: Callable[[], bool] = lambda: False
) -> Delivery:
    """Sends up to `limit` letters that are due at `at`; stops between two letters when `stopping` says so.

    1. letters of dead workers become unknown; 2. claim; 3. write and connect; 4. take in hand, hand over;
    5. note what became of it; 6. let go what was not touched.
    """
    clock = Clock(at or timezone.now())
    done = Delivery(unknown=leases.note_lost(clock.now(), LOST))
    key, mails = leases.claim(clock.now(), limit)
    try:
        with Post() as post:
            while mails and not stopping():
                try:
                    post.connect()
                except Unreachable as reason:
                    leases.postpone(mails, key, clock.now(), str(reason))
                    done.later += len(mails)
                    break
                _deliver(mails.pop(0), key, post, clock, done)
    finally:
        if mails:
            leases.let_go(key)
    return done


def resend(mail_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """Sends a failed or unknown letter (again), with the Message-ID it had.

    Raises `NotAllowed`, `Missing`, and `Invalid` where it is on its way, has left, or has no words any more.
    """
    at = at or timezone.now()
    with _turning(mail_id, "letter_resent", actor, at) as mail:
        if mail.state in NOT_TO_SEND_AGAIN:
            raise Invalid(say("Only a letter that failed, or whose fate is unknown, can be sent again."))
        if mail.context.get("emptied"):
            raise Invalid(say("This letter was given up and its link is gone. Do what wrote it once more."))
        mail.state, mail.attempts, mail.next_at, mail.last_error = MailState.WAITING.value, 0, at, ""


def give_up(mail_id: str, *, actor: Actor, at: datetime | None = None) -> None:
    """A letter that has not left will not leave: it counts as failed. Raises as `resend` does."""
    at = at or timezone.now()
    with _turning(mail_id, "letter_given_up", actor, at) as mail:
        if mail.state in {MailState.SENDING, MailState.SENT}:
            raise Invalid(say("This letter is leaving or has left; it cannot be called back."))
        mail.state, mail.last_error, mail.context = MailState.FAILED.value, GIVEN_UP, without_secrets(mail)


@contextmanager
def _turning(mail_id: str, event: str, actor: Actor, at: datetime) -> Iterator[OutboxMail]:
    """A letter of the actor's firm, locked; what is changed on it is saved and logged."""
    firm_id = firm_for(actor, Right.OUTBOX, at=at)
    with transaction.atomic():
        lock_firm(firm_id)
        mail = OutboxMail.objects.select_for_update().filter(pk=mail_id, firm_id=firm_id).first()
        if mail is None:
            raise Missing(mail_id)
        yield mail
        # Whoever held it holds it no longer: their word about it comes too late.
        mail.lease_key, mail.lease_until = "", None
        mail.save()
        by = commitments([actor.person])[actor.person]
        note([Event(chain=firm_id, event=event, content={"letter": mail.id, "by": by})], at=at)


def _deliver(mail: OutboxMail, key: str, post: Post, clock: Clock, done: Delivery) -> None:
    letter = _written(mail)
    if letter is None:
        leases.fail_unsent(mail, key, UNWRITABLE)
        done.failed += 1
        return
    if not leases.take_in_hand(mail, key, clock.now()):
        return
    outcome = post.hand_over(letter)
    _until_written(lambda: _note(outcome, mail, key, clock.now(), done))


def _note(outcome: Outcome, mail: OutboxMail, key: str, at: datetime, done: Delivery) -> None:
    match outcome:
        case Sent():
            leases.note_sent(mail, key, at)
            done.sent += 1
        case Later(reason=reason):
            failed = leases.note_later(mail, key, at, reason) is MailState.FAILED
            done.failed += failed
            done.later += not failed
        case Refused(reason=reason):
            leases.note_unsent(mail, key, MailState.FAILED, reason)
            done.failed += 1
        case Unknown(reason=reason):
            leases.note_unsent(mail, key, MailState.UNKNOWN, reason)
            done.unknown += 1
        case _:
            assert_never(outcome)


def _until_written(write: Callable[[], None]) -> None:
    """Only we know what became of the letter: a busy or absent database is asked again until the lease ends."""
    end = time.monotonic() + leases.IN_HAND_FOR.total_seconds()
    while True:
        try:
            return write()
        except (OperationalError, InterfaceError):
            if time.monotonic() > end:
                raise
            logger.warning("the database is away; what became of a letter is noted when it is back")
            connection.close_if_unusable_or_obsolete()
            time.sleep(ASK_AGAIN)


def _written(mail: OutboxMail) -> Letter | None:
    try:
        return posted(mail)
    except NothingToSay as reason:
        logger.warning("letter %s: %s", mail.id, reason)
    except Exception:  # one letter that cannot be written must not hold up all others
        logger.exception("letter %s cannot be written", mail.id)
    return None
