"""How letters and their fates are said on pages (R11)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenure.core.actor import Side
from tenure.operations.letters import subject_of
from tenure.records.letter_pages import MailState, OutboxMail
from tenure.speech.speak import speak

STATES: Final[dict[MailState, Promise]] = {
    MailState.WAITING: gettext_lazy("Waiting"),
    MailState.SENDING: gettext_lazy("Sending"),
    MailState.SENT: gettext_lazy("Sent"),
    MailState.FAILED: gettext_lazy("Failed"),
    MailState.UNKNOWN: gettext_lazy("Unknown"),
}
TONES: Final = {
    MailState.WAITING: "info",
    MailState.SENDING: "info",
    MailState.SENT: "good",
    MailState.FAILED: "bad",
    MailState.UNKNOWN: "warn",
}
MEANINGS: Final[dict[MailState, Promise]] = {
    MailState.WAITING: gettext_lazy("It leaves as soon as the mail server takes it."),
    MailState.SENDING: gettext_lazy("It is being handed to the mail server now."),
    MailState.SENT: gettext_lazy("The mail server took it."),
    MailState.FAILED: gettext_lazy("It did not leave and is not tried again by itself."),
    MailState.UNKNOWN: gettext_lazy(
        "The connection broke while it was handed over, so nobody knows whether it arrived. "
        "It is not sent again by itself: that could be a second copy."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """One letter as a list shows it. `again_at` is the next try of one that was tried before."""

    id: str
    subject: str
    to_name: str
    to_address: str
    side: str
    state: str
    tone: str
    error: str
    attempts: int
    again_at: datetime | None
    at: datetime


def row_of(mail: OutboxMail) -> LetterRow:
    """A letter in words."""
    state = MailState(mail.state)
    return LetterRow(
        id=mail.id,
        subject=speak(subject_of(mail)),
        to_name=mail.to_name or mail.to_address,
        to_address=mail.to_address,
        side=_("Firm") if mail.side == Side.FIRM.value else _("Client"),
        state=str(STATES[state]),
        tone=TONES[state],
        # What the product itself noted is in the catalogue; what a mail server said is shown as it came.
        error=_(mail.last_error) if mail.last_error else "",
        attempts=mail.attempts,
        again_at=mail.next_at if state is MailState.WAITING and mail.attempts else None,
        at=mail.sent_at or mail.created_at,
    )
