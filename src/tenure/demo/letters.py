"""The letters of the past have left at their time; one came back, one nobody knows of; the newest wait for the worker."""

from collections import defaultdict
from datetime import datetime, timedelta

from tenure.core.actor import Side
from tenure.operations import leases
from tenure.operations.outbox import LOST
from tenure.records.outbox import MailState

# Counted from the newest letter to a client: enough is there to have one of each.
BOUNCED, UNKNOWN = 2, 5
UNDER_WAY = timedelta(seconds=3)


def post_until(at: datetime) -> None:
    """Every letter written before `at` leaves as the worker would have sent it then."""
    key, mails = leases.claim(at, 100_000)
    to_clients = defaultdict(list)
    for mail in mails:
        if mail.side == Side.CLIENT and mail.transition_id is not None:
            to_clients[mail.firm_id].append(mail.id)
    bounced = {ids[-BOUNCED] for ids in to_clients.values() if len(ids) >= UNKNOWN}
    unknown = {ids[-UNKNOWN] for ids in to_clients.values() if len(ids) >= UNKNOWN}
    for mail in mails:
        leases.take_in_hand(mail, key, mail.next_at)
        if mail.id in bounced:
            reason = f"550 5.1.1 <{mail.to_address}>: Recipient address rejected: User unknown"
            leases.note_unsent(mail, key, MailState.FAILED, reason)
        elif mail.id in unknown:
            leases.note_unsent(mail, key, MailState.UNKNOWN, LOST)
        else:
            leases.note_sent(mail, key, mail.next_at + UNDER_WAY)
