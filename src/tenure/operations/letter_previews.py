"""A letter as its receiver reads it, for the outbox page: without the link that lets its reader in (R11)."""

import logging
from copy import copy
from datetime import datetime

from django.conf import settings

from tenure.core.actor import Actor
from tenure.operations.invoice_sending import InvoiceLetter, mail_of
from tenure.operations.letters import NothingToSay, compose
from tenure.outlets.mail import Letter
from tenure.records.models import Firm, OutboxMail

logger = logging.getLogger(__name__)


def preview_of_invoices(letter: InvoiceLetter, *, actor: Actor, at: datetime) -> Letter | None:
    """The letter that would bring these invoices, before it is written."""
    return preview_of(mail_of(letter, Firm.objects.get(pk=actor.firm), at))


def preview_of(mail: OutboxMail) -> Letter | None:
    """The letter; None if it has no words any more, or cannot be written.

    Who may see the outbox must not be able to accept somebody else's invitation: its link is hidden.
    """
    shown = copy(mail)
    if mail.context.get("link"):
        shown.context = {**mail.context, "link": f"{settings.TENURE_URL}/…"}
    try:
        return compose(shown)
    except NothingToSay:
        return None
    except Exception:  # the worker, too, goes on when one letter cannot be written
        logger.exception("letter %s cannot be shown", mail.id)
        return None
