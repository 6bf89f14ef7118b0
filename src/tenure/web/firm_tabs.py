"""The pages about the firm itself: its settings, what stands on its invoices, what it pays for Tenure."""

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
    """The tabs, with the page named `here` marked."""
    letterhead = [("letterhead", _("Letterhead"))] if policy.has(Kind.SERVICE) else []
    pages = [("firm_settings", _("Settings")), *letterhead, ("firm_subscription", _("Subscription"))]
    return [FirmTab(label=label, url=reverse(name), active=name == here) for name, label in pages]
