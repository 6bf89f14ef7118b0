"""The two pages about the firm itself: its settings, and what stands on its invoices."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tenure.core.policy import Policy
from tenure.core.tree import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmTab:
    """One of them, as parts/tabs.html draws it."""

    label: str
    url: str
    active: bool
    count: None = None


def firm_tabs(policy: Policy, here: str) -> list[FirmTab]:
    """The tabs, with the page named `here` marked; empty where a firm has only its settings."""
    if not policy.has(Kind.SERVICE):
        return []
    return [
        FirmTab(label=label, url=reverse(name), active=name == here)
        for name, label in (("firm_settings", _("Settings")), ("letterhead", _("Letterhead")))
    ]
