"""The two views of a team: its people, and what their roles allow."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTab:
    """One of them, as parts/tabs.html draws it."""

    label: str
    url: str
    active: bool
    count: None = None


def team_tabs(here: str) -> list[TeamTab]:
    """The tabs, with the page named `here` marked."""
    return [
        TeamTab(label=label, url=reverse(name), active=name == here)
        for name, label in (("team", _("People")), ("roles", _("Roles and rights")))
    ]
