"""The kinds of firm a policy can start from, as cards to choose from."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenure.core.profiles import NAMES, profile

TITLES: Final[dict[str, Promise]] = {
    "practice": _("Accounting practice"),
    "practice-classic": _("Accounting practice (classic)"),
    "solo": _("Solo practice"),
    "cabinet": _("French accounting firm (cabinet)"),
    "hauler": _("Service company"),
}
TEXTS: Final[dict[str, Promise]] = {
    "practice": _(
        "Each product of a client is deactivated by itself, with a wait of four months before it can come back. "
        "Clients can be disconnected with a new owner."
    ),
    "practice-classic": _(
        "One product for each client. Deactivate and reactivate at any time, disconnect with a new owner."
    ),
    "solo": _(
        "Clients with several businesses. Deactivate the client or one business; a return can bring all back."
    ),
    "cabinet": _(
        "Disconnect, deactivate, delete and reactivate straight from the list of clients, at any time."
    ),
    "hauler": _(
        "Customers with locations and services. A deactivation reaches all of them; they come back step by step. "
        "Accounts can also be suspended."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileCard:
    """One kind of firm, as parts/option_cards.html draws it."""

    value: str
    title: str
    text: str


def profile_title(name: str) -> str:
    """A profile in words; one without a translation as its policy calls it."""
    known = TITLES.get(name)
    return str(known) if known is not None else profile(name).title


def profile_cards() -> list[ProfileCard]:
    """All kinds of firm, in the order they are offered."""
    return [
        ProfileCard(value=name, title=profile_title(name), text=str(TEXTS.get(name, ""))) for name in NAMES
    ]


def origin_in_words(origin: str) -> str:
    """The profile a policy started from; whatever it says where that is none of ours."""
    return profile_title(origin) if origin in NAMES else origin
