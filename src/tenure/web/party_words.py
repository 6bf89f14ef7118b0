"""What a firm calls those it looks after: solo clients, customers, clients (R29, R34)."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenure.core.policy import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyWords:
    """The words of one kind: its list, one of them, the list's tabs, `all_active` outside it, what it says of itself."""

    many: Promise
    one: Promise
    active: Promise
    all_active: Promise
    deactivated: Promise
    invited: Promise
    about: Promise
    add: Promise
    add_now: Promise
    none_yet: Promise
    none_active: Promise
    none_deactivated: Promise


CLIENTS: Final = PartyWords(
    many=_("Clients"),
    one=_("Client"),
    active=pgettext_lazy("clients", "Active"),
    all_active=_("Active clients"),
    deactivated=pgettext_lazy("clients", "Deactivated"),
    invited=pgettext_lazy("clients", "Invited"),
    about=_("People and companies your firm looks after."),
    add=_("Add a client"),
    add_now=_("Add the client"),
    none_yet=_("No clients yet"),
    none_active=_("No active clients"),
    none_deactivated=_("No deactivated clients"),
)
SOLO_CLIENTS: Final = PartyWords(
    many=_("Solo clients"),
    one=_("Client"),
    active=_("Active clients"),
    all_active=_("Active clients"),
    deactivated=_("Deactivated clients"),
    invited=_("Invited clients"),
    about=_("People your firm looks after, each with their businesses."),
    add=_("Add a client"),
    add_now=_("Add the client"),
    none_yet=_("No clients yet"),
    none_active=_("No active clients"),
    none_deactivated=_("No deactivated clients"),
)
CUSTOMERS: Final = PartyWords(
    many=_("Customers"),
    one=_("Customer"),
    active=_("Active customers"),
    all_active=_("Active customers"),
    deactivated=_("Deactivated customers"),
    invited=_("Invited customers"),
    about=_("People and companies your firm serves."),
    add=_("Add a customer"),
    add_now=_("Add the customer"),
    none_yet=_("No customers yet"),
    none_active=_("No active customers"),
    none_deactivated=_("No deactivated customers"),
)
WORDS: Final = {
    Party.CLIENT: CLIENTS,
    Party.SOLO_CLIENT: SOLO_CLIENTS,
    Party.CUSTOMER: CUSTOMERS,
}
