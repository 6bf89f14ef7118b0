"""Addresses for letters: full, so that they work from a mailbox."""

from django.conf import settings
from django.urls import reverse


def link_to_invitation(token: str) -> str:
    """The full address of the page that accepts an invitation."""
    return f"{settings.TENURE_URL}{reverse('invitation', args=[token])}"


def link_to_request(token: str) -> str:
    """The full address of the page behind the letter that asks a firm to look after a client."""
    return f"{settings.TENURE_URL}{reverse('connection', args=[token])}"
