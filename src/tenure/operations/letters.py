"""An outbox row becomes a letter in its receiver's language (R11, R19)."""

from dataclasses import replace

from django.conf import settings
from django.utils import timezone

from tenure.core.actions import Verb
from tenure.core.wording import Message, say
from tenure.operations.connection_mail import INVITE_FIRM
from tenure.operations.invoice_letters import INVOICES, papers_with, subject_of_invoices
from tenure.operations.letter_authors import NothingToSay, words_of, zone_of
from tenure.operations.sign_in_letters import PASSWORD_RESET
from tenure.outlets.mail import Letter
from tenure.outlets.paper import write
from tenure.records.models import OutboxMail

__all__ = ["NothingToSay", "compose", "posted", "subject_of", "without_secrets"]

# Kinds whose context holds what must not outlive the sending: a link that lets somebody in, an erased client.
SECRETS: dict[str, dict[str, object]] = {
    "invite_user": {"link": ""},
    "invite_colleague": {"link": ""},
    INVITE_FIRM: {"link": ""},
    PASSWORD_RESET: {"link": ""},
    Verb.DELETE.value: {"client_name": "…", "target_name": "…", "lines": []},
}


def compose(mail: OutboxMail) -> Letter:
    """The letter of an outbox row, ready to be handed over. Raises `NothingToSay`."""
    locale = mail.locale if mail.locale in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with timezone.override(zone_of(mail)):
        paper = write(
            words_of(mail),
            to_name=mail.to_name,
            sender=_sender(mail),
            locale=locale,
            address=settings.TENURE_URL,
        )
    return Letter(
        to_name=mail.to_name,
        to_address=mail.to_address,
        subject=paper.subject,
        text=paper.text,
        html=paper.html,
        message_id=mail.message_id,
        locale=locale,
    )


def subject_of(mail: OutboxMail) -> Message:
    """What a letter is about, for lists of letters. It holds no secret."""
    if mail.kind == INVOICES and mail.firm is not None:
        # A list of letters does not look up the invoices of each.
        return subject_of_invoices(mail.context["numbers"], mail.firm.name)
    try:
        return words_of(mail).subject
    except NothingToSay:
        return say("A letter that has nothing to say any more")


def posted(mail: OutboxMail) -> Letter:
    """The letter with the papers that go with it, made now. Raises `NothingToSay`."""
    return replace(compose(mail), attachments=papers_with(mail))


def without_secrets(mail: OutboxMail) -> dict[str, object]:
    """What may be kept of a letter's context once it has left or was given up."""
    hidden = SECRETS.get(mail.kind)
    return mail.context if hidden is None else {**mail.context, **hidden, "emptied": True}


def _sender(mail: OutboxMail) -> str:
    """Who stands at the head of the letter: the firm, or the account whose own people write."""
    firm = mail.firm.name if mail.firm is not None else ""
    return str(mail.context.get("firm_name") or firm or mail.context.get("client_name", ""))
