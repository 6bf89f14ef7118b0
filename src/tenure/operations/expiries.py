"""How long an invitation and an offered ownership stand; the operator sets both (docs/operating.md)."""

from datetime import datetime, timedelta

from django.conf import settings


def invitation_ends(at: datetime) -> datetime:
    """When an invitation sent at `at` stops working."""
    return at + timedelta(days=settings.TENURE_INVITATION_DAYS)


def offer_ends(at: datetime) -> datetime:
    """Until when the ownership of an account, offered at `at`, may be accepted."""
    return at + timedelta(days=settings.TENURE_HAND_OVER_DAYS)
